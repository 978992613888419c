import Commerce
import Desk
import SQLiteKit
import Store
import Testing

/// Undo of an act that is beyond taking back, and the undo after that.
@Suite struct `What is beyond taking back` {
  private let shop: Shop
  private let ana: Desk
  private let tagged: OrderID

  /// Ana has tagged an order, and does something else after that.
  init() throws {
    shop = try Shop()
    ana = shop.desk()
    tagged = try shop.order("CHT001")
    _ = try ana.perform([.tag(tagged, TagEdit(words: "vip"))])
  }

  private func tags() throws -> [String] { try shop.texts("SELECT tag AS text FROM order_tags") }

  /// Ana packs an order, and Ben ships it.
  private func moveOn(_ orders: [OrderID]) throws {
    _ = try ana.perform(
      orders.map { .setStatus($0, to: .packaged, shipment: nil, reason: nil) }
    )
    for order in orders { try shop.desk(Shop.ben).set(order, to: .shipped) }
  }

  @Test
  func `what a colleague changed since is refused, and the next undo takes back the act before`()
    throws
  {
    let moved = try shop.order("CHT002")
    try moveOn([moved])
    #expect(try ana.undoable()?.title == "CHT002 is packaged")
    let refusal = try #require(try shop.refusal { try ana.undo(key: "u") })
    #expect(refusal.kind == .cannotUndo)
    #expect(
      refusal.sentence == "\"CHT002 is packaged\" cannot be taken back: "
        + "Ben set it to shipped since; u again takes back \"CHT001 is tagged vip\""
    )
    #expect(refusal.namedSentence == refusal.sentence)
    #expect(try tags() == ["vip"], "one refused undo takes nothing back")
    #expect(try ana.undoable()?.title == "CHT001 is tagged vip", "so that the offer is true")
    #expect(try shop.desk().undo().changed.map(\.orderID) == [tagged], "in another console, too")
    #expect(try tags() == [])
    #expect(try shop.status(moved) == .shipped)
    #expect(try shop.expectIntactAudit())
  }

  @Test func `where nothing is before it nothing is promised, and it is tried again`() throws {
    try shop.pay(try shop.sale("CHT002"), 100, key: "key-one")
    let first = try #require(try shop.refusal { try ana.undo() })
    #expect(first.sentence.hasPrefix("\"CHT002: refund of €1.00 is requested, its id is key-one\""))
    #expect(
      first.sentence.contains(
        " cannot be taken back: the refund of €1.00 is paid by now; undo again takes back \""
      )
    )
    _ = try ana.undo()
    #expect(try ana.undoable() == nil)
    let again = try #require(try shop.refusal { try ana.undo() })
    #expect(again.sentence.hasSuffix("cannot be taken back: the refund of €1.00 is paid by now"))
  }

  @Test func `a dry run is refused alike and leaves no mark`() throws {
    try moveOn([try shop.order("CHT002")])
    let before = try shop.dump()
    let refusal = try #require(try shop.refusal { try ana.undo(dryRun: true) })
    #expect(
      refusal.sentence.hasSuffix("since; the undo after that takes back \"CHT001 is tagged vip\"")
    )
    #expect(try shop.dump() == before)
    #expect(try ana.undoable()?.title == "CHT002 is packaged")
  }

  @Test func `many orders of one act that all were moved on are refused together`() throws {
    try moveOn(try ["CHT002", "CHT003"].map { try shop.order($0) })
    let receipt = try ana.undo(key: "u")
    #expect(receipt.refused.count == 2)
    #expect(
      receipt.summary
        == "nothing was taken back, 2 refused; u again takes back \"CHT001 is tagged vip\""
    )
    #expect(try tags() == ["vip"])
    _ = try ana.undo()
    #expect(try tags() == [])
  }

  @Test func `what the person can do something about is refused each time`() throws {
    let moved = try shop.order("CHT002")
    try ana.set(moved, to: .packaged)
    try shop.sql(
      """
      UPDATE chat_orders SET status = 'shipped', updated_at = '2026-05-04T09:00:01Z'
      WHERE id = \(moved)
      """
    )
    for _ in 1...2 {
      let refusal = try shop.refusal { try ana.undo() }
      #expect(refusal?.sentence.contains("its source says shipped since; ") == true)
      #expect(refusal?.sentence.contains("again takes back") == false)
    }
    #expect(try tags() == ["vip"])
  }

  @Test func `an act that is named is refused without a mark`() throws {
    let moved = try shop.order("CHT002")
    let act = try #require(try ana.set(moved, to: .packaged).actID)
    try shop.desk(Shop.ben).set(moved, to: .shipped)
    #expect(try shop.refusal { try ana.undo(.act(act)) }?.kind == .cannotUndo)
    #expect(try ana.undoable()?.id == act)
  }
}
