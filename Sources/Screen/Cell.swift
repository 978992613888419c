/// One cell of the screen: a grapheme cluster made safe, and how it looks.
package struct Cell: Equatable, Sendable {
  package internal(set) var content: CellText
  package var role: Role
  package var surface: Surface

  package init(text: String, role: Role, surface: Surface) {
    self.init(CellText(text), role: role, surface: surface)
  }

  init(_ content: CellText, role: Role, surface: Surface) {
    self.content = content
    self.role = role
    self.surface = surface
  }

  static func blank(on surface: Surface) -> Cell {
    Cell(CellText(letter: 0x20), role: .text, surface: surface)
  }

  package static let blank = Cell.blank(on: .screen)

  /// What is drawn: one cluster of at most one base and four combining marks, never a control.
  ///
  /// A wide cluster stands in its left cell; the right one holds an empty text.
  package var text: String { content.string }

  /// True when both are drawn in one style.
  package func looks(like other: Cell) -> Bool { role == other.role && surface == other.surface }

  /// True for the right half of a wide cluster.
  @inlinable package var isContinuation: Bool { content.isEmpty }
}
