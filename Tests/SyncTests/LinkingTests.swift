import Commerce
import JSON
import SQLiteKit
import Store
import Sync
import TestSupport
import Testing

/// Messages, sessions and the orders they belong to.
@Suite struct LinkingTests {
  private let bench: SyncBench

  init() throws { bench = try SyncBench() }

  private func conversation(ofMessage number: Int) throws -> String? {
    try bench.text(
      "SELECT conversation_id FROM messages WHERE id = \(FeedDraft.id(1_000_000 + number))"
    )
  }

  @Test func `messages before their order wait unlinked and are linked when it comes`() throws {
    try bench.sync([FeedDraft.message(1, session: 1).line])
    #expect(try bench.store.syncOverview(limit: 5).unlinkedSessions == 1)
    try bench.sync([FeedDraft.chatOrder(1).line], name: "later")
    #expect(try bench.store.syncOverview(limit: 5).unlinkedSessions == 0)
    #expect(try conversation(ofMessage: 1) == "session-1")
    #expect(try bench.text("SELECT conversation_id FROM orders") == "session-1")
    #expect(try bench.integer("SELECT unread_count FROM conversations") == 1)
  }

  @Test func `a message never goes to another order than the one it names`() throws {
    let second = FeedDraft.chatOrder(2).with("chat_session_id", "session-1")
    let early = FeedDraft.message(2, session: 1).with("order_id", .string(FeedDraft.id(2)))
    let late = FeedDraft.message(3, session: 1, seq: 2)
      .with("order_id", .string(FeedDraft.id(2)))
    try bench.sync([FeedDraft.chatOrder(1).line, early.line, second.line, late.line])
    #expect(try conversation(ofMessage: 2) == FeedDraft.id(2))
    #expect(try conversation(ofMessage: 3) == FeedDraft.id(2))
    #expect(
      try bench.text(
        "SELECT conversation_id FROM orders WHERE id = \(FeedDraft.id(2))"
      ) == FeedDraft.id(2)
    )
    #expect(try bench.count("messages WHERE conversation_id = 'session-1'") == 1)
  }

  @Test func `a message that names a storefront order stands in its chat`() throws {
    let draft = FeedDraft.message(1, session: 9).with("order_id", .string(FeedDraft.id(5)))
    try bench.sync([FeedDraft.order(5).line, draft.line])
    #expect(
      try conversation(ofMessage: 1)
        == bench.text("SELECT conversation_id FROM orders")
    )
  }

  @Test func `a described session keeps what it says, whatever came first`() throws {
    let open = FeedDraft.session(1)
    let closed = open.with("ended_at", "2026-03-01T10:00:00Z").with("outcome", "order")
      .with("customer", ["name": "Ines F.", "lang": "pt"])
    let message = FeedDraft.message(1, session: 1).with("sent_at", "2026-02-28T00:00:00Z")
    try bench.sync([open.line, closed.line, message.line])
    let other = try SyncBench()
    try other.sync([message.line, closed.line, open.line, open.line])
    try expectSame(bench, other)
    #expect(
      try bench.text("SELECT outcome || started_at FROM chat_sessions")
        == "order2026-03-01T08:00:00.000Z"
    )
    #expect(
      try bench.text("SELECT metadata ->> '$.unknown_fields.\"customer.lang\"' FROM chat_sessions")
        == "pt"
    )
  }

  @Test func `an unknown status word is kept beside the order`() throws {
    try bench.sync([
      FeedDraft.chatOrder(1).with("status", "en camino 👍").with("payment.status", "PAID").line,
      FeedDraft.order(2).with("status", "Delivered ").with("payment.status", "chargeback").line,
    ])
    #expect(
      try bench.text("SELECT status || source_status_word FROM orders WHERE order_number = 'LMP1'")
        == "pendingen camino 👍"
    )
    #expect(
      try bench.text(
        "SELECT status || source_payment_word FROM orders WHERE order_number = 'KTL-2'"
      )
        == "deliveredchargeback"
    )
  }

  @Test func `a total that does not follow from the items is kept and marked`() throws {
    try bench.sync([FeedDraft.order(1).with("total", "1.00").line, FeedDraft.order(2).line])
    #expect(try bench.integer("SELECT total_amount FROM orders WHERE total_differs = 1") == 100)
    #expect(try bench.count("orders WHERE total_differs = 1") == 1)
  }
}
