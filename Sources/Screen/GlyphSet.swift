/// The signs that our own views draw, each with a stand-in where the terminal cannot show UTF-8.
///
/// A sign has the same width in both sets, so that no layout depends on the set.
package enum GlyphSet: Equatable, Sendable {
  case unicode
  case ascii

  private func pick(_ sign: String, _ plain: String) -> String {
    switch self {
    case .unicode: sign
    case .ascii: plain
    }
  }

  package var ellipsis: String { pick("…", "~") }
  package var separator: String { pick("·", "-") }
  package var horizontalRule: String { pick("─", "-") }
  package var verticalRule: String { pick("│", "|") }
  package var teeDown: String { pick("┬", "+") }
  package var teeUp: String { pick("┴", "+") }
  package var teeRight: String { pick("├", "+") }
  package var cornerTopLeft: String { pick("┌", "+") }
  package var cornerTopRight: String { pick("┐", "+") }
  package var cornerBottomLeft: String { pick("└", "+") }
  package var cornerBottomRight: String { pick("┘", "+") }
  package var dash: String { pick("—", "-") }

  /// Done, sent.
  package var tick: String { pick("✓", "v") }
  /// Delivered, read: two columns.
  package var doubleTick: String { pick("✓✓", "vv") }
  package var cross: String { pick("✗", "x") }
  /// Waiting to be sent.
  package var queued: String { pick("◷", "o") }
  /// The present step, something unread.
  package var dot: String { pick("●", "*") }
  /// A step still to come.
  package var ring: String { pick("○", "o") }
  /// The left edge of the selected row.
  package var selectionBar: String { pick("▌", ">") }
  /// A thin bar at the left of a bubble where there are no backgrounds.
  package var bubbleBar: String { pick("▏", "|") }
  package var prompt: String { pick("›", ">") }
  package var marked: String { pick("◆", "#") }
  package var warningSign: String { "!" }
  package var enterKey: String { pick("⏎", "^") }
  package var arrowUp: String { pick("↑", "^") }
  package var arrowDown: String { pick("↓", "v") }
  package var arrowLeft: String { pick("←", "<") }
  package var arrowRight: String { pick("→", ">") }

  package var barFull: String { pick("█", "#") }
  package var barEmpty: String { pick("░", ".") }
  package var scrollThumb: String { pick("┃", "#") }
  package var scrollTrack: String { pick("│", "|") }

  /// Stands for a line end in a single line.
  package var lineEnd: String { enterKey }
  /// Stands for what has no visible form or must not have one.
  package var unseen: String { pick("\u{FFFD}", "?") }

  /// The visible sign of a C0 control or of DEL.
  func picture(ofControl control: Unicode.Scalar) -> String {
    switch self {
    case .ascii: return unseen
    case .unicode:
      let picture = control.value == 0x7F ? 0x2421 : 0x2400 + control.value
      return Unicode.Scalar(picture).map { String($0) } ?? unseen
    }
  }
}
