import Terminal
import TestSupport
import Testing

@Suite struct `Text for the bare terminal` {
  @Test func `nothing in it can act`() {
    let hostile = "a\u{1B}[31m\u{9B}2J\u{202E}\u{200B}\u{2028}\u{E000}\r\tb\n日✓"
    let harmless = PlainReport.harmless(hostile.utf8)
    #expect(String(decoding: harmless, as: UTF8.self) == "a?[31m?2J????? b\n日✓")
    #expect(ControlFilter().findings(in: harmless).isEmpty)
  }

  @Test func `any byte is made harmless`() {
    let bytes = (0...255).map { UInt8($0) }
    #expect(ControlFilter().findings(in: PlainReport.harmless(bytes)).isEmpty)
  }

  @Test func `a copied text is cut where terminals would drop it all`() {
    let sequence = ClipboardSequence.copying(String(repeating: "x", count: 200_000))
    #expect(sequence.utf8.count < 75_100)
    #expect(ClipboardSequence.copying("ab") == "\u{1B}]52;c;YWI=\u{07}")
    #expect(ClipboardSequence.copying("a") == "\u{1B}]52;c;YQ==\u{07}")
  }
}

@Suite struct `What the guard reports` {
  private func text(_ end: GuardedEnd, leftOpen: Bool = true, tail: String = "") -> String {
    let report = GuardReport(end: end, wasLeftOpen: leftOpen, tail: Array(tail.utf8))
    return String(decoding: report.text, as: UTF8.self)
  }

  @Test func `a clean end needs no words`() {
    #expect(text(.exited(0), leftOpen: false) == "")
    #expect(text(.killed(signal: 15), leftOpen: false) == "")
  }

  @Test func `a death is one line and the last words behind it`() {
    #expect(
      text(.killed(signal: 9), tail: "one\u{07}\ntwo\nCurrent stack trace:\n0 libswift\n") == """
        orderdeck was killed by signal 9 (KILL); your terminal is restored, drafts are kept
        one?
        two

        """
    )
  }

  @Test func `only the last lines of many are shown`() {
    let tail = (1...100).map { "line \($0)\n" }.joined()
    let lines = text(.exited(1), tail: tail).split(separator: "\n")
    #expect(lines.count == 21)
    #expect(lines.last == "line 100")
  }
}
