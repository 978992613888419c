import Commerce
import Desk
import SQLiteKit
import Store
import Testing

@Suite struct SetStatusTests {
  private let shop: Shop
  private let order: OrderID

  init() throws {
    shop = try Shop()
    order = try shop.order("CHT001")
  }

  @Test func `a step forward changes status, timeline, chat and audit together`() throws {
    let receipt = try shop.desk().set(order, to: .packaged)

    #expect(receipt.summary == "CHT001 is packaged")
    #expect(receipt.changed.map(\.orderID) == [order])
    #expect(receipt.undoUntil == shop.clock.now.advanced(byMilliseconds: 15 * 60_000))
    #expect(try shop.status(order) == .packaged)
    #expect(try shop.facts(order)?.statusOwner == .staff)
    #expect(try shop.timeline(order) == ["status processing>packaged"])
    #expect(try shop.chat(order) == ["system: status: packaged (read)"])
    let audit = try shop.texts(
      "SELECT action || ' ' || subject || ' ' || actor || ' ' || os_user AS text FROM audit"
    )
    #expect(audit == ["set_status order-CHT001 ana os-ana"])
    #expect(try shop.expectIntactAudit())
  }

  @Test func `every change raises the revision`() throws {
    let before = try #require(try shop.facts(order)).revision
    try shop.desk().set(order, to: .packaged)
    #expect(try shop.facts(order)?.revision == before + 1)
  }

  @Test func `a skipped step gets its line`() throws {
    let pending = try shop.order("CHT002", status: .pending)
    try shop.desk().set(pending, to: .processing)
    #expect(
      try shop.timeline(pending) == ["status pending>confirmed", "status confirmed>processing"]
    )
    #expect(try shop.chat(pending) == ["system: status: processing (read)"])
  }

  @Test func `shipping keeps carrier and tracking number`() throws {
    try shop.desk().set(order, to: .shipped)
    let facts = try #require(try shop.facts(order))
    #expect(facts.carrier == "DHL")
    #expect(facts.trackingNumber == "0034")
    #expect(
      try shop.timeline(order) == [
        "status processing>packaged", "status packaged>shipped", "shipment >DHL: 1 × Mug",
        "tracking >0034",
      ]
    )
    #expect(try shop.number("SELECT count(*) FROM number_search WHERE number_search = '0034'") == 1)
  }

  @Test func `shipping without tracking needs a reason and says so`() throws {
    let operation = Operation.setStatus(order, to: .shipped, shipment: nil, reason: nil)
    let refusal = try shop.refusal { try shop.desk().perform([operation]) }
    #expect(refusal?.kind == .invalid)
    #expect(
      refusal?.sentence
        == "CHT001: shipping needs carrier and tracking number, or a reason why there is none"
    )
    let withReason = Operation.setStatus(
      order,
      to: .shipped,
      shipment: nil,
      reason: "own courier"
    )
    #expect(try shop.desk().perform([withReason]).summary == "CHT001 is shipped")
  }

  @Test func `delivered is stamped once`() throws {
    let desk = shop.desk(Shop.dora)
    try desk.set(order, to: .shipped)
    try desk.set(order, to: .delivered, reason: "customer confirmed it")
    let first = try shop.facts(order)?.deliveredAt
    #expect(first == "2026-05-04T09:00:00.000Z")
    shop.clock.advance(seconds: 60)
    try desk.set(order, to: .shipped, reason: "set by mistake")
    try desk.set(order, to: .delivered, reason: "customer confirmed it")
    #expect(try shop.facts(order)?.deliveredAt == first)
  }

  @Test func `the same status again changes nothing`() throws {
    let before = try shop.dump()
    let receipt = try shop.desk().set(order, to: .processing)
    #expect(receipt.summary == "CHT001 is processing already")
    #expect(receipt.actID == nil)
    #expect(receipt.changed.isEmpty)
    #expect(try shop.dump() == before)
  }

  @Test func `an illegal step names the legal ones and is on record`() throws {
    let refusal = try shop.refusal { try shop.desk().set(order, to: .delivered) }
    #expect(refusal?.kind == .illegal)
    #expect(refusal?.orderNumber == "CHT001")
    #expect(refusal?.sentence.contains("packaged, shipped, cancelled") == true)
    #expect(try shop.status(order) == .processing)
    #expect(try shop.timeline(order) == [])
    #expect(try shop.number("SELECT count(*) FROM acts") == 0)
    #expect(
      try shop.texts("SELECT detail ->> 'refused' AS text FROM audit") == ["illegal"]
    )
  }

  @Test func `an agent may not move goods`() throws {
    let refusal = try shop.refusal { try shop.desk(Shop.cleo).set(order, to: .packaged) }
    #expect(refusal?.kind == .forbidden)
    #expect(try shop.texts("SELECT detail ->> 'refused' AS text FROM audit") == ["forbidden"])
  }

  @Test func `the role in the store counts, not the one the console began with`() throws {
    try shop.sql(
      "INSERT INTO staff (id, name, role, created_at) VALUES ('ana', 'Ana', 'agent', '2026')"
    )
    let refusal = try shop.refusal { try shop.desk(Shop.ana).set(order, to: .packaged) }
    #expect(refusal?.kind == .forbidden)
  }

  @Test func `ops may step back within 15 minutes of their own step, later only an admin`() throws {
    let desk = shop.desk()
    try desk.set(order, to: .packaged)
    shop.clock.advance(seconds: 14 * 60)
    try desk.set(order, to: .processing, reason: "set by mistake")
    try desk.set(order, to: .packaged)
    shop.clock.advance(seconds: 16 * 60)
    let late = try shop.refusal { try desk.set(order, to: .processing, reason: "by mistake") }
    #expect(late?.kind == .forbidden)
    let other = try shop.refusal {
      try shop.desk(Shop.ben).set(order, to: .processing, reason: "by mistake")
    }
    #expect(other?.kind == .forbidden)
    try shop.desk(Shop.dora).set(order, to: .processing, reason: "by mistake")
    #expect(try shop.status(order) == .processing)
  }

  @Test func `an order that is not there is not found`() throws {
    let refusal = try shop.refusal { try shop.desk().set(OrderID("nobody"), to: .packaged) }
    #expect(refusal?.kind == .notFound)
    #expect(refusal?.sentence == "there is no order nobody")
  }

  @Test func `a checkout that is not paid is no order yet`() throws {
    let unpaid = try shop.order("CHT003", status: .pending, payment: .unpaid)
    let refusal = try shop.refusal { try shop.desk().set(unpaid, to: .confirmed) }
    #expect(refusal?.kind == .notFound)
    #expect(refusal?.sentence.hasPrefix("CHT003 is a checkout") == true)
  }

  @Test func `an order without a chat gets one for its status line`() throws {
    try shop.sql("DELETE FROM order_conversations WHERE order_id = \(order)")
    try shop.sql("UPDATE orders SET conversation_id = NULL WHERE id = \(order)")
    try shop.desk().set(order, to: .packaged)
    #expect(try shop.facts(order)?.conversationID == order.rawValue)
    #expect(try shop.chat(order) == ["system: status: packaged (read)"])
  }
}
