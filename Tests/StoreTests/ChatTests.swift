import Commerce
import SQLiteKit
import Store
import TestSupport
import Testing

@Suite struct ChatTests {
  private static func time(_ minute: Int) -> String {
    Instant(milliseconds: 1_780_000_000_000 + Int64(minute) * 60_000).rfc3339
  }

  /// An order whose chat has that many messages, several of one moment, written out of order.
  private func chat(_ count: Int, unreadFrom: Int? = nil) throws -> TemporaryStore {
    let temporary = try TemporaryStore()
    try temporary.insertChat(OrderRow("a"))
    try temporary.run("DELETE FROM messages")
    var places = Array(0..<count)
    var random = SeededNumbers(seed: 3)
    places.shuffle(using: &random)
    let rows = places.map { place -> SQL in
      let isUnread = unreadFrom.map { place >= $0 } ?? false
      return """
        (\("m\(place)"), 'a', \(place % 3), 'customer', \("word\(place)"), \(Self.time(place / 3)),
          'delivered', \(isUnread))
        """
    }
    // SQLite takes no more than 32,766 values in one statement.
    for start in stride(from: 0, to: rows.count, by: 2_000) {
      let part = rows[start..<min(start + 2_000, rows.count)]
      try temporary.run(
        """
        INSERT INTO messages (id, conversation_id, seq, sender_role, body, sent_at, status,
          is_unread)
        VALUES \(sql: part.joined(separator: ", "))
        """
      )
    }
    return temporary
  }

  private func numbers(_ page: ChatPage) -> [Int] {
    page.messages.compactMap { Int($0.id.rawValue.dropFirst()) }
  }

  @Test func `ten thousand messages are paged from the newest to the oldest and back`() throws {
    let temporary = try chat(10_000)
    let id = OrderID("a")
    var page = try temporary.store.chat(of: id, at: .newest, limit: 999)
    #expect(!page.hasNewer)
    var seen = numbers(page)
    while page.hasOlder, let first = page.messages.first {
      page = try temporary.store.chat(of: id, at: .before(first.place), limit: 999)
      #expect(page.hasNewer)
      seen = numbers(page) + seen
    }
    #expect(seen == Array(0..<10_000))
    var forward = numbers(page)
    while page.hasNewer, let last = page.messages.last {
      page = try temporary.store.chat(of: id, at: .after(last.place), limit: 999)
      #expect(page.hasOlder)
      forward += numbers(page)
    }
    #expect(forward == Array(0..<10_000))
  }

  @Test func `a chat opens at the first unread message with some lines above it`() throws {
    let temporary = try chat(100, unreadFrom: 60)
    let page = try temporary.store.chat(of: OrderID("a"), at: .firstUnread, limit: 30)
    #expect(numbers(page) == Array(50..<80))
    #expect(page.hasOlder && page.hasNewer)
    #expect(try temporary.store.conversation(of: OrderID("a"))?.unreadCount == 40)
  }

  @Test func `near the end a page reaches further up`() throws {
    let temporary = try chat(100, unreadFrom: 98)
    let page = try temporary.store.chat(of: OrderID("a"), at: .firstUnread, limit: 30)
    #expect(numbers(page) == Array(70..<100))
    #expect(!page.hasNewer)
  }

  @Test(arguments: [0, 1, 50, 98, 99])
  func `a page around a message holds it`(number: Int) throws {
    let temporary = try chat(100)
    let anchor = ChatAnchor.around(MessageID("m\(number)"))
    let page = try temporary.store.chat(of: OrderID("a"), at: anchor, limit: 10)
    #expect(numbers(page).contains(number))
    #expect(page.messages.count == 10)
    #expect(page.hasOlder == (numbers(page).first != 0))
    #expect(page.hasNewer == (numbers(page).last != 99))
  }

