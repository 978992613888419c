import Screen
import Testing

@Suite("Safe text")
struct SafeTextTests {
  /// Every code point that can stand in a Swift string.
  private static var everyScalar: some Sequence<Unicode.Scalar> {
    (UInt32(0)...0x10FFFF).lazy.compactMap { Unicode.Scalar($0) }
  }

  private func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .lineSeparator, .paragraphSeparator: true
    default: scalar.properties.isNoncharacterCodePoint || scalar.properties.isVariationSelector
    }
  }

  private func isEmojiPart(_ scalar: Unicode.Scalar) -> Bool {
    (0x1F3FB...0x1F3FF).contains(scalar.value) || (0x1F1E6...0x1F1FF).contains(scalar.value)
  }

  private func isInEmptyPlane(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x40000 && !(0xE0000...0xE0FFF).contains(scalar.value)
  }

  /// What may come out besides the code point that went in: our signs and what stood around it.
  private func isOurs(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0x301, 0x23CE, 0x2400...0x2421, 0x25CC, 0xFFFD, 0x1F469: true
    default: false
    }
  }

  @Test func `every code point is safe and visible, alone or behind others, and stays the same`() {
    var unsafe: [UInt32] = []
    var invisible: [UInt32] = []
    var changing: [UInt32] = []
    for scalar in Self.everyScalar {
      // Most of the upper planes is empty: one look at each code point is enough there.
      if isInEmptyPlane(scalar) && SafeText.plain(String(scalar)) == "\u{FFFD}" { continue }
      let once = SafeText.plain("\(scalar)a\(scalar)👩\(scalar)\u{301}")
      let mayStand = !isForbidden(scalar) && !isEmojiPart(scalar)
      for shown in once.unicodeScalars where !(shown == scalar ? mayStand : isOurs(shown)) {
        unsafe.append(scalar.value)
      }
      if once.utf8.first == UInt8(ascii: "a") && scalar != "a" { invisible.append(scalar.value) }
      if !SafeText.plain(once).utf8.elementsEqual(once.utf8) { changing.append(scalar.value) }
    }
    #expect(unsafe == [])
    #expect(invisible == [])
    #expect(changing == [])
  }

  @Test func `random heaps of dangerous code points are safe and stable`() {
    let dangerous: [Unicode.Scalar] = [
      "a", " ", "\n", "\r", "\t", "\u{1B}", "[", "\u{9B}", "\u{200D}", "\u{FE0F}", "👩", "💻", "❤",
      "\u{1F3FD}", "\u{1F1E9}", "\u{1F1EA}", "\u{E0067}", "\u{E007F}", "\u{301}", "\u{20E3}", "漢",
      "ش", "\u{202E}", "\u{1100}", "\u{1161}", "\u{11A8}", "\u{93F}", "\u{94D}", "\u{FFFF}",
    ]
    var random = Dice(state: 7)
    for _ in 0..<20_000 {
      var text = ""
      for _ in 0..<Int(random.next() % 12) {
        text.unicodeScalars.append(dangerous[Int(random.next() % UInt64(dangerous.count))])
      }
      let once = SafeText.plain(text)
      #expect(SafeText.plain(once).unicodeScalars.elementsEqual(once.unicodeScalars))
      #expect(!once.unicodeScalars.contains { isForbidden($0) || isEmojiPart($0) })
      let clusters = SafeText.clusters(of: text)
      #expect(clusters.allSatisfy { $0.text.unicodeScalars.count <= 5 && (1...2) ~= $0.width })
      #expect(SafeText.width(of: text) == clusters.reduce(0) { $0 + $1.width })
    }
  }

  @Test(arguments: [
    ("\u{1B}[31mred", "␛[31mred"),
    ("bell\u{7} nul\u{0} del\u{7F}", "bell␇ nul␀ del␡"),
    ("\u{9B}2J", "�2J"),
    ("one\ttwo", "one two"),
    ("one\r\ntwo\nthree\rfour", "one⏎two⏎three⏎four"),
    ("abc\u{202E}def\u{2066}", "abc�def�"),
    ("zero\u{200B}width\u{FEFF}", "zero�width�"),
    ("soft\u{AD}hyphen", "soft�hyphen"),
    ("line\u{2028}separator", "line�separator"),
    ("\u{E000}\u{F0000}", "��"),
    ("\u{3164}", "�"),
    ("e\u{301}", "e\u{301}"),
    ("\u{301}", "\u{25CC}\u{301}"),
    ("❤\u{FE0F}", "❤"),
    ("👍🏽", "👍"),
    ("👩\u{200D}👩\u{200D}👧\u{200D}👦!", "👩+!"),
    ("👩🏽\u{200D}💻", "👩+"),
    ("🇩🇪 🇯🇵", "DE JP"),
    ("🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}", "🏴+"),
    ("1\u{FE0F}\u{20E3}", "1"),
    ("a\u{200D}b", "a�b"),
    ("שלום, 12 €", "שלום, 12 €"),
  ])
  func `each kind of danger has its visible form`(raw: String, shown: String) {
    #expect(SafeText.plain(raw).unicodeScalars.elementsEqual(shown.unicodeScalars))
  }

  @Test func `a flood of marks is cut to four with one sign for the rest`() {
    let flood = "Z" + String(repeating: "\u{336}", count: 500) + "a"
    let shown = SafeText.clusters(of: flood)
    #expect(shown.map(\.text.unicodeScalars.count) == [5, 1, 1])
    #expect(shown.map(\.width) == [1, 1, 1])
    #expect(shown.map(\.start) == [0, 0, 1_001])
  }

  @Test func `where UTF-8 cannot be shown nothing but ASCII comes out`() {
    let shown = SafeText.plain("Łukasz\u{1B} 美咲\u{301} e\u{301}…\n", glyphs: .ascii)
    #expect(shown == "?ukasz? ?? ??^")
    #expect(shown.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
  }

  @Test func `line ends are kept only on request`() {
    #expect(SafeText.plain("a\r\nb\n", keepingLines: true) == "a\nb\n")
    #expect(SafeText.plain("a\nb") == "a⏎b")
  }

  @Test func `each cluster knows where it begins in the raw text`() {
    #expect(SafeText.clusters(of: "a漢👩\u{200D}💻\nb").map(\.start) == [0, 1, 4, 4, 15, 16])
  }

  @Test(arguments: [
    (5, "orders", "orde…"), (6, "orders", "orders"), (1, "orders", "…"), (0, "orders", ""),
    (4, "漢字漢字", "漢…"), (5, "漢字漢字", "漢字…"), (8, "漢字漢字", "漢字漢字"),
  ])
  func `a text that is too long ends in an ellipsis, never inside a cluster`(
    columns: Int,
    raw: String,
    shown: String
  ) {
    #expect(SafeText.fitted(raw, to: columns) == shown)
  }
}

/// Numbers that are the same in every run (an xorshift generator).
struct Dice {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
