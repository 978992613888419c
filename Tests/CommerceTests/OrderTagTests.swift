import Commerce
import Testing

@Suite struct OrderTagTests {
  @Test(arguments: [
    ("VIP", "vip"), ("  gift ", "gift"), ("#Late", "late"), ("Größe-XL", "größe-xl"),
    ("2026/11", "2026/11"), ("r&d", "r&d"), ("割引", "割引"), ("हिन्दी", "हिन्दी"),
  ])
  func `a tag is one word in small letters`(typed: String, kept: String) throws {
    #expect(try OrderTag(typed).text == kept)
  }

  @Test(arguments: [
    ("", "a tag needs at least one letter or digit"),
    (" # ", "a tag needs at least one letter or digit"),
    ("-late", "a tag begins with a letter or digit, not with -"),
    ("\u{301}a", "a tag begins with a letter or digit, not with U+0301"),
    ("gift wrap", "a tag is one word of letters, digits and - _ . + & / without blanks"),
    ("a,b", "a tag is one word of letters, digits and - _ . + & / without ,"),
    ("a\u{1B}[31m", "a tag is one word of letters, digits and - _ . + & / without U+001B"),
    ("a\u{202E}b", "a tag is one word of letters, digits and - _ . + & / without U+202E"),
    ("a\u{3164}", "a tag is one word of letters, digits and - _ . + & / without U+3164"),
    (String(repeating: "x", count: 33), "a tag has at most 32 characters"),
    ("a" + String(repeating: "\u{301}", count: 32), "a tag has at most 32 characters"),
  ])
  func `what is no tag is refused without being repeated`(typed: String, sentence: String) {
    do throws(TagProblem) {
      _ = try OrderTag(typed)
      Issue.record("\(typed.unicodeScalars.map(\.value)) was taken")
    } catch {
      #expect(error.sentence == sentence)
    }
  }

  @Test func `words to add and to take off are read from one line`() throws {
    let edit = TagEdit(words: " Gift vip, -late\t-x ")
    #expect(edit == TagEdit(add: ["Gift", "vip"], remove: ["late", "x"]))
    #expect(try edit.applied(to: ["late", "vip"]) == ["gift", "vip"])
    #expect(try TagEdit(add: ["a"], remove: ["A"]).applied(to: ["b"]) == ["b"])
    #expect(TagEdit(words: "  ").isEmpty)
  }
}
