import Screen
import Terminal
import Testing

@Suite struct `Keys out of bytes` {
  private func inputs(_ text: String) -> [Input] {
    var decoder = InputDecoder()
    return decoder.decode(Array(text.utf8), at: 0)
  }

  private func keys(_ text: String) -> [Key] {
    inputs(text).compactMap { if case .key(let key) = $0 { key } else { nil } }
  }

  @Test func `letters, controls and the keys with names`() {
    #expect(keys("jG") == [Key(.character("j")), Key(.character("G"))])
    #expect(keys("\u{04}") == [Key(.character("d"), control: true)])
    #expect(
      keys("\r\n\t\u{7F}\u{08}").map(\.code) == [.enter, .enter, .tab, .backspace, .backspace]
    )
    #expect(keys("\u{00}") == [Key(.character(" "), control: true)])
    #expect(keys("\u{1F}") == [Key(.character("_"), control: true)])
  }

  @Test(arguments: [
    ("[A", Key(.up)), ("OB", Key(.down)), ("[1;2C", Key(.right, shift: true)),
    ("[1;5D", Key(.left, control: true)), ("[1;3H", Key(.home, alt: true)), ("OF", Key(.end)),
    ("[5~", Key(.pageUp)), ("[6;5~", Key(.pageDown, control: true)), ("[3~", Key(.delete)),
    ("[2~", Key(.insert)), ("[1~", Key(.home)), ("[8~", Key(.end)), ("OP", Key(.function(1))),
    ("[15~", Key(.function(5))), ("[24~", Key(.function(12))),
    ("[1;2R", Key(.function(3), shift: true)),
    ("[Z", Key(.backTab)), ("OM", Key(.enter)), ("Ot", Key(.character("4"))),
    ("[27;5;13~", Key(.enter, control: true)), ("[13;3u", Key(.enter, alt: true)),
    ("[97;5u", Key(.character("a"), control: true)), ("[9;2u", Key(.backTab)),
    ("x", Key(.character("x"), alt: true)), ("\r", Key(.enter, alt: true)),
    ("é", Key(.character("é"), alt: true)),
    ("\u{04}", Key(.character("d"), control: true, alt: true)),
  ])
  func `sequences behind ESC`(_ rest: String, _ key: Key) {
    #expect(inputs("\u{1B}" + rest) == [.key(key)])
  }

  @Test func `a letter of several scalars is one key`() {
    #expect(keys("e\u{301}").count == 1)
    #expect(keys("👩‍👩‍👧") == [Key(.character("👩‍👩‍👧"))])
    #expect(keys("日") == [Key(.character("日"))])
  }

  @Test func `bytes may come one by one`() {
    var decoder = InputDecoder()
    var inputs: [Input] = []
    for byte in Array("\u{1B}[1;5A日\u{1B}[<0;3;4M".utf8) { inputs += decoder.decode([byte], at: 1) }
    #expect(
      inputs == [
        .key(Key(.up, control: true)), .key(Key(.character("日"))),
        .mouse(MouseEvent(.press, column: 2, row: 3)),
      ]
    )
    #expect(decoder.deadline == nil)
  }

  @Test func `a lone ESC is Escape when nothing follows in time`() {
    var decoder = InputDecoder()
    #expect(decoder.decode([0x1B], at: 100).isEmpty)
    #expect(decoder.deadline == 125)
    #expect(decoder.expire(at: 124).isEmpty)
    #expect(decoder.expire(at: 125) == [.key(Key(.escape))])
    #expect(decoder.decode(Array("[A".utf8), at: 126).count == 2)
  }

  @Test func `two ESC are Escape and the beginning of another`() {
    var decoder = InputDecoder()
    #expect(decoder.decode([0x1B, 0x1B], at: 0) == [.key(Key(.escape))])
    #expect(decoder.expire(at: 25) == [.key(Key(.escape))])
  }

  @Test func `half a sequence waits longer and is then dropped whole`() {
    var decoder = InputDecoder()
    #expect(decoder.decode(Array("\u{1B}[1;".utf8), at: 0).isEmpty)
    #expect(decoder.deadline == 300)
    #expect(decoder.decode(Array("5A".utf8), at: 200) == [.key(Key(.up, control: true))])
    _ = decoder.decode(Array("\u{1B}[1;".utf8), at: 1_000)
    #expect(decoder.expire(at: 1_300).isEmpty)
    #expect(decoder.deadline == nil)
  }

  @Test func `Alt with a bracket is told from a sequence by time`() {
    var decoder = InputDecoder()
    #expect(decoder.decode(Array("\u{1B}[".utf8), at: 0).isEmpty)
    #expect(decoder.expire(at: 300) == [.key(Key(.character("["), alt: true))])
  }

  @Test func `noise yields nothing and does not stop what follows`() {
    for noise: [UInt8] in [
      [0xFF], [0xC3, 0x28], [0x9B], [0xC2, 0x9B], [0xED, 0xA0, 0x80], [0xF5],
    ] {
      var decoder = InputDecoder()
      let keys = decoder.decode(noise + Array("j".utf8), at: 0)
      #expect(keys.last == .key(Key(.character("j"))))
    }
    #expect(inputs("\u{1B}[?1;2c\u{1B}[99zj") == [.key(Key(.character("j")))])
    #expect(
      inputs("\u{1B}[\(String(repeating: "1;", count: 100))A").allSatisfy { $0 != .key(Key(.up)) }
    )
  }

  @Test func `any bytes in any cuts never trap`() {
    var generator = SystemRandomNumberGenerator()
    let favourites: [UInt8] = [
      0x1B, 0x5B, 0x4F, 0x3C, 0x4D, 0x7E, 0x32, 0x30, 0x31, 0x3B, 0xC3, 0xA9,
    ]
    for _ in 0..<2_000 {
      var decoder = InputDecoder()
      for step in 0..<8 {
        let batch = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
          Bool.random(using: &generator)
            ? favourites[Int.random(in: 0..<favourites.count, using: &generator)]
            : UInt8.random(in: 0...255, using: &generator)
        }
        _ = decoder.decode(batch, at: Int64(step * 40))
        _ = decoder.expire(at: Int64(step * 40 + 30))
      }
      _ = decoder.expire(at: 100_000)
      #expect(decoder.deadline == nil)
    }
  }
}

