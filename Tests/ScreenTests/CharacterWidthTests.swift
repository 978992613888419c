import Foundation
import Screen
import Testing

@Suite("Character width")
struct CharacterWidthTests {
  @Test(arguments: [
    ("A", 1), ("é", 1), ("e\u{301}", 1), ("漢", 2), ("カ", 2), ("ｶ", 1), ("Ａ", 2), ("한", 2),
    ("\u{1100}\u{1161}\u{11A8}", 2), ("🙏", 2), ("✓", 1), ("☺", 1), ("⌚", 2), ("ش", 1), ("ก็", 1),
    ("─", 1), ("▌", 1), ("…", 1), ("€", 1), ("¥", 1), ("𝄞", 1), ("🀄", 2), ("𠀀", 2), ("\u{3000}", 2),
    ("\u{93F}", 1), ("क\u{94D}", 1),
  ])
  func `a sign takes the columns that a terminal gives it`(text: String, width: Int) {
    #expect(SafeText.width(of: text) == width)
  }

  /// The reference lies beside the project on the machines where it is built, not in it.
  private static let reference = "/work/shared/data/wcwidth/codepoint_width_ranges.tsv"

  @Test(.enabled(if: FileManager.default.fileExists(atPath: reference)))
  func `the table agrees with the reference for every code point that is drawn as it is`() throws {
    var differing: [String] = []
    for line in try String(contentsOfFile: Self.reference, encoding: .utf8).split(separator: "\n")
    where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t").map(String.init)
      let first = try #require(UInt32(fields[0], radix: 16))
      let last = try #require(UInt32(fields[1], radix: 16))
      guard let width = Int(fields[2]), width > 0 else { continue }
      differing += (first...last).compactMap { Unicode.Scalar($0) }
        .filter { SafeText.plain(String($0)) == String($0) }
        .filter { SafeText.width(of: String($0)) != width }
        .map { String($0.value, radix: 16) }
    }
    #expect(differing == [])
  }
}
