package import Screen

/// One picture of the console.
package struct Frame: Equatable, Sendable {
  package var canvas: Canvas
  /// Where the text cursor stands; nil hides it.
  package var cursor: Place?

  package init(canvas: Canvas, cursor: Place? = nil) {
    self.canvas = canvas
    self.cursor = cursor
  }
}

extension Model {
  /// Paints every cell of the screen as it is now; reads the model and decides nothing.
  package func frame() -> Frame {
    var canvas = Canvas(width: size.width, height: size.height, glyphs: glyphs)
    guard arrangement != .tooSmall else {
      paintTooSmall(on: &canvas)
      return Frame(canvas: canvas)
    }
    let panes = panes
    paintHeader(in: panes.header, on: &canvas)
    paintRules(panes, on: &canvas)
    var cursor: Place?
    switch screen {
    case .orders: cursor = paintOrdersScreen(panes, on: &canvas)
    case .sync: SyncPage(self).paint(in: panes.body, on: &canvas)
    }
    paintStatus(in: panes.statusRule, on: &canvas)
    paintFooter(in: panes.footer, on: &canvas)
    if let overlay {
      cursor = paint(overlay, over: panes, on: &canvas)
    }
    return Frame(canvas: canvas, cursor: cursor)
  }

  private func paintTooSmall(on canvas: inout Canvas) {
    let least = Panes.least
    let lines = [
      "orderdeck needs more room",
      "\(least.width) x \(least.height), not \(size.width) x \(size.height)",
    ]
    var area = canvas.bounds
    _ = area.takeTop((size.height - lines.count) / 2)
    for line in lines { canvas.writeCentered(line, in: area.takeTop(1), role: .warning) }
  }

  /// The strip, the panes and what is right of the list.
  private func paintOrdersScreen(_ panes: Panes, on canvas: inout Canvas) -> Place? {
    var cursor = paintStrip(in: panes.strip, on: &canvas)
    paintFilterHint(in: panes.topRule, on: &canvas)
    if let list = panes.list {
      canvas.clipped(to: list) { OrdersPage(self).paint(in: list, on: &$0) }
    }
    if let detail = panes.detail {
      canvas.clipped(to: detail) { paintDetail(in: detail, on: &$0) }
    }
    if let chat = panes.chat {
      let place = paintChat(in: chat, joining: panes.divider, on: &canvas)
      cursor = cursor ?? place
    }
    return cursor
  }

  private var isPageOpen: Bool {
    if case .help = overlay { true } else { false }
  }

  /// Thin rules around the panes; where they meet they join.
  private func paintRules(_ panes: Panes, on canvas: inout Canvas) {
    for rule in [panes.topRule, panes.statusRule] {
      canvas.drawHorizontalRule(at: rule.origin, length: rule.width)
    }
    // A page lies over the panes and their divider, but not over these rules.
    guard let divider = panes.divider, !isPageOpen else { return }
    let top = Place(column: divider, row: panes.body.row)
    canvas.drawVerticalRule(at: top, length: panes.body.height)
    let above = Place(column: divider, row: panes.topRule.row)
    let below = Place(column: divider, row: panes.statusRule.row)
    canvas.write(glyphs.teeDown, at: above, role: .rule)
    canvas.write(glyphs.teeUp, at: below, role: .rule)
  }
}
