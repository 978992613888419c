import Screen

/// Paints one chat item into the rows it has; the canvas is clipped by the caller.
struct ChatItemPainter {
  /// Columns of a bubble beside its text: the bar and a blank on each side.
  static let frame = 3

  let layout: ChatItemLayout
  let area: Rect

  func paint(_ item: ChatItem, on canvas: inout Canvas) {
    switch item {
    case .bubble(let bubble): paint(bubble, on: &canvas)
    case .system(let text): paintSystem(text, on: &canvas)
    case .day(let text): paintDivider(text, role: .dim, on: &canvas)
    case .newMessages(let text): paintDivider(text, role: .accent, on: &canvas)
    case .aside(let text):
      let place = Place(column: area.column + 1, row: area.row)
      canvas.write(text, at: place, role: .dim, width: area.width - 1)
    case .gap: break
    }
  }

  private func paint(_ bubble: ChatBubble, on canvas: inout Canvas) {
    var box = area
    let width = min(area.width, layout.textWidth + Self.frame)
    box = bubble.side == .customer ? box.takeLeft(width) : box.takeRight(width)
    canvas.fill(box, surface: bubble.surface)
    paintBar(of: bubble, in: box.takeLeft(1), on: &canvas)
    box = box.inset(horizontal: 1)
    if !bubble.heading.isEmpty {
      let line = box.takeTop(1)
      canvas.write(bubble.heading, at: line.origin, role: .dim, width: line.width)
    }
    let spans = Span.marking(bubble.text, bubble.matches, role: bubble.textRole)
    for line in layout.lines {
      canvas.write(part(of: spans, line.range), at: box.takeTop(1).origin)
    }
    paintClosing(of: bubble, below: box, on: &canvas)
    if layout.closesOnOwnLine { _ = box.takeTop(1) }
    for line in layout.reasonLines {
      let text = bubble.reason.text.bytes(line.range)
      canvas.write(text, at: box.takeTop(1).origin, role: bubble.reason.role)
    }
  }

  private func paintBar(of bubble: ChatBubble, in bar: Rect, on canvas: inout Canvas) {
    let glyphs = canvas.glyphs
    for row in bar.row..<bar.endRow {
      canvas.write(
        bubble.isSelected ? glyphs.selectionBar : glyphs.bubbleBar,
        at: Place(column: bar.column, row: row),
        role: bubble.isSelected ? .accent : bubble.barRole
      )
    }
  }

  /// Time and ticks, at the right end of the bubble's last line.
  private func paintClosing(of bubble: ChatBubble, below text: Rect, on canvas: inout Canvas) {
    let glyphs = canvas.glyphs
    let width = bubble.closing.reduce(0) { $0 + SafeText.width(of: $1.text, glyphs: glyphs) }
    let row = layout.closesOnOwnLine ? text.row : text.row - 1
    let start = max(text.column, text.endColumn - width)
    canvas.write(
      bubble.closing,
      at: Place(column: start, row: row),
      width: text.endColumn - start
    )
  }

  /// The spans' text between two bytes of the whole.
  private func part(of spans: [Span], _ range: Range<Int>) -> [Span] {
    var start = 0
    var part: [Span] = []
    for span in spans {
      let end = start + span.text.utf8.count
      let common =
        max(start, range.lowerBound)..<max(start, range.lowerBound, min(end, range.upperBound))
      if !common.isEmpty && common.upperBound <= end {
        let bytes = (common.lowerBound - start)..<(common.upperBound - start)
        part.append(Span(span.text.bytes(bytes), span.role))
      }
      start = end
    }
    return part
  }

  private func paintSystem(_ text: String, on canvas: inout Canvas) {
    let footnote = ChatItem.footnote(text, width: layout.textWidth, glyphs: canvas.glyphs)
    for (index, line) in layout.lines.enumerated() {
      canvas.writeCentered(footnote.bytes(line.range), in: area.line(index), role: .systemLine)
    }
  }

  private func paintDivider(_ text: String, role: Role, on canvas: inout Canvas) {
    let rule = String(repeating: canvas.glyphs.horizontalRule, count: 4)
    let width = SafeText.width(of: text, glyphs: canvas.glyphs) + 10
    let indent = max(0, (area.width - width) / 2)
    let place = Place(column: area.column + indent, row: area.row)
    let spans = [Span(rule + " ", .rule), Span(text, role), Span(" " + rule, .rule)]
    canvas.write(spans, at: place, width: area.width - indent)
  }
}
