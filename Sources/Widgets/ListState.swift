/// Which row of a list is selected and which rows are in view.
///
/// It counts the rows that are loaded, from 0; rows that exist but are not loaded are the caller's
/// affair. Every change leaves the selection among the rows and in view.
package struct ListState: Equatable, Sendable {
  package private(set) var selection = 0
  /// The first row in view.
  package private(set) var top = 0
  package private(set) var count = 0
  /// How many rows the area shows at once.
  package private(set) var visibleRows = 1

  package init() {}

  /// The selected row; nil while there are none.
  package var selected: Int? { count > 0 ? selection : nil }

  /// The rows in view.
  package var visible: Range<Int> { top..<min(count, top + visibleRows) }

  /// True when the view reaches the last loaded row, so that more may be loaded.
  package var isAtEnd: Bool { top + visibleRows >= count }

  package mutating func resize(visibleRows: Int) {
    self.visibleRows = max(1, visibleRows)
    keepInside()
  }

  package mutating func setCount(_ count: Int) {
    self.count = max(0, count)
    keepInside()
  }

  package mutating func select(_ row: Int) {
    selection = row
    keepInside()
  }

  /// Selects a row and puts it in the middle of the view, for a jump to somewhere else.
  package mutating func jump(to row: Int) {
    selection = row
    top = row - visibleRows / 2
    keepInside()
  }

  package mutating func move(by rows: Int) {
    select(saturating: selection.addingReportingOverflow(rows), toEnd: rows > 0)
  }

  /// Moves view and selection together by half a view.
  package mutating func moveHalfPage(down: Bool) {
    shift(by: down ? max(1, visibleRows / 2) : -max(1, visibleRows / 2))
  }

  /// Moves view and selection by one view, with one row in common.
  package mutating func movePage(down: Bool) {
    shift(by: down ? max(1, visibleRows - 1) : -max(1, visibleRows - 1))
  }

  package mutating func moveToFirst() { select(0) }
  package mutating func moveToLast() { select(count - 1) }

  /// Moves the view as a mouse wheel does; the selection comes along only when it must.
  package mutating func scroll(by rows: Int) {
    top = min(max(0, top + rows), max(0, count - visibleRows))
    selection = min(max(selection, top), top + visibleRows - 1)
    keepInside()
  }

  /// Keeps the same rows selected and in view when others are loaded above them.
  package mutating func insertAbove(_ rows: Int) {
    count += rows
    selection += rows
    top += rows
    keepInside()
  }

  /// The row drawn at a line of the area; nil below the last one.
  package func row(atLine line: Int, rowHeight: Int) -> Int? {
    let row = top + line / max(1, rowHeight)
    return line >= 0 && visible.contains(row) ? row : nil
  }

  private mutating func select(saturating sum: (partialValue: Int, overflow: Bool), toEnd: Bool) {
    select(sum.overflow ? (toEnd ? count - 1 : 0) : sum.partialValue)
  }

  private mutating func shift(by rows: Int) {
    top += rows
    selection += rows
    keepInside()
  }

  private mutating func keepInside() {
    selection = min(max(0, selection), max(0, count - 1))
    top = min(max(0, top), max(0, count - visibleRows))
    top = max(min(top, selection), selection - visibleRows + 1)
  }
}
