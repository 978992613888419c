/// What a terminal of the xterm family sends for its special keys.
package enum Keystrokes {
  package static let enter = "\r"
  package static let escape = "\u{1B}"
  package static let tab = "\t"
  package static let backTab = "\u{1B}[Z"
  package static let backspace = "\u{7F}"
  package static let up = "\u{1B}OA"
  package static let down = "\u{1B}OB"
  package static let right = "\u{1B}OC"
  package static let left = "\u{1B}OD"
  package static let home = "\u{1B}OH"
  package static let end = "\u{1B}OF"
  package static let pageUp = "\u{1B}[5~"
  package static let pageDown = "\u{1B}[6~"
  package static let delete = "\u{1B}[3~"

  /// Ctrl with a letter.
  package static func control(_ letter: Character) -> String {
    let value = (letter.asciiValue ?? 0x40) & 0x1F
    return String(Unicode.Scalar(value))
  }

  /// A press and release of the left button; columns and rows count from 0.
  package static func click(column: Int, row: Int) -> String {
    "\u{1B}[<0;\(column + 1);\(row + 1)M\u{1B}[<0;\(column + 1);\(row + 1)m"
  }

  package static func wheel(up: Bool, column: Int, row: Int) -> String {
    "\u{1B}[<\(up ? 64 : 65);\(column + 1);\(row + 1)M"
  }

  package static func paste(_ text: String) -> String { "\u{1B}[200~\(text)\u{1B}[201~" }
}
