import Commerce
import Desk
import SQLiteKit
import Store
import Testing

/// Undo past an act that is beyond taking back.
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

  @Test func `a refund that is paid is passed over for what was done before, and that is said`()
    throws
  {
    try shop.pay(try shop.sale("CHT002"), 100, key: "key-one")
    let receipt = try ana.undo()
    #expect(receipt.summary.hasPrefix("passed over \""))
    #expect(
      receipt.summary.contains("\": the refund of €1.00 is paid by now; taken back instead: ")
    )
    #expect(try tags() == [])
    let known = Set(receipt.passedOver)
    #expect(known.count == 1)
    #expect(try ana.undoable(besides: known) == nil, "so that nobody is told otherwise")
    let rest = try shop.refusal { try ana.undo(besides: known) }
    #expect(
      rest?.sentence.hasSuffix("cannot be taken back: the refund of €1.00 is paid by now") == true
    )
    #expect(try shop.expectIntactAudit())
  }

  @Test func `so is a status that a colleague has moved on, in a dry run too`() throws {
    let moved = try shop.order("CHT002")
    try ana.set(moved, to: .packaged)
    try shop.desk(Shop.ben).set(moved, to: .shipped)
    let before = try shop.dump()
    let words =
      "passed over \"CHT002 is packaged\": Ben set it to shipped since; taken back instead: "
    #expect(try ana.undo(dryRun: true).summary.hasPrefix(words))
    #expect(try shop.dump() == before)
    #expect(try ana.undo().summary.hasPrefix(words))
    #expect(try tags() == [])
    #expect(try shop.status(moved) == .shipped)
  }

  @Test func `many orders of one act that all were moved on are passed over at once`() throws {
    let moved = try ["CHT002", "CHT003"].map { try shop.order($0) }
    _ = try ana.perform(
      moved.map { .setStatus($0, to: .packaged, shipment: nil, reason: nil) }
    )
    for order in moved { try shop.desk(Shop.ben).set(order, to: .shipped) }
    #expect(try ana.undo().summary.contains("taken back instead: "))
    #expect(try tags() == [])
  }

  @Test func `what the person can do something about is refused, and nothing before it goes`()
    throws
  {
    let moved = try shop.order("CHT002")
    try ana.set(moved, to: .packaged)
    try shop.sql(
      """
      UPDATE chat_orders SET status = 'shipped', updated_at = '2026-05-04T09:00:01Z'
      WHERE id = \(moved)
      """
    )
    let refusal = try shop.refusal { try ana.undo() }
    #expect(refusal?.sentence.contains("its source says shipped since; ") == true)
    #expect(try tags() == ["vip"])
  }

  @Test func `an act that is named is not passed over`() throws {
    let moved = try shop.order("CHT002")
    let act = try #require(try ana.set(moved, to: .packaged).actID)
    try shop.desk(Shop.ben).set(moved, to: .shipped)
    #expect(try shop.refusal { try ana.undo(.act(act)) }?.kind == .cannotUndo)
    #expect(try tags() == ["vip"])
  }
}