@Suite struct `The mouse out of bytes` {
  @Test func `presses and the wheel count, releases and motion do not`() {
    var decoder = InputDecoder()
    let sent =
      "\u{1B}[<0;5;7M\u{1B}[<0;5;7m\u{1B}[<35;1;1M\u{1B}[<2;1;1M\u{1B}[<64;2;2M\u{1B}[<65;2;2M"
    #expect(
      decoder.decode(Array(sent.utf8), at: 0) == [
        .mouse(MouseEvent(.press, column: 4, row: 6)),
        .mouse(MouseEvent(.wheelUp, column: 1, row: 1)),
        .mouse(MouseEvent(.wheelDown, column: 1, row: 1)),
      ]
    )
  }

  @Test func `two quick presses on one place are a double press`() {
    var decoder = InputDecoder()
    func kind(_ column: Int, at time: Int64) -> MouseEvent.Kind? {
      let sent = Array("\u{1B}[<0;\(column);1M".utf8)
      guard case .mouse(let event)? = decoder.decode(sent, at: time).first else { return nil }
      return event.kind
    }
    #expect(kind(3, at: 0) == .press)
    #expect(kind(3, at: 300) == .doublePress)
    #expect(kind(3, at: 400) == .press)
    #expect(kind(3, at: 900) == .press)
    #expect(kind(4, at: 950) == .press)
  }

  @Test func `old terminals report in three bytes`() {
    var decoder = InputDecoder()
    let report: [UInt8] = Array("\u{1B}[M".utf8) + [32, 33 + 4, 33 + 6]
    #expect(decoder.decode(report, at: 0) == [.mouse(MouseEvent(.press, column: 4, row: 6))])
    #expect(decoder.decode(Array("j".utf8), at: 0) == [.key(Key(.character("j")))])
  }
}
