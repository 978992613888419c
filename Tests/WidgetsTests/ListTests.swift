import Screen
import Testing
import Widgets

@Suite("List")
struct ListTests {
  private func list(_ count: Int, visible: Int, selecting row: Int = 0) -> ListState {
    var list = ListState()
    list.resize(visibleRows: visible)
    list.setCount(count)
    list.select(row)
    return list
  }

  @Test func `the view follows the selection by as little as needed`() {
    var list = list(30, visible: 4)
    list.move(by: 3)
    #expect(list.selection == 3 && list.top == 0)
    list.move(by: 1)
    #expect(list.selection == 4 && list.top == 1)
    list.move(by: -4)
    #expect(list.selection == 0 && list.top == 0)
    list.moveToLast()
    #expect(list.selection == 29 && list.top == 26 && list.isAtEnd)
    list.move(by: .max)
    list.move(by: .min)
    #expect(list.selection == 0)
  }

  @Test func `pages and half pages move view and selection together`() {
    var list = list(100, visible: 10, selecting: 2)
    list.moveHalfPage(down: true)
    #expect(list.selection == 7 && list.top == 5)
    list.movePage(down: true)
    #expect(list.selection == 16 && list.top == 14)
    list.movePage(down: false)
    list.movePage(down: false)
    #expect(list.selection == 0 && list.top == 0)
  }

  @Test func `an empty list has no selection and a shrinking one keeps it inside`() {
    var list = list(10, visible: 4, selecting: 9)
    list.setCount(3)
    #expect(list.selected == 2 && list.top == 0)
    list.setCount(0)
    #expect(list.selected == nil && list.visible.isEmpty)
  }

  @Test func `rows that arrive above leave the same row selected and in view`() {
    var list = list(10, visible: 4, selecting: 5)
    let line = list.selection - list.top
    list.insertAbove(7)
    #expect(list.selection == 12 && list.selection - list.top == line && list.count == 17)
  }

  @Test func `the wheel takes the selection along only when it must`() {
    var list = list(50, visible: 5, selecting: 2)
    list.scroll(by: 2)
    #expect(list.selection == 2 && list.top == 2)
    list.scroll(by: 3)
    #expect(list.selection == 5 && list.top == 5)
    list.scroll(by: -99)
    #expect(list.selection == 4 && list.top == 0)
    list.jump(to: 40)
    #expect(list.selection == 40 && list.top == 38)
  }

  @Test func `rows of two lines are found by the line under the mouse`() {
    let list = list(5, visible: 3)
    #expect(list.row(atLine: 3, rowHeight: 2) == 1)
    #expect(list.row(atLine: 6, rowHeight: 2) == nil)
    #expect(list.row(atLine: -1, rowHeight: 2) == nil)
  }

  @Test func `the selected row has a bar and its own ground, and the scrollbar shows the place`() {
    var canvas = Canvas(width: 16, height: 4)
    let widget = ListWidget(extent: ListWidget.Extent(total: 30))
    let state = list(30, visible: 4, selecting: 5)
    widget.paint(state, in: canvas.bounds, on: &canvas) { row, place, canvas in
      canvas.write("row \(row) is very long", at: place.origin, role: .text, width: place.width)
    }
    #expect(
      canvas.plainText == """
         row 2 is very…│
         row 3 is very…┃
         row 4 is very…│
        ▌row 5 is very…│
        """
    )
    #expect(canvas.surfaceText.split(separator: "\n").last == "SSSSSSSSSSSSSSS.")
  }

  @Test func `a list without focus says so by another ground`() {
    var canvas = Canvas(width: 6, height: 4, glyphs: .ascii)
    let widget = ListWidget(rowHeight: 2, isFocused: false)
    widget.paint(list(2, visible: 2), in: canvas.bounds, on: &canvas) { row, place, canvas in
      canvas.write("n\(row)", at: place.origin, role: .bright)
      canvas.write("last", at: place.line(1).origin, role: .dim)
    }
    #expect(trimmed(canvas.plainText) == ">n0\n>last\n n1\n last")
    #expect(canvas.surfaceText == "ssssss\nssssss\n......\n......")
  }

  @Test(arguments: [
    (0, 0..<2), (1, 1..<3), (40, 4..<6), (79, 7..<9), (80, 8..<10),
  ])
  func `the thumb touches an end only when the view does`(first: Int, thumb: Range<Int>) {
    #expect(Scrollbar.thumb(first: first, shown: 20, total: 100, length: 10) == thumb)
  }
}
