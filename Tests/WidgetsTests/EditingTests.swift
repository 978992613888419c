import Screen
import Testing
import Widgets

@Suite("Editing")
struct EditingTests {
  private func edited(_ text: String, _ keys: [Key], multiline: Bool = false) -> EditBuffer {
    var buffer = EditBuffer(text, isMultiline: multiline)
    for key in keys { expectUse(of: key, in: &buffer) }
    return buffer
  }

  private func expectUse(of key: Key, in buffer: inout EditBuffer) {
    let isUsed = buffer.edit(key)
    #expect(isUsed)
  }

  /// The text with a bar where the cursor stands.
  private func shown(_ buffer: EditBuffer) -> String {
    buffer.text.bytes(0..<buffer.cursor) + "|"
      + buffer.text.bytes(buffer.cursor..<buffer.text.utf8.count)
  }

  private static func control(_ letter: Character) -> Key { Key(.character(letter), control: true) }
  private static func alt(_ letter: Character) -> Key { Key(.character(letter), alt: true) }

  @Test(arguments: [
    ([Key(.left), Key(.character("x"))], "ana souzx|a"),
    ([control("a"), Key(.character("x"))], "x|ana souza"),
    ([control("a"), Key(.right), control("k")], "a|"),
    ([control("w")], "ana |"),
    ([control("w"), control("w")], "|"),
    ([control("u")], "|"),
    ([Key(.home), Key(.delete)], "|na souza"),
    ([Key(.backspace)], "ana souz|"),
    ([alt("b"), alt("b"), alt("d")], "| souza"),
    ([Key(.left, control: true), Key(.backspace)], "ana|souza"),
    ([control("a"), alt("f")], "ana| souza"),
    ([control("a"), control("e")], "ana souza|"),
  ])
  func `keys do what every shell has taught`(keys: [Key], result: String) {
    #expect(shown(edited("ana souza", keys)) == result)
  }

  @Test func `keys with another meaning are left to the caller`() {
    var buffer = EditBuffer("x")
    for key in [Key(.enter), Key(.escape), Key(.tab), Key(.up), Self.control("c"), Self.alt("x")] {
      let isUsed = buffer.edit(key)
      #expect(!isUsed)
    }
    #expect(shown(buffer) == "x|")
  }

  @Test func `the cursor never stands inside a character`() {
    var buffer = EditBuffer("e\u{301}👩\u{200D}💻漢")
    for byte in 0...buffer.text.utf8.count {
      buffer.moveCursor(to: byte)
      #expect([0, 3, 14, 17].contains(buffer.cursor))
    }
    buffer.moveToEnd()
    buffer.moveLeft()
    buffer.deleteBackward()
    #expect(shown(buffer) == "e\u{301}|漢")
  }

  @Test func `what is pasted is text only`() {
    var line = EditBuffer()
    line.insert("a\u{1B}[2Jb\r\nc\td\u{9B}\u{7F}")
    #expect(line.text == "a[2Jb c d")
    var area = EditBuffer("", isMultiline: true)
    area.insert("a\r\nb\rc\u{7}")
    #expect(area.text == "a\nb\nc")
  }

  @Test func `deleting to the end of a line twice joins it with the next`() {
    var buffer = EditBuffer("one\ntwo", isMultiline: true)
    buffer.moveToStart()
    buffer.deleteToLineEnd()
    #expect(shown(buffer) == "|\ntwo")
    buffer.deleteToLineEnd()
    #expect(shown(buffer) == "|two")
  }

  // MARK: The field of one line

  private func field(_ buffer: EditBuffer, width: Int) -> (text: String, column: Int?) {
    var canvas = Canvas(width: width, height: 1)
    let cursor = TextField(placeholder: "type here").paint(buffer, in: canvas.bounds, on: &canvas)
    return (canvas.plainText, cursor?.column)
  }

  @Test func `a field shows its placeholder, its text and where the cursor stands`() {
    #expect(field(EditBuffer(), width: 12) == ("type here   ", 0))
    #expect(field(EditBuffer("漢字"), width: 12) == ("漢字        ", 4))
    #expect(field(edited("status", [Key(.left)]), width: 12) == ("status      ", 5))
  }

  @Test func `a long text without the cursor is read from its beginning`() {
    var canvas = Canvas(width: 10, height: 1)
    let field = TextField(isFocused: false)
    #expect(field.paint(EditBuffer("abcdefghijklm"), in: canvas.bounds, on: &canvas) == nil)
    #expect(canvas.plainText == "abcdefghi…")
  }

  @Test func `a long text is scrolled so that the cursor is seen`() {
    #expect(field(EditBuffer("abcdefghijklm"), width: 10) == ("…ghijklm  ", 8))
    #expect(field(edited("abcdefghijklm", [Key(.home)]), width: 10) == ("abcdefghi…", 0))
    for count in 0..<40 {
      for width in 1..<12 {
        let column = field(EditBuffer(String(repeating: "x", count: count)), width: width).column
        #expect(column.map { (0..<width).contains($0) } == true)
      }
    }
  }
}

@Suite("Composer")
struct TextAreaTests {
  private func painted(_ area: TextArea, _ width: Int, _ height: Int) -> (String, Place?) {
    var canvas = Canvas(width: width, height: height)
    let cursor = area.paint(in: canvas.bounds, on: &canvas, placeholder: "Reply…")
    return (trimmed(canvas.plainText), cursor)
  }

  @Test func `it grows with its text up to a limit and scrolls beyond`() {
    let area = TextArea("one two three four five")
    #expect(area.height(width: 10, most: 5) == 3)
    #expect(area.height(width: 10, most: 2) == 2)
    #expect(TextArea().height(width: 10, most: 5) == 1)
    #expect(painted(area, 10, 3) == ("one two\nthree\nfour five", Place(column: 9, row: 2)))
    #expect(painted(area, 10, 2) == ("three\nfour five", Place(column: 9, row: 1)))
    #expect(painted(TextArea(), 10, 1) == ("Reply…", Place(column: 0, row: 0)))
  }

  @Test func `up and down keep the column they came from`() {
    var area = TextArea("a long line\nx\nanother one")
    let used = [Key(.up), Key(.up), Key(.up)].map { key in
      let isUsed = area.edit(key, width: 30)
      return (isUsed, painted(area, 30, 3).1)
    }
    #expect(used[0] == (true, Place(column: 1, row: 1)))
    #expect(used[1] == (true, Place(column: 11, row: 0)))
    #expect(used[2] == (false, Place(column: 11, row: 0)))
  }

  @Test func `an empty last line has a place for the cursor`() {
    var area = TextArea("done")
    area.insertLineEnd()
    #expect(painted(area, 10, 3) == ("done\n\n", Place(column: 0, row: 1)))
  }
}
