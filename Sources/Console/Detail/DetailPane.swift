import Commerce
import Screen
import Widgets

extension Model {
  /// Lays the order out for the pane's width, unless it is so already.
  private mutating func layOutDetail() {
    guard let area = panes.detail, let order = detail.order else { return }
    let body = detailBody(in: area)
    let minute = now.milliseconds / 60_000
    if detail.layout?.width != body.width || detail.layout?.minute != minute {
      let past = detail.past.map(order.past)
      let blocks = DetailBlocks(
        order: past?.order ?? order,
        past: past,
        now: now,
        zone: zone,
        glyphs: glyphs,
        settings: settings,
        width: body.width,
        contactNote: contactNote,
        presence: body.width < Self.oneLineTitle ? standing(of: order.summary.id) : ""
      )
      detail.layout = DetailLayout(blocks: blocks.all, width: body.width, minute: minute)
    }
    let length = detail.layout?.blocks.reduce(0) { $0 + $1.height } ?? 0
    detail.scroll.resize(length: length, height: body.height)
  }

  func detailBody(in area: Rect) -> Rect {
    var rest = detailInside(area)
    _ = rest.takeTop(2)
    return rest
  }

  /// A narrow pane gives the left margin's second column to what it says; at the right the signs for
  /// hidden lines stand off from the amounts.
  private func detailInside(_ area: Rect) -> Rect {
    var inside = area
    _ = inside.takeLeft(area.width < 40 ? 1 : 2)
    _ = inside.takeRight(2)
    return inside
  }

  func paintDetail(in area: Rect, on canvas: inout Canvas) {
    guard let order = selectedSummary else {
      let text = orders.window.isEmpty ? "" : "Select an order to see it here."
      canvas.writeCentered(text, in: area.line(area.height / 3), role: .dim)
      return
    }
    paintDetailTitle(of: pastSummary ?? order, in: detailInside(area), on: &canvas)
    let body = detailBody(in: area)
    guard let layout = detail.layout else {
      let text = detail.failure ?? "Loading\(glyphs.ellipsis)"
      canvas.write(text, at: body.origin, role: .dim, width: body.width)
      return
    }
    canvas.clipped(to: body) { canvas in
      var row = body.row - detail.scroll.top
      for block in layout.blocks {
        let place = Rect(column: body.column, row: row, width: body.width, height: block.height)
        if place.row < body.endRow, place.endRow > body.row { block.paint(in: place, on: &canvas) }
        row += block.height
      }
    }
    paintMore(in: area, on: &canvas)
  }

  /// What waits on the order, in a triage run, and who else is at it.
  private func standing(of order: OrderID) -> String {
    [dueWords(of: order), presenceWords(at: order)].filter { !$0.isEmpty }
      .joined(separator: " \(glyphs.separator) ")
  }

  private var pastSummary: OrderSummary? {
    detail.past.flatMap { detail.order?.past(at: $0).order.summary }
  }

  /// One line, or where that is too narrow the name and the payment below it.
  private func paintDetailTitle(of order: OrderSummary, in area: Rect, on canvas: inout Canvas) {
    let isFocused = focus == .detail && overlay == nil
    let badge: Role = order.source == .chatCommerce ? .chatBadge : .standardBadge
    let number = Span(order.number, isFocused ? .titleFocused : .title)
    let total = Span(text(of: order.total), .bright)
    let payment = payment(of: order, in: area.width)
    let name = Span(order.customerName, .bright)
    let gap = Span("  ", .text)
    if isFocused {
      let margin = Place(column: area.column - 1, row: area.row)
      canvas.write(glyphs.selectionBar, at: margin, role: .accent)
    }
    let left = [number, gap, Span(order.source.badge, badge)]
    // The width alone decides, so that nothing moves from one order to the next.
    guard area.width >= Self.oneLineTitle else {
      paint(left, [total], in: area.line(0), on: &canvas)
      paint([name], [payment], in: area.line(1), on: &canvas)
      return
    }
    paint(left + [gap, name], [total, gap, payment], in: area.line(0), on: &canvas)
    canvas.write(standing(of: order.id), at: area.line(1).origin, role: .accent, width: area.width)
  }

  /// The name goes before the longer word for the payment.
  private func payment(of order: OrderSummary, in width: Int) -> Span {
    let clear = order.payment.titleWord
    let name = SafeText.width(of: order.customerName, glyphs: glyphs)
    let fits = width >= Self.oneLineTitle || name + clear.count + 2 <= width
    return Span((fits ? clear : order.payment.word).uppercased(), order.payment.role)
  }

  /// Columns from which number, name, total and payment stand in one line.
  private static let oneLineTitle = 56

  /// The right part whole at the right end, the left part in what room that leaves.
  private func paint(_ left: [Span], _ right: [Span], in line: Rect, on canvas: inout Canvas) {
    let width = right.reduce(0) { $0 + SafeText.width(of: $1.text, glyphs: glyphs) }
    var rest = line
    let end = rest.takeRight(min(width, line.width))
    canvas.write(right, at: end.origin, width: end.width)
    canvas.write(left, at: rest.origin, width: rest.width - 2)
  }

  /// Signs at the right edge when lines are hidden above or below.
  private func paintMore(in area: Rect, on canvas: inout Canvas) {
    let role: Role = focus == .detail ? .accent : .dim
    let column = area.endColumn - 1
    if detail.scroll.hasMoreAbove {
      canvas.write(glyphs.arrowUp, at: Place(column: column, row: area.row + 2), role: role)
    }
    if detail.scroll.hasMoreBelow {
      canvas.write(glyphs.arrowDown, at: Place(column: column, row: area.endRow - 1), role: role)
    }
  }

  /// Tells every scrolled page how long it is and how much of it is in view.
  mutating func sizePages() {
    layOutDetail()
    sync.list.setCount(sync.rows.count)
    sync.list.resize(visibleRows: max(1, panes.body.height - 8))
    sizeOverlay()
  }
}
