/// One thing that the user or the terminal did, decoded; no ncurses code leaves `Terminal`.
package enum Input: Equatable, Sendable {
  case key(Key)
  /// Text between the bracketed paste marks, or a burst of letters too fast for fingers.
  case paste(String)
  case mouse(MouseEvent)
  case resized(width: Int, height: Int)
  case focusGained
  case focusLost
}

/// A key with its modifiers, as the user would name it: `j`, `G`, `Ctrl-d`, `Alt-Enter`, `PgDn`.
package struct Key: Hashable, Sendable {
  package enum Code: Hashable, Sendable {
    case character(Character)
    case enter, escape, tab, backTab, backspace, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    case function(Int)
  }

  package var code: Code
  package var control: Bool
  package var alt: Bool
  package var shift: Bool

  package init(_ code: Code, control: Bool = false, alt: Bool = false, shift: Bool = false) {
    self.code = code
    self.control = control
    self.alt = alt
    self.shift = shift
  }
}

package struct MouseEvent: Equatable, Sendable {
  package enum Kind: Equatable, Sendable { case press, doublePress, wheelUp, wheelDown }
  package var kind: Kind
  package var column: Int
  package var row: Int

  package init(_ kind: Kind, column: Int, row: Int) {
    self.kind = kind
    self.column = column
    self.row = row
  }
}
