import Commerce
import Screen
import Widgets

/// The orders list: a heading, then one or two lines for each order.
struct OrdersPage {
  private let model: Model
  private let isFocused: Bool

  init(_ model: Model) {
    self.model = model
    isFocused = model.focus == .list && model.overlay == nil
  }

  private var orders: OrdersState { model.orders }
  private var glyphs: GlyphSet { model.glyphs }

  func paint(in area: Rect, on canvas: inout Canvas) {
    var rest = area
    // The selection bar at the left and a blank at the right belong to no column.
    let width = area.width - 2
    let columns = OrderColumns(width: width, isOneLine: orders.density == .compact)
    paintHeading(in: rest.takeTop(1), columns, on: &canvas)
    if orders.window.isEmpty {
      paintEmpty(in: rest, on: &canvas)
      return
    }
    let widget = ListWidget(rowHeight: orders.rowHeight, isFocused: isFocused)
    widget.paint(orders.list, in: rest, on: &canvas) { row, place, canvas in
      paintRow(orders.window.rows[row], in: place, columns, on: &canvas)
    }
  }

  private func paintHeading(in line: Rect, _ columns: OrderColumns, on canvas: inout Canvas) {
    var rest = line
    _ = rest.takeLeft(1 + OrderColumns.gutter)
    let cells = OrderCells(rest, columns)
    let role: Role = isFocused ? .titleFocused : .title
    canvas.writeRight("TOTAL", endingAt: cells.total.end, role: .dim, width: columns.total)
    canvas.write("STATUS", at: cells.status.origin, role: .dim, width: columns.status)
    canvas.write("PAYMENT", at: cells.payment.origin, role: .dim, width: columns.payment)
    canvas.writeRight(orders.sort.ageTitle, endingAt: cells.age.end, role: .dim, width: columns.age)
    // Another order than the usual one is said where the other headings would stand.
    guard orders.sort == .newest else {
      let room = cells.total.column - cells.number.column
      canvas.write("ORDERS, \(orders.sort.title)", at: cells.number.origin, role: role, width: room)
      return
    }
    canvas.write("ORDER", at: cells.number.origin, role: role, width: columns.number)
    canvas.write("VIA", at: cells.badge.origin, role: .dim, width: columns.badge)
    guard !columns.hidesCustomer else { return }
    canvas.write("CUSTOMER", at: cells.customer.origin, role: .dim, width: columns.customer)
  }

  private func paintRow(
    _ order: OrderSummary,
    in place: Rect,
    _ columns: OrderColumns,
    on canvas: inout Canvas
  ) {
    var rest = place.line(0)
    paintMarks(of: order, in: rest.takeLeft(OrderColumns.gutter), on: &canvas)
    let cells = OrderCells(rest, columns)
    let isUnread = order.unreadCount > 0
    let weight: Role = isUnread ? .bright : .text
    canvas.write(order.number, at: cells.number.origin, role: weight, width: columns.number)
    let badge: Role = order.source == .chatCommerce ? .chatBadge : .standardBadge
    Badge(order.source.badge, role: badge, width: columns.badge)
      .paint(at: cells.badge.origin, on: &canvas)
    let total = model.text(of: order.total)
    // An amount is never cut and never touches what stands before it: a long one takes from the
    // name, and where the name is in the second line, the place of the age.
    let start = cells.total.endColumn - SafeText.width(of: total, glyphs: glyphs)
    if !columns.hidesCustomer {
      let width = min(columns.customer, max(0, start - columns.gap - cells.customer.column))
      canvas.write(order.customerName, at: cells.customer.origin, role: weight, width: width)
      if place.height == 1 {
        paintPresence(at: order.id, in: cells.customer.origin, width: width, on: &canvas)
      }
    }
    let fits = start > cells.badge.endColumn
    canvas.writeRight(total, endingAt: fits ? cells.total.end : cells.age.end, role: weight)
    let status = order.status.rawValue
    let statusRole = order.status.role
    canvas.write(status, at: cells.status.origin, role: statusRole, width: columns.status)
    let payment = order.payment.word
    let paymentRole = order.payment.role
    canvas.write(payment, at: cells.payment.origin, role: paymentRole, width: columns.payment)
    if fits {
      let age = model.age(of: orders.sort.moment(of: order))
      canvas.writeRight(age, endingAt: cells.age.end, role: .time, width: columns.age)
    }
    if place.height > 1 {
      var below = place.line(1)
      _ = below.takeLeft(OrderColumns.gutter)
      _ = below.takeRight(1)
      let snooze = model.snoozeWords(of: order).map { [$0.span] } ?? []
      let moment = model.presenceMarks(at: order.id) + snooze
      OrderSecondLine(order, columns, width: below.width, glyphs: glyphs, moment: moment)
        .paint(at: below.origin, on: &canvas)
    }
  }

