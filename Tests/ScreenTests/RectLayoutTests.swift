import Screen
import Testing

@Suite("Cutting rectangles")
struct RectLayoutTests {
  @Test func `pieces are taken from each side and the rest shrinks`() {
    var area = Rect(column: 0, row: 0, width: 100, height: 30)
    #expect(area.takeTop(2) == Rect(column: 0, row: 0, width: 100, height: 2))
    #expect(area.takeBottom(1) == Rect(column: 0, row: 29, width: 100, height: 1))
    #expect(area.takeLeft(fraction: 0.45) == Rect(column: 0, row: 2, width: 45, height: 27))
    #expect(area.takeRight(5) == Rect(column: 95, row: 2, width: 5, height: 27))
    #expect(area == Rect(column: 45, row: 2, width: 50, height: 27))
  }

  @Test func `more than there is gives what there is`() {
    var area = Rect(column: 3, row: 3, width: 4, height: 2)
    #expect(area.takeTop(9).height == 2)
    #expect(area.isEmpty)
    #expect(area.takeLeft(-1).isEmpty)
    #expect(Rect(column: 0, row: 0, width: 3, height: 3).inset(horizontal: 2, vertical: 2).isEmpty)
  }

  @Test func `the common part of two apart is empty`() {
    let left = Rect(column: 0, row: 0, width: 4, height: 4)
    #expect(left.intersection(Rect(column: 8, row: 8, width: 2, height: 2)).isEmpty)
    #expect(left.line(2) == Rect(column: 0, row: 2, width: 4, height: 1))
    #expect(left.line(4).isEmpty)
  }
}
