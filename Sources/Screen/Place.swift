/// One cell of the screen by its position, counted from the top left corner.
package struct Place: Hashable, Sendable {
  package var column: Int
  package var row: Int

  package init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}
