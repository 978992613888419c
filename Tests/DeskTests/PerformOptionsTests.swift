import Commerce
import Desk
import SQLiteKit
import Store
import Testing

@Suite struct PerformOptionsTests {
  private let shop: Shop
  private let order: OrderID

  init() throws {
    shop = try Shop()
    order = try shop.order("CHT001")
  }

  private var packing: Operation {
    .setStatus(order, to: .packaged, shipment: nil, reason: nil)
  }

  // MARK: Dry run

  @Test func `a dry run says what would be and leaves every row as it was`() throws {
    try shop.customerWrites("Hello", to: order, message: "m1")
    let before = try shop.dump()
    let desk = shop.desk()
    let options = PerformOptions(dryRun: true)
    let receipt = try desk.perform([packing], options: options)
    #expect(receipt.summary == "CHT001 is packaged (now processing)")
    #expect(receipt.isDryRun)
    #expect(receipt.actID == nil)
    #expect(receipt.undoUntil == nil)
    #expect(receipt.changed.map(\.orderID) == [order])
    _ = try desk.perform([.sendReply(order, body: "Soon")], options: options)
    _ = try desk.perform([.addNote(order, body: "fragile")], options: options)
    _ = try desk.perform([.markRead(order)], options: options)
    #expect(try shop.refusal { try desk.set(order, to: .pending, options: options) } != nil)
    #expect(try shop.dump() == before)
  }

  // MARK: Read only

  @Test func `a read-only desk refuses everything in one place`() throws {
    let before = try shop.dump()
    let desk = shop.desk(settings: DeskSettings(isReadOnly: true))
    let attempts: [() throws -> Receipt] = [
      { try desk.perform([packing]) },
      { try desk.perform([.saveDraft(order, kind: .reply, body: "Dear")]) },
      { try desk.perform([packing], options: PerformOptions(dryRun: true)) },
      { try desk.undo() },
      { try desk.redo() },
    ]
    for attempt in attempts {
      #expect(try shop.refusal(attempt)?.kind == .readOnly)
    }
    #expect(try shop.dump() == before)
  }

  @Test func `a store opened for reading only is refused as calmly`() throws {
    let readOnly = try Store(at: shop.store.path, access: .readOnly)
    let refusal = try shop.refusal { try shop.desk(store: readOnly).perform([packing]) }
    #expect(refusal?.kind == .readOnly)
  }

  // MARK: Idempotency keys

  @Test func `the same request under the same key is done once and answered twice`() throws {
    let options = PerformOptions(idempotencyKey: "k1")
    let first = try shop.desk().perform([.addNote(order, body: "fragile")], options: options)
    let before = try shop.dump()
    var second = try shop.desk().perform([.addNote(order, body: "fragile")], options: options)
    #expect(second.isReplay)
    second.isReplay = false
    #expect(second == first)
    #expect(try shop.dump() == before)
  }

  @Test func `a key is refused for another request or another person`() throws {
    let options = PerformOptions(idempotencyKey: "k1")
    _ = try shop.desk().perform([.addNote(order, body: "fragile")], options: options)
    let other = try shop.refusal {
      try shop.desk().perform([.addNote(order, body: "Fragile")], options: options)
    }
    #expect(other?.kind == .keyReused)
    let ben = try shop.refusal {
      try shop.desk(Shop.ben).perform([.addNote(order, body: "fragile")], options: options)
    }
    #expect(ben?.kind == .keyReused)
  }

  @Test func `a refused request does not use up its key`() throws {
    let options = PerformOptions(idempotencyKey: "k1")
    #expect(
      try shop.refusal { try shop.desk().set(order, to: .delivered, options: options) } != nil
    )
    #expect(try shop.desk().perform([packing], options: options).isReplay == false)
  }

  @Test func `the answer to a bulk request keeps its refusals`() throws {
    let options = PerformOptions(idempotencyKey: "k1")
    let operations = [packing, .addNote(OrderID("nobody"), body: "x")]
    let first = try shop.desk().perform(operations, options: options)
    #expect(first.summary == "1 change, 1 refused")
    var second = try shop.desk().perform(operations, options: options)
    #expect(second.isReplay)
    second.isReplay = false
    #expect(second == first)
  }

  @Test(arguments: ["", String(repeating: "k", count: 256)])
  func `a key has 1 to 255 bytes`(key: String) throws {
    let options = PerformOptions(idempotencyKey: key)
    #expect(
      try shop.refusal { try shop.desk().set(order, to: .packaged, options: options) }?.kind
        == .invalid
    )
  }

  // MARK: Revisions

  @Test func `whoever has not seen the newest revision is told who changed what`() throws {
    let seen = try #require(try shop.facts(order)).revision
    try shop.desk(Shop.ben).set(order, to: .packaged)
    _ = try shop.desk(Shop.ben).perform([.addNote(order, body: "fragile")])
    _ = try shop.desk(Shop.dora).perform([.addNote(order, body: "careful")])
    let before = try shop.dump()
    let refusal = try shop.refusal {
      try shop.desk().set(order, to: .shipped, options: PerformOptions(ifRevision: seen))
    }
    #expect(refusal?.kind == .revisionConflict)
    #expect(
      refusal?.sentence
        == "CHT001: changed since you saw it (Dora added a note, Ben added a note and 1 more); "
        + "look again, then repeat it"
    )
    #expect(try shop.dump() == before)
    let now = try #require(try shop.facts(order)).revision
    try shop.desk().set(order, to: .shipped, options: PerformOptions(ifRevision: now))
    #expect(try shop.status(order) == .shipped)
  }

  @Test func `two agents who answer the same chat both see it`() throws {
    let seen = try #require(try shop.facts(order)).revision
    let options = PerformOptions(ifRevision: seen)
    _ = try shop.desk(Shop.cleo).perform([.sendReply(order, body: "Soon")], options: options)
    let refusal = try shop.refusal {
      try shop.desk(Shop.ben).perform([.sendReply(order, body: "Soon")], options: options)
    }
    #expect(refusal?.sentence.contains("Cleo replied to the customer") == true)
    #expect(try shop.chat(order) == ["agent: Soon (queued)"])
  }

  @Test func `a revision of the future is refused, as is one for several orders`() throws {
    let options = PerformOptions(ifRevision: 99)
    #expect(
      try shop.refusal { try shop.desk().set(order, to: .packaged, options: options) }?.kind
        == .revisionConflict
    )
    let other = try shop.order("CHT002")
    let refusal = try shop.refusal {
      try shop.desk().perform([.markRead(order), .markRead(other)], options: options)
    }
    #expect(refusal?.kind == .invalid)
  }

  @Test func `a dry run under a used key says what the request itself would be answered`() throws {
    let desk = shop.desk()
    let keyed = PerformOptions(idempotencyKey: "once")
    var rehearsal = keyed
    rehearsal.dryRun = true
    _ = try desk.perform([packing], options: keyed)
    let before = try shop.dump()
    let receipt = try desk.perform([packing], options: rehearsal)
    #expect(receipt.summary == "done already under this key: CHT001 is packaged")
    #expect(receipt.isDryRun && receipt.isReplay)
    let other = try shop.refusal {
      try desk.perform([.addNote(order, body: "fragile")], options: rehearsal)
    }
    #expect(other?.kind == .keyReused)
    #expect(try shop.dump() == before)
  }
}
