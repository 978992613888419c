import Screen
import Testing
import Widgets

@Suite("Chat")
struct ChatLogTests {
  private func log(_ items: [ChatItem], _ width: Int, _ height: Int) -> ChatLog {
    var log = ChatLog(items)
    log.resize(width: width, height: height)
    return log
  }

  private func shown(_ log: ChatLog) -> String {
    picture(log.width, log.height) { log.paint(in: $0, on: &$1) }
  }

  private func line(_ number: Int) -> ChatItem {
    .bubble(ChatBubble(side: .customer, text: "m\(number)"))
  }

  private let talk: [ChatItem] = [
    .day("Today"),
    .bubble(
      ChatBubble(
        side: .customer,
        text: "Hello! Is the lamp going to arrive before Friday?",
        closing: [Span("11:52", .time)]
      )
    ),
    .bubble(
      ChatBubble(
        side: .ours,
        heading: "maya",
        text: "It leaves us today.",
        closing: [Span("11:55 ", .time), Span("✓✓", .tickRead)]
      )
    ),
    .system("status: processing, by maya 11:40"),
    .newMessages("1 new message"),
    .bubble(ChatBubble(side: .note, heading: "internal note · leo", text: "VIP")),
    .bubble(ChatBubble(side: .customer, text: "Thank you 🙏", closing: [Span("11:57", .time)])),
    .aside("Giovanni is typing…"),
  ]

  @Test func `theirs is left, ours right, the system in the middle`() {
    #expect(
      shown(log(talk, 48, 12))
        == """

                        ──── Today ────
        ▏ Hello! Is the lamp going to
        ▏ arrive before Friday?  11:52
                        ▏ maya
                        ▏ It leaves us today.  11:55 ✓✓
             — status: processing, by maya 11:40 —
                    ──── 1 new message ────
                                  ▏ internal note · leo
                                  ▏ VIP
        ▏ Thank you 🙏  11:57
         Giovanni is typing…
        """
    )
  }

  @Test func `a long footnote has lines of one length and leaves no word alone`() {
    #expect(
      shown(log([.system("Order CHT1 placed: 2 × Heron floor lamp, oak  15:02")], 46, 2)) == """
                 Order CHT1 placed: 2 × Heron
                    floor lamp, oak  15:02
        """
    )
  }

  @Test func `each kind of speech has its ground and the selected message its bar`() {
    let items: [ChatItem] = [
      .bubble(ChatBubble(side: .customer, text: "abc", matches: [1..<2], isSelected: true)),
      .bubble(ChatBubble(side: .ours, text: "abc")),
    ]
    var canvas = Canvas(width: 12, height: 2)
    log(items, 12, 2).paint(in: canvas.bounds, on: &canvas)
    #expect(canvas.plainText == "▌ abc       \n      ▏ abc ")
    #expect(canvas.roleText == "a.cMc.......\n......a.ooo.")
    #expect(canvas.surfaceText == "cccccc......\n......oooooo")
  }

  @Test func `bubbles take at most two thirds of the width`() {
    let long = String(repeating: "word ", count: 30)
    let shown = shown(log([.bubble(ChatBubble(side: .customer, text: long))], 60, 10))
    let widest = shown.split(separator: "\n").map(\.count).max() ?? 0
    #expect(widest <= 40 && widest > 30)
  }

  @Test func `at the end the view follows new messages, scrolled up it stays`() {
    var log = log((0..<10).map(line), 20, 3)
    #expect(log.isAtEnd && !log.isAtStart)
    log.append([line(10)])
    #expect(shown(log) == "▏ m8\n▏ m9\n▏ m10")
    log.scroll(by: -2)
    log.append([line(11), line(12)])
    #expect(shown(log) == "▏ m6\n▏ m7\n▏ m8" && !log.isAtEnd)
    log.scroll(by: 99)
    #expect(shown(log) == "▏ m10\n▏ m11\n▏ m12" && log.isAtEnd)
  }

  @Test func `older messages loaded above leave the view where it is`() {
    var log = log((10..<20).map(line), 20, 3)
    log.scrollToStart()
    #expect(shown(log) == "▏ m10\n▏ m11\n▏ m12" && log.isAtStart)
    log.prepend((0..<10).map(line))
    #expect(shown(log) == "▏ m10\n▏ m11\n▏ m12" && !log.isAtStart)
    log.scroll(by: -1)
    #expect(shown(log) == "▏ m9\n▏ m10\n▏ m11")
  }

  @Test func `scrolling stops at both ends, whatever the heights`() {
    let items: [ChatItem] = (0..<40).map { number in
      .bubble(ChatBubble(side: .ours, text: String(repeating: "long ", count: number % 7 + 1)))
    }
    for height in [1, 2, 5, 30, 200] {
      var log = log(items, 24, height)
      let end = shown(log)
      log.scroll(by: -100_000)
      #expect(log.isAtStart)
      let start = shown(log)
      log.scroll(by: -1)
      #expect(shown(log) == start)
      log.scroll(by: 100_000)
      #expect(shown(log) == end && log.isAtEnd)
      for _ in 0..<150 { log.scroll(by: -1) }
      #expect(shown(log) == start || !log.isAtStart)
      for _ in 0..<300 { log.scroll(by: 1) }
      #expect(shown(log) == end)
    }
  }

  @Test func `a resize keeps the end in view and an item in the middle can be found`() {
    var log = log((0..<50).map(line), 20, 5)
    log.resize(width: 30, height: 2)
    #expect(shown(log) == "▏ m48\n▏ m49")
    log.resize(width: 30, height: 5)
    log.scroll(to: 20)
    #expect(shown(log).contains("m20"))
    #expect(log.index(atRow: 0, in: Rect(column: 0, row: 0, width: 30, height: 5)) != nil)
  }

  @Test func `another list with the same beginning keeps the view`() {
    var log = log((0..<10).map(line), 20, 3)
    log.scroll(by: -4)
    let before = shown(log)
    log.replace(with: (0..<12).map(line))
    #expect(shown(log) == before)
    log.scrollToEnd()
    log.replace(with: [line(1)])
    #expect(trimmed(shown(log)) == "\n\n▏ m1")
    log.replace(with: [])
    #expect(shown(log) == "\n\n" && log.isAtEnd && log.isAtStart)
    log.change(at: 3, to: line(1))
  }

  @Test func `fifty thousand messages cost what is in view`() {
    var log = ChatLog((0..<50_000).map(line))
    log.resize(width: 40, height: 20)
    log.scrollPage(down: false)
    #expect(shown(log).hasSuffix("m49981"))
    log.scroll(to: 100)
    #expect(shown(log).contains("m100"))
  }
}
