import Screen
import Testing

@Suite("Wrapping")
struct TextWrapTests {
  private func wrapped(_ text: String, _ width: Int) -> [String] {
    TextWrap.lines(of: text, width: width).map { SafeText.plain(text.bytes($0.range)) }
  }

  @Test(arguments: [
    ("", 10, [""]),
    ("one two three", 7, ["one two", "three"]),
    ("one two three", 8, ["one two", "three"]),
    ("one  two", 4, ["one ", "two"]),
    ("abc def", 3, ["abc", "def"]),
    ("abc \ndef", 3, ["abc", "def"]),
    ("a\n\nb\n", 5, ["a", "", "b", ""]),
    ("unbelievable", 5, ["unbel", "ievab", "le"]),
    ("an unbelievable", 5, ["an", "unbel", "ievab", "le"]),
    ("漢字漢字", 5, ["漢字", "漢字"]),
    ("ab漢字", 5, ["ab漢", "字"]),
    ("xyz 👩\u{200D}💻", 6, ["xyz", "👩+"]),
    ("abc👩\u{200D}💻", 5, ["abc", "👩+"]),
    ("a\r\nb", 5, ["a", "b"]),
    ("merci bien ! Votre lampe", 10, ["merci", "bien !", "Votre", "lampe"]),
    ("Vraiment ?", 8, ["Vraiment", "?"]),
    ("\u{1B}[2J is dead", 6, ["␛[2J", "is", "dead"]),
  ])
  func `lines break between words and inside only where they must`(
    text: String,
    width: Int,
    lines: [String]
  ) {
    #expect(wrapped(text, width) == lines)
  }

  @Test func `lines cover the whole text and none is too wide`() {
    var random = Dice(state: 3)
    let pieces = ["a", "bc", " ", "  ", "\n", "漢", "👩\u{200D}💻", "e\u{301}", "\u{1B}", "longword"]
    for _ in 0..<3_000 {
      var text = ""
      for _ in 0..<(random.next() % 14) { text += pieces[Int(random.next() % 10)] }
      let width = 3 + Int(random.next() % 9)
      var expected = 0
      for line in TextWrap.lines(of: text, width: width) {
        #expect(line.range.lowerBound == expected)
        #expect(line.next >= line.range.upperBound)
        #expect(line.width <= width)
        #expect(SafeText.width(of: text.bytes(line.range)) == line.width)
        expected = line.next
      }
      #expect(expected == text.utf8.count)
    }
  }

  @Test func `the cursor finds its line and column and the way back`() {
    let text = "one two\nthree"
    let lines = TextWrap.lines(of: text, width: 5)
    #expect(TextWrap.position(of: 0, in: lines, text: text) == (0, 0))
    #expect(TextWrap.position(of: 3, in: lines, text: text) == (0, 3))
    #expect(TextWrap.position(of: 4, in: lines, text: text) == (1, 0))
    #expect(TextWrap.position(of: 7, in: lines, text: text) == (1, 3))
    #expect(TextWrap.position(of: 13, in: lines, text: text) == (2, 5))
    #expect(TextWrap.offset(ofColumn: 2, in: lines[2], text: text) == 10)
    #expect(TextWrap.offset(ofColumn: 99, in: lines[0], text: text) == 3)
  }
}
