import Screen
import TestSupport
import Testing

@Suite struct `Columns stay where the canvas puts them` {
  /// Texts where the canvas' table, the C library's and a terminal's may count differently.
  private static let texts = [
    "plain", "日本語", "한글 テスト", "e\u{301}e\u{327}\u{301}", "👍🏽 👨‍👩‍👧 🇩🇪", "❤\u{FE0F} ☎\u{FE0F} ✓",
    "\u{1FAE9}\u{1FADF} new emoji", "\u{1F6D8}", "\u{200B}zero\u{200D}width\u{FEFF}",
    "עברית العربية",
    "\u{202E}turned\u{202C}", "a\u{0300}\u{0301}\u{0302}\u{0303}\u{0304}\u{0305}\u{0306}z",
    "ไทย กำ", "हिन्दी क्षि", "\u{AC00}\u{11A8}", "ﷺ﷽", "𝒳𝔘 \u{E000}\u{F8FF}", "½ … — “q”",
    "\t\u{07}\u{1B}[31m",
    "\u{3164}\u{115F}\u{FFA0}", "\u{1F3FB}", "①⑳ ㎏ Ａ", "\u{0E33}\u{0EB3}", "\u{A9C0}\u{1B44}",
  ]

  @Test func `the bar behind each text stands in one column on canvas and terminal`() throws {
    let terminal = try Probe.start(["--no-mouse", "--texts"] + Self.texts, columns: 60, rows: 40)
    try terminal.wait(for: "the corner") { $0.cell(column: 59, row: 39).text == "#" }
    var canvas = Canvas(width: 60, height: 1)
    for (row, text) in Self.texts.enumerated() {
      canvas.fill(canvas.bounds, surface: .screen)
      canvas.write(text + "|", at: Place(column: 0, row: 0), role: .text)
      let expected = try #require((0..<60).first { canvas[$0, 0].text == "|" })
      let shown = (0..<60).first { terminal.screen.cell(column: $0, row: row + 2).text == "|" }
      #expect(shown == expected, "row \(row): \(terminal.screen.lines[row + 2])")
    }
    #expect(ControlFilter().findings(in: terminal.output).isEmpty)
    #expect(terminal.screen.unknown.isEmpty)
  }
}