  @Test func `an anchor that is not there gives the newest`() throws {
    let temporary = try chat(20)
    let newest = try temporary.store.chat(of: OrderID("a"), at: .newest, limit: 5)
    for anchor in [ChatAnchor.firstUnread, .around(MessageID("x"))] {
      #expect(try temporary.store.chat(of: OrderID("a"), at: anchor, limit: 5) == newest)
    }
    let nobody = try temporary.store.chat(of: OrderID("b"), at: .newest, limit: 5)
    #expect(nobody == ChatPage(messages: [], hasOlder: false, hasNewer: false))
  }

  @Test func `a message that waits says why, as the outbox knows it`() throws {
    let temporary = try chat(1)
    try temporary.run("UPDATE messages SET status = 'queued'")
    try temporary.run(
      """
      INSERT INTO outbox (id, kind, order_id, message_id, payload, created_at, due_at, last_error)
      VALUES ('x', 'reply', 'a', 'm0', '{}', '2026-01-01T00:00:00.000Z',
        '2026-01-01T00:00:00.000Z', 'no transport')
      """
    )
    let page = try temporary.store.chat(of: OrderID("a"), at: .newest, limit: 5)
    #expect(page.messages.map(\.problem) == ["no transport"])
  }

  @Test func `drafts belong to the person who typed them`() throws {
    let temporary = try chat(1)
    try temporary.run(
      """
      INSERT INTO drafts (order_id, staff_id, kind, body, updated_at) VALUES
        ('a', 'ana', 'reply', 'Dear', '2026-01-01T00:00:00.000Z'),
        ('a', 'bo', 'reply', 'Hi', '2026-01-01T00:00:00.000Z')
      """
    )
    let drafts = try temporary.store.drafts(of: OrderID("a"), by: StaffID("ana"))
    #expect(drafts.map(\.body) == ["Dear"])
    #expect(drafts.map(\.kind) == [.reply])
  }

  // MARK: Search

  @Test func `messages are found in all chats, the last word while it is typed`() throws {
    let temporary = try chat(30)
    let store = temporary.store
    func found(_ text: String, before: MessagePlace? = nil, limit: Int = 50) throws -> [String] {
      try store.searchMessages(text, in: nil, limit: limit, before: before)
        .map(\.message.id.rawValue).sorted()
    }
    #expect(try found("word2") == ["m2"] + (20...29).map { "m\($0)" })
    #expect(try found("word2 ") == ["m2"])
    #expect(try found("WÓRD29") == ["m29"])
    #expect(try found("") == [])
    for withSign in ["word29 & ", "& word29", "- word29 ?", "\u{1F44D} word29", "word29 \u{0}"] {
      #expect(try found(withSign) == ["m29"], "\(withSign)")
    }
    #expect(try found("word2 &") == ["m2"])
    #expect(try found("& ?! -") == [])
    for hostile in ["\"", "*", "AND", "word2*", "(", "a:b", "'; DROP TABLE orders", "\0", "-"] {
      _ = try found(hostile)
    }
    let first = try store.searchMessages("word", in: nil, limit: 12, before: nil)
    let last = try #require(first.last)
    let rest = try store.searchMessages("word", in: nil, limit: 50, before: last.message.place)
    #expect(Set((first + rest).map(\.message.id)).count == 30)
    #expect(first.first?.orderNumber == "N-a")
  }

  @Test func `inside one chat the newest hit stands first`() throws {
    let temporary = try chat(30)
    try temporary.insertChat(OrderRow("b"))
    try temporary.insertMessage("other", in: "b", at: "2026-09-01T00:00:00.000Z", body: "word5")
    let hits = try temporary.store.searchMessages("word", in: OrderID("a"), limit: 10, before: nil)
    #expect(hits.map(\.message.id.rawValue) == (20...29).reversed().map { "m\($0)" })
    let rest = try temporary.store.searchMessages(
      "word",
      in: OrderID("a"),
      limit: 50,
      before: hits.last?.message.place
    )
    #expect(rest.map(\.message.id.rawValue) == (0...19).reversed().map { "m\($0)" })
  }
}