  /// Who else is at the order takes the name's end where each order has one line.
  private func paintPresence(
    at order: OrderID,
    in place: Place,
    width: Int,
    on canvas: inout Canvas
  ) {
    guard let first = model.presenceMarks(at: order).first else { return }
    let text = SafeText.fitted(" \(first.text)", to: width, glyphs: glyphs)
    let start = place.column + width - SafeText.width(of: text, glyphs: glyphs)
    canvas.write(text, at: Place(column: start, row: place.row), role: first.role)
  }

  private func paintMarks(of order: OrderSummary, in gutter: Rect, on canvas: inout Canvas) {
    var place = gutter.origin
    if orders.marks.contains(order.id) { canvas.write(glyphs.marked, at: place, role: .mark) }
    place.column += 1
    if order.unreadCount > 0 {
      canvas.write(glyphs.dot, at: place, role: .unread)
    } else if order.needsAttention || order.snooze?.isOver(at: model.now) == true {
      canvas.write(glyphs.warningSign, at: place, role: .warning)
    } else if order.snooze != nil {
      canvas.write("z", at: place, role: .dim)
    }
  }

  /// Nothing to list: says why, and what to press.
  private func paintEmpty(in area: Rect, on canvas: inout Canvas) {
    let width = max(2, area.width - 6)
    let lines = emptyLines.flatMap { line in
      TextWrap.lines(of: line.text, width: width, glyphs: glyphs).map {
        Span(line.text.bytes($0.range), line.role)
      }
    }
    var rest = area.inset(horizontal: 2)
    _ = rest.takeTop(max(0, (area.height - lines.count) / 3))
    for line in lines { canvas.writeCentered(line.text, in: rest.takeTop(1), role: line.role) }
  }

  private var emptyLines: [Span] {
    switch orders.loading {
    case .failed(let sentence):
      return [Span(sentence, .noticeError), Span("", .dim), hint(.repaint, "tries again")]
    case .loading: return [Span("Loading orders\(glyphs.ellipsis)", .dim)]
    case .idle:
      if !orders.filter.isEmpty {
        return [
          Span("No order matches the filter.", .text), Span("", .dim),
          hint(.back, "drops it"),
        ]
      }
      if orders.view != .all {
        let empty = Span("There are no \(orders.view.explanation).", .text)
        return [empty, Span("", .dim), hint(.viewAll, "shows all orders")]
      }
      return [
        Span("There are no orders yet.", .text), Span("", .dim),
        Span("Pull them in with", .dim), Span("orderdeck sync --from FILE", .text),
        Span("or look around with", .dim), Span("orderdeck demo", .text), Span("", .dim),
        hint(.syncScreen, "shows the sync screen"),
      ]
    }
  }

  private func hint(_ command: Command, _ what: String) -> Span {
    Span(model.keys.keyName(of: command).map { "\($0) \(what)" } ?? "", .dim)
  }
}

/// The cells of one line of the list.
struct OrderCells {
  let number, badge, customer, total, status, payment, age: Rect

  init(_ line: Rect, _ columns: OrderColumns) {
    var rest = line
    func take(_ width: Int) -> Rect {
      defer { if width > 0 { _ = rest.takeLeft(columns.gap) } }
      return rest.takeLeft(width)
    }
    number = take(columns.number)
    badge = take(columns.badge)
    customer = take(columns.customer)
    total = take(columns.total)
    status = take(columns.status)
    payment = take(columns.payment)
    age = take(columns.age)
  }
}

extension Rect {
  /// Just behind the last cell of its first row, where right-aligned text ends.
  var end: Place { Place(column: endColumn, row: row) }
}
