import Screen
import Testing

@Suite("Canvas")
struct CanvasTests {
  @Test func `text is written where it is told and the rest stays blank`() {
    var canvas = Canvas(width: 8, height: 2)
    let used = canvas.write("hello", at: Place(column: 1, row: 1), role: .text)
    #expect(used == 5)
    #expect(canvas.plainText == "        \n hello  ")
  }

  @Test func `a text that is too wide ends in an ellipsis`() {
    var canvas = Canvas(width: 8, height: 2)
    canvas.write("Giovanni", at: Place(column: 0, row: 0), role: .text, width: 5)
    canvas.write("漢字漢字", at: Place(column: 0, row: 1), role: .text, width: 6)
    #expect(canvas.plainText == "Giov…   \n漢字…   ")
  }

  @Test func `nothing leaves the clip rectangle, half a wide sign at its edge is blank`() {
    var canvas = Canvas(width: 6, height: 3)
    canvas.fill(canvas.bounds, surface: .header)
    canvas.clipped(to: Rect(column: 1, row: 1, width: 3, height: 1)) { canvas in
      canvas.write("漢字漢字", at: Place(column: 0, row: 1), role: .text, surface: .popup)
      canvas.write("outside", at: Place(column: 0, row: 0), role: .text)
      canvas.write("outside", at: Place(column: 0, row: 2), role: .text)
    }
    canvas.write("x", at: Place(column: -1, row: -1), role: .text)
    canvas.write("x", at: Place(column: 90, row: 90), role: .text)
    #expect(canvas.plainText == "      \n  字  \n      ")
    #expect(canvas.surfaceText == "hhhhhh\nhppphh\nhhhhhh")
  }

  @Test func `painting over half of a wide sign leaves no half behind`() {
    var canvas = Canvas(width: 6, height: 1)
    canvas.write("漢字語", at: Place(column: 0, row: 0), role: .text)
    canvas.write("x", at: Place(column: 1, row: 0), role: .text)
    #expect(canvas.plainText == " x字語")
    canvas.fill(Rect(column: 0, row: 0, width: 3, height: 1), surface: .screen)
    #expect(canvas.plainText == "    語")
    canvas.write("漢", at: Place(column: 3, row: 0), role: .text)
    #expect(canvas.plainText == "   漢 ")
  }

  @Test func `controls in a text become visible signs in the cells`() {
    var canvas = Canvas(width: 12, height: 1)
    canvas.write("a\u{1B}]0;x\u{7}\nb\u{202E}", at: Place(column: 0, row: 0), role: .text)
    #expect(canvas.plainText == "a␛]0;x␇⏎b�  ")
  }

  @Test func `spans keep their roles and share one width`() {
    var canvas = Canvas(width: 9, height: 2)
    let spans = [Span("CHAT ", .chatBadge), Span("Rossi", .text)]
    canvas.write(spans, at: Place(column: 0, row: 0), width: 8)
    canvas.write(spans, at: Place(column: 0, row: 1), width: 5)
    #expect(canvas.plainText == "CHAT Ro… \nCHAT…    ")
    #expect(canvas.roleText == "CCCC.ttt.\nCCCCC....")
  }

  @Test func `text on the right ends where it should`() {
    var canvas = Canvas(width: 8, height: 1)
    canvas.writeRight("€9.50", endingAt: Place(column: 8, row: 0), role: .text)
    #expect(canvas.plainText == "   €9.50")
  }

  @Test func `rules and our own signs have an ASCII form of the same width`() {
    for glyphs in [GlyphSet.unicode, .ascii] {
      var canvas = Canvas(width: 4, height: 2, glyphs: glyphs)
      canvas.drawHorizontalRule(at: Place(column: 0, row: 0), length: 3)
      canvas.drawVerticalRule(at: Place(column: 3, row: 0), length: 2)
      canvas.write("ñ" + glyphs.tick, at: Place(column: 0, row: 1), role: .tick)
      #expect(canvas.plainText == (glyphs == .unicode ? "───│\nñ✓ │" : "---|\n?v |"))
    }
  }

  @Test func `tinting changes the look and not the text`() {
    var canvas = Canvas(width: 4, height: 1)
    canvas.write("abcd", at: Place(column: 0, row: 0), role: .text)
    canvas.tint(Rect(column: 1, row: 0, width: 2, height: 1), surface: .selection)
    canvas.tint(Rect(column: 3, row: 0, width: 9, height: 1), role: .match)
    #expect(canvas.plainText == "abcd")
    #expect(canvas.surfaceText == ".SS.")
    #expect(canvas.roleText == "tttM")
  }

  @Test func `every role and every surface has its own letter`() {
    #expect(Set(Role.allCases.map(\.letter)).count == Role.allCases.count)
    #expect(Set(Surface.allCases.map(\.letter)).count == Surface.allCases.count)
  }

  @Test func `search hits get their own role`() {
    let spans = Span.marking("Łukasz Nowak", [1..<2, 8..<11, 40..<50], role: .text)
    #expect(spans.map(\.text).joined() == "Łukasz Nowak")
    #expect(spans.last == Span("ak", .text))
  }
}
