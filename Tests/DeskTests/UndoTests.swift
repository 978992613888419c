import Commerce
import Desk
import SQLiteKit
import Store
import Testing

@Suite struct UndoTests {
  private let shop: Shop
  private let order: OrderID

  init() throws {
    shop = try Shop()
    order = try shop.order("CHT001")
  }

  @Test func `undo brings back status, owner, tracking and chat, and erases no event`() throws {
    let before = try #require(try shop.facts(order))
    let desk = shop.desk()
    try desk.set(order, to: .shipped)

    let receipt = try desk.undo()

    #expect(receipt.summary == "CHT001 is processing again")
    #expect(receipt.changed.map(\.orderID) == [order])
    var after = try #require(try shop.facts(order))
    #expect(after.revision == before.revision + 5)
    after.revision = before.revision
    #expect(after == before)
    #expect(try shop.chat(order) == [])
    #expect(
      try shop.timeline(order) == [
        "status processing>packaged", "status packaged>shipped", "shipment >DHL: 1 × Mug",
        "tracking >0034", "undo shipped>processing",
      ]
    )
    let history = try shop.texts("SELECT status_history AS text FROM unified_orders")
    #expect(history.first?.contains(#"{"status":"processing","at":"2026-05-04"#) == true)
    #expect(
      try shop.texts("SELECT action AS text FROM audit ORDER BY seq")
        == ["set_status", "undo_set_status"]
    )
    #expect(try shop.expectIntactAudit())
  }

  @Test func `the last act is its own person's to take back until its window has passed`() throws {
    let desk = shop.desk(settings: DeskSettings(undoWindow: 5, localUndoWindow: 20))
    let receipt = try desk.set(order, to: .packaged)
    #expect(receipt.undoUntil == shop.clock.now.advanced(byMilliseconds: 20_000))
    #expect(try shop.refusal { try shop.desk(Shop.ben).undo() }?.kind == .cannotUndo)
    shop.clock.advance(seconds: 20)
    let refusal = try shop.refusal { try desk.undo() }
    #expect(
      refusal?.sentence
        == "too late to undo \"CHT001 is packaged\", its 20 s are over; set another status instead"
    )
  }

  @Test func `acts are taken back one after another, the last first, and done again`() throws {
    let desk = shop.desk()
    try desk.set(order, to: .packaged)
    _ = try desk.perform([.addNote(order, body: "fragile")])
    try desk.set(order, to: .shipped)
    _ = try desk.undo()
    _ = try desk.undo()
    _ = try desk.undo()
    #expect(try shop.status(order) == .processing)
    #expect(try shop.refusal { try desk.undo() }?.sentence == "there is nothing to take back")
    #expect(try desk.redo().summary == "CHT001 is packaged")
    #expect(try desk.redo().summary == "note added to CHT001")
    #expect(try desk.redo().summary == "CHT001 is shipped")
    #expect(try shop.status(order) == .shipped)
    #expect(try shop.refusal { try desk.redo() }?.sentence == "there is nothing to do again")
    _ = try desk.undo()
    #expect(try shop.status(order) == .packaged)
  }

  @Test func `a new act ends what can be done again`() throws {
    let desk = shop.desk()
    try desk.set(order, to: .packaged)
    _ = try desk.undo()
    _ = try desk.perform([.addNote(order, body: "fragile")])
    #expect(try shop.refusal { try desk.redo() }?.sentence == "there is nothing to do again")
  }

  @Test func `what the rules refuse today is not done again`() throws {
    try shop.hire(Shop.ana, Shop.cleo)
    let desk = shop.desk()
    _ = try desk.perform([.assign(order, to: Shop.cleo.id)])
    _ = try desk.undo()
    try shop.sql("UPDATE staff SET role = 'agent' WHERE id = 'ana'")
    #expect(try shop.refusal { try desk.redo() }?.kind == .forbidden)
    #expect(try shop.facts(order)?.assignment == nil)
  }

  @Test func `undo is refused when somebody changed the same field since, with name and change`()
    throws
  {
    let ana = shop.desk()
    try ana.set(order, to: .packaged)
    try shop.desk(Shop.ben).set(order, to: .shipped)
    let before = try shop.dump(besidesHistory: true)
    let refusal = try shop.refusal { try ana.undo() }
    #expect(refusal?.kind == .cannotUndo)
    #expect(
      refusal?.sentence.hasSuffix("\" cannot be taken back: Ben set it to shipped since") == true
    )
    #expect(try shop.dump(besidesHistory: true) == before)
  }

  @Test func `a change that its maker has taken back does not stand in the way`() throws {
    let ana = shop.desk()
    let ben = shop.desk(Shop.ben)
    try ana.set(order, to: .packaged)
    try ben.set(order, to: .shipped)
    _ = try ben.undo()
    #expect(try ana.undo().summary == "CHT001 is processing again")
  }

  @Test func `a change there and back by another person does stand in the way`() throws {
    let ana = shop.desk()
    let ben = shop.desk(Shop.ben)
    try ana.set(order, to: .packaged)
    try ben.set(order, to: .shipped)
    try ben.set(order, to: .packaged, reason: "set by mistake")
    let refusal = try shop.refusal { try ana.undo() }
    #expect(
      refusal?.sentence.hasSuffix("\" cannot be taken back: Ben set it to packaged since") == true
    )
  }

  @Test func `a change of another field does not stand in the way`() throws {
    let ana = shop.desk()
    try ana.set(order, to: .packaged)
    _ = try shop.desk(Shop.ben).perform([
      .addNote(order, body: "fragile"), .sendReply(order, body: "Soon"),
    ])
    #expect(try ana.undo().summary == "CHT001 is processing again")
  }

  @Test func `undo is refused when the source has moved on meanwhile`() throws {
    let desk = shop.desk()
    try desk.set(order, to: .packaged)
    try shop.sql(
      """
      UPDATE chat_orders SET status = 'shipped', updated_at = '2026-05-04T09:00:01Z'
      WHERE id = \(order)
      """
    )
    let refusal = try shop.refusal { try desk.undo() }
    #expect(refusal?.kind == .cannotUndo)
    #expect(refusal?.sentence.contains("its source says shipped since") == true)
    #expect(try shop.status(order) == .packaged)
  }

  @Test func `an act is taken back once, whoever asks`() throws {
    let desk = shop.desk()
    let act = try #require(try desk.set(order, to: .packaged).actID)
    let other = try shop.refusal { try shop.desk(Shop.ben).undo(.act(act)) }
    #expect(other?.kind == .forbidden)
    #expect(try shop.desk(Shop.dora).undo(.act(act)).summary == "CHT001 is processing again")
    let again = try shop.refusal { try desk.undo(.act(act)) }
    #expect(again?.sentence == "\"CHT001 is packaged\" is taken back already")
    #expect(try shop.refusal { try desk.undo(.act("nothing")) }?.kind == .cannotUndo)
  }

  @Test func `undo of a bulk act takes all of it back but what others changed`() throws {
    let orders = try (1...5).map { try shop.order("B\($0)") }
    let ana = shop.desk()
    let receipt = try ana.perform(
      orders.map { .setStatus($0, to: .packaged, shipment: nil, reason: nil) }
    )
    #expect(receipt.summary == "5 orders are packaged")
    try shop.desk(Shop.ben).set(orders[2], to: .shipped)

    let undone = try ana.undo()

    #expect(undone.summary == "took back 4 changes, 1 refused")
    #expect(undone.refused.map(\.orderNumber) == ["B3"])
    #expect(Set(undone.changed.map(\.orderID)) == Set(orders).subtracting([orders[2]]))
    #expect(try shop.status(orders[0]) == .processing)
    #expect(try shop.status(orders[2]) == .shipped)
    #expect(try ana.redo().summary == "4 orders are packaged")
  }

  @Test func `an act of which anything waits to leave ends as a whole when that leaves`() throws {
    let desk = shop.desk()
    let receipt = try desk.perform([
      .setStatus(order, to: .packaged, shipment: nil, reason: nil),
      .sendReply(order, body: "It is packed"),
    ])
    #expect(receipt.undoUntil == shop.clock.now.advanced(byMilliseconds: 10_000))
    #expect(try desk.undoable()?.isHeld == true)
    shop.clock.advance(seconds: 10)
    #expect(try desk.undoable() == nil)
    #expect(try shop.refusal { try desk.undo() }?.sentence.contains("its 10 s are over") == true)
    try desk.set(order, to: .shipped)
    #expect(try desk.undoable()?.isHeld == false)
  }

  @Test func `a reply that was tried before is not said to have never been sent`() throws {
    let desk = shop.desk(settings: DeskSettings(undoWindow: 600))
    let sent = try desk.perform([.sendReply(order, body: "Hello")])
    let message = MessageID(try #require(try shop.texts("SELECT id AS text FROM outbox").first))
    try shop.sql("UPDATE outbox SET state = 'parked', attempts = 8, last_error = 'no answer'")
    try shop.sql("UPDATE messages SET status = 'failed' WHERE id = \(message)")
    _ = try desk.perform([.retryReply(order, message)])
    let undone = try desk.undo(.act(try #require(sent.actID)))
    #expect(
      undone.summary == "reply to CHT001 is taken back, its text is a draft again; it was tried "
        + "before, so the customer may have it"
    )
    #expect(try shop.refusal { try desk.undo() }?.sentence == "there is nothing to take back")
  }

  @Test func `two changes of one order in one act are taken back in the other order`() throws {
    let desk = shop.desk()
    _ = try desk.perform([
      .setStatus(order, to: .packaged, shipment: nil, reason: nil),
      .setStatus(order, to: .shipped, shipment: nil, reason: "own courier"),
      .addNote(order, body: "gone"),
    ])
    #expect(try desk.undo().summary == "took back 3 changes")
    #expect(try shop.status(order) == .processing)
  }
}

/// Random acts, undos and redos of one person against a stack, as an editor has it.
@Suite struct UndoStackTests {
  @Test func `undo and redo walk through every status there and back`() throws {
    let shop = try Shop()
    let order = try shop.order("CHT001", status: .pending)
    let desk = shop.desk(Shop.dora)
    var past: [OrderStatus] = []
    var future: [OrderStatus] = []
    var now = OrderStatus.pending
    var seed: UInt64 = 7
    for _ in 0..<250 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      switch (seed >> 33) % 5 {
      case 0, 1:
        let wish = OrderRules.legalNext(from: now, by: .admin).filter { $0 != .cancelled }
        guard !wish.isEmpty else { continue }
        let next = wish[Int((seed >> 40) % UInt64(wish.count))]
        try desk.set(order, to: next, reason: "a walk")
        past.append(now)
        now = next
        future = []
      case 2, 3:
        let refusal = try shop.refusal { try desk.undo() }
        #expect((refusal == nil) == !past.isEmpty, "\(refusal?.sentence ?? "")")
        guard let last = past.popLast() else { continue }
        future.append(now)
        now = last
      default:
        let refusal = try shop.refusal { try desk.redo() }
        #expect((refusal == nil) == !future.isEmpty, "\(refusal?.sentence ?? "")")
        guard let next = future.popLast() else { continue }
        past.append(now)
        now = next
      }
      #expect(try shop.status(order) == now)
    }
    #expect(try shop.expectIntactAudit())
  }
}
