import Commerce
import Desk
import SQLiteKit
import Store
import TestSupport
import Testing

/// Orders that are put off: how they go, come back, and what is said of it.
@Suite struct SnoozeTests {
  private let shop: Shop
  private let order: OrderID
  private let desk: Desk

  init() throws {
    shop = try Shop()
    order = try shop.order("CHT001")
    desk = shop.desk()
    try shop.sql(
      """
      INSERT INTO staff (id, name, role, created_at)
      VALUES ('ana', 'Ana', 'ops', '2026-01-01'), ('ben', 'Ben', 'ops', '2026-01-01')
      """
    )
  }

  private func later(_ seconds: Double) -> SnoozeEnd {
    .time(shop.clock.now.advanced(byMilliseconds: Int64(seconds * 1_000)))
  }

  private func found(_ query: String) throws -> Int {
    let context = QueryContext(now: shop.clock.now, zone: .utc, staff: nil)
    return try shop.store.orderCount(try OrderFilter(query: query), in: context)
  }

  private var isBack: Bool {
    get throws { try shop.facts(order)?.snooze?.isOver(at: shop.clock.now) == true }
  }

  @Test func `is out of the way until its time, and then back until somebody opens it`() throws {
    let receipt = try desk.perform([.snooze(order, until: later(3_600))])
    #expect(receipt.summary == "CHT001 is snoozed until 10:00")
    #expect(try found("snoozed:yes") == 1)
    #expect(try shop.store.nextSnoozeEnd(after: shop.clock.now) == later(3_600).time)
    shop.clock.advance(seconds: 3_600)
    #expect(try found("snoozed:yes") == 0)
    #expect(try isBack)
    _ = try shop.desk(Shop.cleo).perform([.seeSnoozeEnd(order)])
    #expect(try shop.facts(order)?.snooze == nil)
    #expect(try shop.timeline(order) == ["snooze >2026-05-04T10:00:00.000Z"])
  }

  @Test func `the act of anybody ends being back, but not the snooze itself`() throws {
    _ = try desk.perform([.snooze(order, until: later(60))])
    _ = try shop.desk(Shop.ben).perform([.setPriority(order, to: .high)])
    #expect(try found("snoozed:yes") == 1)
    shop.clock.advance(seconds: 60)
    #expect(try isBack)
    _ = try shop.desk(Shop.ben).perform([.tag(order, TagEdit(words: "vip"))])
    #expect(try shop.facts(order)?.snooze == nil)
  }

  @Test func `a message of the customer ends it, whichever program brings it`() throws {
    _ = try desk.perform([.snooze(order, until: .message)])
    shop.clock.advance(seconds: 5)
    #expect(try found("snoozed:yes") == 1)
    try shop.customerWrites("hello?", to: order, message: "m1")
    #expect(try isBack)
    #expect(try found("snoozed:yes") == 0)
  }

  @Test func `a message ends a snooze with a time as well`() throws {
    _ = try desk.perform([.snooze(order, until: later(86_400))])
    shop.clock.advance(seconds: 5)
    try shop.customerWrites("hello?", to: order, message: "m1")
    #expect(try isBack)
  }

  @Test func `a message of before that comes in late ends it only if it is the newest`() throws {
    try shop.customerWrites("the last that was seen", to: order, message: "m1")
    _ = try desk.perform([.snooze(order, until: .message)])
    func write(_ id: String, _ time: String) throws {
      try shop.sql(
        """
        INSERT INTO messages (id, conversation_id, sender_role, body, sent_at)
        VALUES (\(id), 'session-CHT001', 'customer', 'late', \(time))
        """
      )
    }
    try write("m2", "2026-05-02T09:00:00.000Z")
    #expect(try found("snoozed:yes") == 1)
    shop.clock.advance(seconds: 60)
    _ = try desk.perform([.unsnooze(order)])
    _ = try desk.perform([.snooze(order, until: .message)])
    try write("m3", "2026-05-04T09:00:30.000Z")
    #expect(try isBack, "written before the snooze, and nobody had seen it")
  }

  @Test func `what we write ends nothing`() throws {
    _ = try desk.perform([.snooze(order, until: .message)])
    _ = try shop.desk(Shop.ben).perform([.sendReply(order, body: "soon")])
    #expect(try found("snoozed:yes") == 1)
  }

  @Test func `undo brings back what was, and redo snoozes again`() throws {
    let before = try shop.dump(besidesHistory: true)
    _ = try desk.perform([.snooze(order, until: .message)])
    let undone = try desk.undo(.lastAct)
    #expect(undone.summary.hasPrefix("CHT001 is not snoozed again"))
    #expect(try shop.dump(besidesHistory: true) == before)
    _ = try desk.redo()
    #expect(try shop.facts(order)?.snooze?.end == .message)
    _ = try desk.perform([.unsnooze(order)])
    _ = try desk.undo(.lastAct)
    #expect(try shop.facts(order)?.snooze?.end == .message)
    #expect(try shop.facts(order)?.snooze?.name == "Ana")
    #expect(try shop.expectIntactAudit())
  }

  @Test func `a snooze that has ended is not taken back, nor one that another person changed`()
    throws
  {
    _ = try desk.perform([.snooze(order, until: later(60))])
    shop.clock.advance(seconds: 61)
    let ended = try shop.refusal { try desk.undo(.lastAct) }
    #expect(ended?.sentence.contains("its snooze has ended since") == true)
    _ = try desk.perform([.snooze(order, until: later(600))])
    _ = try shop.desk(Shop.ben).perform([.snooze(order, until: .message)])
    let changed = try shop.refusal { try desk.undo(.lastAct) }
    #expect(changed?.sentence.contains("Ben snoozed it since") == true)
  }

  @Test func `a time that has passed is refused, the same again changes nothing`() throws {
    let refusal = try shop.refusal { try desk.perform([.snooze(order, until: later(0))]) }
    #expect(refusal?.sentence == "CHT001: 09:00 has passed; name a later time")
    _ = try desk.perform([.snooze(order, until: .message)])
    let again = try desk.perform([.snooze(order, until: .message)])
    #expect(
      again.unchanged.map(\.sentence) == [
        "CHT001 is snoozed until the customer writes already"
      ]
    )
  }

  @Test func `many are one act and one undo`() throws {
    let others = try ["CHT002", "CHT003"].map { try shop.order($0) }
    let many = try desk.perform(([order] + others).map { .snooze($0, until: .message) })
    #expect(many.summary == "3 orders are snoozed")
    #expect(try found("snoozed:yes") == 3)
    _ = try desk.undo(.lastAct)
    #expect(try found("snoozed:no") == 3)
  }

  @Test func `no source touches it`() throws {
    _ = try desk.perform([.snooze(order, until: .message)])
    try shop.sql(
      """
      UPDATE chat_orders SET customer_name = 'Mary', updated_at = '2026-05-05T00:00:00Z'
      WHERE id = \(order)
      """
    )
    #expect(try shop.facts(order)?.customerName == "Mary")
    #expect(try found("snoozed:yes") == 1)
  }
}
