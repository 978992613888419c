import Screen

/// A chat item broken into lines for one width.
struct ChatItemLayout: Equatable, Sendable {
  /// Lines of the text; for the one-line items a single one.
  var lines: [WrappedLine]
  /// Lines of the reason at the end.
  var reasonLines: [WrappedLine] = []
  /// Width of the bubble without its bar and its blanks.
  var textWidth: Int
  /// True when time and ticks stand on a line of their own.
  var closesOnOwnLine: Bool
  var height: Int

  init(_ item: ChatItem, width: Int, glyphs: GlyphSet) {
    switch item {
    case .bubble(let bubble): self.init(bubble, width: width, glyphs: glyphs)
    case .system(let text): self.init(system: text, width: width, glyphs: glyphs)
    case .day, .newMessages, .aside, .gap: self.init(oneLine: width)
    }
  }

  private init(oneLine width: Int) {
    lines = []
    textWidth = width
    closesOnOwnLine = false
    height = 1
  }

  private init(system text: String, width: Int, glyphs: GlyphSet) {
    textWidth = max(8, width - 8)
    let footnote = ChatItem.footnote(text, width: textWidth, glyphs: glyphs)
    lines = Self.balanced(footnote, width: textWidth, glyphs: glyphs)
    closesOnOwnLine = false
    height = lines.count
  }

  /// As few lines as the width needs, of much the same length, so that none is left with one word.
  private static func balanced(_ text: String, width: Int, glyphs: GlyphSet) -> [WrappedLine] {
    let widest = TextWrap.lines(of: text, width: width, glyphs: glyphs)
    guard (2...4).contains(widest.count) else { return widest }
    let even = widest.reduce(0) { $0 + $1.width } / widest.count
    for narrower in even..<width {
      let lines = TextWrap.lines(of: text, width: narrower, glyphs: glyphs)
      if lines.count == widest.count { return lines }
    }
    return widest
  }

  private init(_ bubble: ChatBubble, width: Int, glyphs: GlyphSet) {
    let most = max(8, width * 2 / 3 - ChatItemPainter.frame)
    lines = TextWrap.lines(of: bubble.text, width: most, glyphs: glyphs)
    let closing = bubble.closing.reduce(0) { $0 + SafeText.width(of: $1.text, glyphs: glyphs) }
    let last = lines.last?.width ?? 0
    let gap = closing > 0 && last > 0 ? 2 : 0
    let heading = SafeText.width(of: bubble.heading, glyphs: glyphs)
    closesOnOwnLine = closing > 0 && last + gap + closing > most
    let closed = closesOnOwnLine ? closing : last + gap + closing
    if !bubble.reason.text.isEmpty {
      reasonLines = TextWrap.lines(of: bubble.reason.text, width: most, glyphs: glyphs)
    }
    let widest = (lines + reasonLines).map(\.width).max() ?? 0
    let wanted = min(most, max(closed, heading, widest))
    textWidth = max(wanted, min(closing, width - ChatItemPainter.frame))
    height =
      lines.count + reasonLines.count + (heading > 0 ? 1 : 0) + (closesOnOwnLine ? 1 : 0)
  }
}
