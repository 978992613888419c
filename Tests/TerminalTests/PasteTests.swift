import Screen
import Terminal
import TestSupport
import Testing

@Suite struct `Pasted text is never keys` {
  private func decode(_ batches: [(String, Int64)]) -> [Input] {
    var decoder = InputDecoder()
    var inputs: [Input] = []
    for (text, time) in batches {
      inputs += decoder.expire(at: time)
      inputs += decoder.decode(Array(text.utf8), at: time)
    }
    return inputs + decoder.expire(at: .max / 2)
  }

  private func pasted(_ inputs: [Input]) -> String? {
    var whole = ""
    for input in inputs {
      guard case .paste(let text) = input else { return nil }
      whole += text
    }
    return whole
  }

  // MARK: With marks

  @Test func `what stands between the marks is one paste, controls and all`() {
    let text = "Rx\u{03}\u{1B}[A\u{07}\tend"
    #expect(decode([(Keystrokes.paste(text), 0)]) == [.paste(text)])
    #expect(
      decode([(Keystrokes.paste("one\rtwo\r\nthree\nfour"), 0)]) == [
        .paste("one\ntwo\nthree\nfour")
      ]
    )
    #expect(decode([(Keystrokes.paste(""), 0)]).isEmpty)
  }

  @Test func `it may come in any pieces`() {
    let bytes = Array("j\(Keystrokes.paste("añ\u{1B}[20x日\r"))k".utf8)
    for cut in 1..<bytes.count {
      var decoder = InputDecoder()
      var inputs = decoder.decode(Array(bytes[..<cut]), at: 0)
      inputs += decoder.decode(Array(bytes[cut...]), at: 5)
      inputs += decoder.expire(at: 10_000)
      #expect(inputs.first == .key(Key(.character("j"))), "cut at \(cut)")
      #expect(
        inputs.contains { $0 == .paste("añ\u{1B}[20x日\n") || $0 == .paste("añ\u{1B}[20x日\nk") }
      )
    }
  }

  @Test func `an end mark inside cannot make keys of the rest`() {
    let hostile = "hello\u{1B}[201~\rRx\r"
    #expect(pasted(decode([(Keystrokes.paste(hostile), 0)])) == "hello\nRx\n")
    #expect(
      decode([(Keystrokes.paste("a"), 0), ("j", 10)]) == [.paste("a"), .key(Key(.character("j")))]
    )
  }

  @Test func `a start mark inside is data`() {
    #expect(pasted(decode([(Keystrokes.paste("a\u{1B}[200~b"), 0)])) == "a\u{1B}[200~b")
  }

  @Test func `a megabyte arrives and what is more is cut at a letter`() {
    let text = String(repeating: "日本語 text\n", count: 100_000)
    let got = pasted(decode([(Keystrokes.paste(text), 0)]))
    let utf8 = Array((got ?? "").utf8)
    #expect(utf8.count <= 1 << 20 && utf8.count > (1 << 20) - 4)
    #expect(text.hasPrefix(got ?? "-"))
  }

  @Test func `a paste whose end never comes ends after a silence`() {
    var decoder = InputDecoder()
    #expect(decoder.decode(Array("\u{1B}[200~abc\u{1B}[20".utf8), at: 0).isEmpty)
    #expect(decoder.expire(at: 1_999).isEmpty)
    #expect(decoder.expire(at: 2_000) == [.paste("abc\u{1B}[20")])
    #expect(decoder.decode(Array("j".utf8), at: 2_100) == [.key(Key(.character("j")))])
  }

  // MARK: Without marks

  @Test func `eight letters at once, of three kinds, are a paste`() {
    #expect(decode([("Rxs then enter\r", 0)]) == [.paste("Rxs then enter\n")])
    #expect(decode([("abcabcab", 0)]) == [.paste("abcabcab")])
    #expect(pasted(decode([("Refund all\u{04}\u{1B}x\r", 0)])) == "Refund all\u{04}\u{1B}x\n")
  }

  @Test func `seven are keys`() {
    #expect(decode([("abcabca", 0)]).count == 7)
  }

  @Test func `a key held down stays keys however many wait`() {
    let held = decode([(String(repeating: "j", count: 500), 0)])
    #expect(held == Array(repeating: .key(Key(.character("j"))), count: 500))
    #expect(
      decode([(String(repeating: "j", count: 30) + String(repeating: "k", count: 30), 0)]).count
        == 60
    )
  }

  @Test func `a quick typist stays keys`() {
    let typed = (0..<40).map { (["ab", "cd", "e", "fg"][$0 % 4], Int64($0 * 20)) }
    #expect(decode(typed).allSatisfy { if case .key = $0 { true } else { false } })
  }

  @Test func `arrows waiting in any number stay keys`() {
    #expect(decode([(String(repeating: "\u{1B}[B", count: 50), 0)]).count == 50)
  }

  @Test func `the tail of a burst belongs to it for a moment`() {
    let inputs = decode([("Please cancel", 0), ("x\r", 30), ("j", 200)])
    #expect(inputs == [.paste("Please cancel"), .paste("x\n"), .key(Key(.character("j")))])
  }

  @Test func `keys of the terminal itself pass a burst in their order`() {
    #expect(
      decode([("some words\u{1B}[<0;1;1Mmore", 0)]) == [
        .paste("some words"), .mouse(MouseEvent(.press, column: 0, row: 0)), .paste("more"),
      ]
    )
  }

  // MARK: On a terminal

  @Test func `a megabyte with hostile content comes as data through the real session`() throws {
    let terminal = try Probe.started()
    let unit = "q\u{03}\u{1A}\r\u{1B}x quit日 "
    let text = String(repeating: unit, count: (1 << 20) / unit.utf8.count)
    try terminal.send(Keystrokes.paste(text))
    try terminal.wait(for: "the paste", seconds: 30) {
      $0.lines.contains { $0.hasPrefix("paste 1048") }
    }
    try terminal.send(Keystrokes.paste("a\u{1B}[201~q\rq"))
    try terminal.wait(for: "the paste") { $0.lines.contains { $0.hasPrefix("paste 4 aq") } }
    #expect(ControlFilter().findings(in: terminal.output).isEmpty)
    // Until the burst is over a letter still belongs to it.
    try terminal.settle(milliseconds: 100)
    try terminal.send("q")
    #expect(try terminal.waitForEnd() == .exited(0))
  }
}
