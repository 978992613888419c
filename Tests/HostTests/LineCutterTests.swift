import Host
import Testing

@Suite struct `Cutting a stream into lines` {
  @Test func `chunks may end anywhere`() {
    var cutter = LineCutter()
    #expect(cutter.lines(adding: Array("one\ntw".utf8)) == [Array("one".utf8)])
    #expect(cutter.lines(adding: Array("o\r\n\nthree".utf8)) == [Array("two".utf8), []])
    #expect(cutter.unfinished == Array("three".utf8))
  }
}
