/// The modes that terminfo has no words for: bracketed paste, mouse and focus reports.
struct TerminalModes: Equatable {
  var paste: Bool
  var mouse: Bool
  var focus: Bool

  /// Turned on in this order, off in the reverse one.
  private var numbers: [Int] {
    (paste ? [2004] : []) + (mouse ? [1000, 1006] : []) + (focus ? [1004] : [])
  }

  var on: String { numbers.map { "\u{1B}[?\($0)h" }.joined() }
  var off: String { numbers.reversed().map { "\u{1B}[?\($0)l" }.joined() }

  /// Turns off whatever any session may have turned on.
  static let allOff = TerminalModes(paste: true, mouse: true, focus: true).off
}
