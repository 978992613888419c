package import Screen

/// One thing in a chat, from top to bottom.
package enum ChatItem: Equatable, Sendable {
  case bubble(ChatBubble)
  /// What the system says, as a footnote in the middle.
  case system(String)
  /// A new day begins.
  case day(String)
  /// What follows has not been read.
  case newMessages(String)
  /// A line at the left that is no message: somebody is typing, older messages are being loaded.
  case aside(String)
  /// An empty line that parts two speakers.
  case gap

  /// What a `system` item shows: between dashes, where both fit on its one line.
  static func footnote(_ text: String, width: Int, glyphs: GlyphSet) -> String {
    let framed = "\(glyphs.dash) \(text) \(glyphs.dash)"
    return SafeText.width(of: framed, glyphs: glyphs) <= width ? framed : text
  }
}

/// One message as speech: theirs at the left, ours at the right, on a soft ground.
package struct ChatBubble: Equatable, Sendable {
  package enum Side: Equatable, Sendable {
    case customer, ours
    /// A note among ourselves: at the right, on a ground of its own.
    case note
  }

  package var side: Side
  /// A line above the text in words, such as a colleague's name or `internal note`; empty for none.
  package var heading: String
  package var text: String
  /// Search hits: ranges of UTF-8 bytes of `text`, ascending.
  package var matches: [Range<Int>]
  /// Time, ticks and what else stands at the bubble's end.
  package var closing: [Span]
  /// Why it has not arrived and what to press, below all else; empty for nothing.
  package var reason: Span
  /// True for the message that the keys act on.
  package var isSelected: Bool

  package init(
    side: Side,
    heading: String = "",
    text: String,
    matches: [Range<Int>] = [],
    closing: [Span] = [],
    reason: Span = Span("", .dim),
    isSelected: Bool = false
  ) {
    self.side = side
    self.heading = heading
    self.text = text
    self.matches = matches
    self.closing = closing
    self.reason = reason
    self.isSelected = isSelected
  }

  var surface: Surface {
    switch side {
    case .customer: .customerBubble
    case .ours: .ourBubble
    case .note: .noteBubble
    }
  }

  var textRole: Role {
    switch side {
    case .customer: .customerSpeech
    case .ours: .ourSpeech
    case .note: .internalNote
    }
  }

  var barRole: Role {
    switch side {
    case .customer: .dim
    case .ours: .accent
    case .note: .warning
    }
  }
}
