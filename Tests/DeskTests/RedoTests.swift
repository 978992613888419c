import Commerce
import Desk
import Dispatch
import SQLiteKit
import Store
import Synchronization
import Testing

/// Doing again from several processes at once, and in pieces.
@Suite struct RedoTests {
  @Test func `of several who do the same again at once exactly one does it each round`() throws {
    let shop = try Shop()
    let order = try shop.order("CHT001")
    let desks = try (1...4).map { number in
      shop.desk(store: try Store(at: shop.store.path, label: "redo \(number)"))
    }
    for round in 1...25 {
      _ = try desks[0].perform([.sendReply(order, body: "round \(round)")])
      _ = try desks[0].undo()
      let outcomes = Mutex<[String]>([])
      DispatchQueue.concurrentPerform(iterations: desks.count) { place in
        let outcome: String
        do {
          outcome = try desks[place].redo().changed.isEmpty ? "nothing changed" : "done"
        } catch {
          outcome = (error as? Refusal)?.sentence ?? "\(error)"
        }
        outcomes.withLock { $0.append(outcome) }
      }
      let refused = Array(repeating: "there is nothing to do again", count: desks.count - 1)
      #expect(outcomes.withLock { $0.sorted() } == ["done"] + refused)
      let standing = try shop.number(
        """
        SELECT count(*) FROM acts a WHERE kind = 'redo' AND undone_by IS NULL AND undoes =
          (SELECT id FROM acts WHERE kind = 'undo' ORDER BY serial DESC LIMIT 1)
        """
      )
      #expect(standing == 1)
    }
    #expect(
      try shop.number("SELECT count(*) FROM outbox WHERE state NOT IN ('cancelled')") == 25
    )
  }

  @Test func `it is refused when somebody changed the same field since, with name and change`()
    throws
  {
    let shop = try Shop()
    try shop.hire(Shop.ana, Shop.ben, Shop.cleo)
    let order = try shop.order("CHT001")
    let ana = shop.desk()
    let ben = shop.desk(Shop.ben)
    let cases: [(act: Commerce.Operation, other: Commerce.Operation, words: String)] = [
      (
        .setStatus(order, to: .packaged, shipment: nil, reason: nil),
        .setStatus(order, to: .cancelled, shipment: nil, reason: "out of stock"),
        "Ben set it to cancelled since"
      ),
      (
        .assign(order, to: Shop.ana.id), .assign(order, to: Shop.cleo.id),
        "Ben assigned it to Cleo since"
      ),
      (.claim(order), .assign(order, to: Shop.ben.id), "Ben assigned it to Ben since"),
      (
        .tag(order, TagEdit(words: "vip")), .tag(order, TagEdit(words: "late")),
        "Ben tagged it late since"
      ),
      (
        .setPriority(order, to: .high), .setPriority(order, to: .urgent),
        "Ben gave it priority urgent since"
      ),
    ]
    for (act, other, words) in cases {
      _ = try shop.desk(Shop.dora).perform([.assign(order, to: nil)])
      _ = try ana.perform([act])
      _ = try ana.undo()
      _ = try ben.perform([other])
      let before = try shop.dump()
      let refusal = try shop.refusal { try ana.redo() }
      #expect(refusal?.kind == .cannotUndo)
      #expect(refusal?.sentence == "CHT001: cannot be done again: \(words)")
      #expect(try shop.dump() == before)
    }
  }

  @Test func `what somebody changed since and took back does not stand in the way`() throws {
    let shop = try Shop()
    let order = try shop.order("CHT001")
    let ana = shop.desk()
    let ben = shop.desk(Shop.ben)
    try ana.set(order, to: .packaged)
    _ = try ana.undo()
    try ben.set(order, to: .cancelled, reason: "out of stock")
    _ = try ben.undo()
    _ = try ben.perform([.setPriority(order, to: .high), .addNote(order, body: "call first")])
    #expect(try ana.redo().summary == "CHT001 is packaged")
    _ = try ana.undo()
    // A word of the source is nobody's act.
    try shop.sql("UPDATE orders SET status = 'confirmed' WHERE order_number = 'CHT001'")
    #expect(
      try shop.refusal { try ana.redo() }?.sentence
        == "CHT001: cannot be done again: it is confirmed now"
    )
  }

  @Test func `of many, those that somebody changed since are named and the others done again`()
    throws
  {
    let shop = try Shop()
    try shop.hire(Shop.ana, Shop.ben)
    let orders = try (1...3).map { try shop.order("CHT00\($0)") }
    for order in orders { try shop.customerWrites("Hello", to: order, message: "\(order)-1") }
    let ana = shop.desk()
    _ = try ana.perform(orders.map { .setPriority($0, to: .high) })
    _ = try ana.undo()
    _ = try shop.desk(Shop.ben).perform([.setPriority(orders[1], to: .low)])
    let receipt = try ana.redo()
    #expect(receipt.summary == "2 orders have priority high, 1 refused")
    #expect(
      receipt.refused.map(\.sentence)
        == ["CHT002: cannot be done again: Ben gave it priority low since"]
    )
    #expect(try shop.facts(orders[1])?.priority == .low)
    _ = try ana.perform(orders.map { .markRead($0) })
    _ = try ana.undo()
    _ = try shop.desk(Shop.ben).perform([.sendReply(orders[2], body: "Soon.")])
    #expect(
      try ana.redo().refused.map(\.sentence)
        == ["CHT003: cannot be done again: Ben replied to the customer since"]
    )
  }

  @Test func `a bulk act whose redo breaks off between two turns is not done again twice`() throws {
    let shop = try Shop()
    let orders = try (1...400).map { try shop.order("B\($0)") }
    let desk = shop.desk()
    var options = PerformOptions()
    options.expectedCount = orders.count
    _ = try desk.perform(
      orders.map { .setStatus($0, to: .packaged, shipment: nil, reason: nil) },
      options: options
    )
    _ = try desk.undo()
    struct Crash: Error {}
    #expect(throws: Crash.self) { try desk.redo(watch: { _, _ in throw Crash() }) }
    let packaged: SQL = "SELECT count(*) FROM orders WHERE status = 'packaged'"
    let done = try #require(try shop.number(packaged))
    #expect((1..<400).contains(done))

    #expect(try shop.refusal { try desk.redo() }?.sentence == "there is nothing to do again")

    #expect(try shop.number(packaged) == done)
    #expect(try desk.undo().changed.count == done)
    #expect(try shop.number(packaged) == 0)
    #expect(try shop.expectIntactAudit())
  }
}
