import Commerce
import Desk
import SQLiteKit
import Store
import Testing

@Suite struct RepairTests {
  private let shop: Shop
  private let order: OrderID

  init() throws {
    shop = try Shop()
    order = try shop.order("CHT001")
  }

  @Test func `an amount that drifted is taken in again from the checkout`() throws {
    try shop.sql("UPDATE orders SET total_amount = 1, currency = 'USD' WHERE id = \(order)")
    let receipt = try shop.desk().perform([.repairFromSync(order)])
    #expect(receipt.summary == "CHT001 was taken in again from its chat checkout")
    #expect(receipt.undoUntil == nil)
    #expect(
      try shop.texts("SELECT currency || total_amount AS text FROM orders") == ["EUR1200"]
    )
    #expect(try shop.timeline(order) == ["synced >repaired"])
    let audited = try shop.texts("SELECT detail AS text FROM audit ORDER BY seq DESC LIMIT 1")
    #expect(
      audited.first?.contains(
        #""before":{"currency":"USD","total_amount":"1"},"after":{"currency":"EUR","#
      ) == true
    )
    let entries = try shop.number("SELECT count(*) FROM audit")
    #expect(
      try shop.desk().perform([.repairFromSync(order)]).summary
        == "CHT001 agrees with its chat checkout"
    )
    #expect(try shop.number("SELECT count(*) FROM audit") == entries)
  }

  @Test func `a missing order is made`() throws {
    try shop.sql("PRAGMA defer_foreign_keys = ON")
    try shop.sql("DELETE FROM orders WHERE id = \(order)")
    #expect(try shop.facts(order) == nil)
    _ = try shop.desk().perform([.repairFromSync(order)])
    #expect(try shop.status(order) == .processing)
  }

  @Test func `staff's status survives a repair`() throws {
    try shop.desk().set(order, to: .packaged)
    try shop.sql("UPDATE orders SET total_amount = 1 WHERE id = \(order)")
    _ = try shop.desk().perform([.repairFromSync(order)])
    #expect(try shop.status(order) == .packaged)
    #expect(try shop.number("SELECT total_amount FROM orders") == 1200)
  }

  @Test func `what cannot be repaired says why and writes nothing`() throws {
    let unpaid = try shop.order("CHT002", status: .pending, payment: .unpaid)
    let before = try shop.dump()
    let notPaid = try shop.refusal {
      try shop.desk().perform([.repairFromSync(unpaid)], options: PerformOptions(dryRun: true))
    }
    #expect(notPaid?.sentence == "CHT002 is a checkout that is not paid yet, so it is no order")
    #expect(try shop.dump() == before)
    try shop.sql("DELETE FROM chat_orders WHERE id = \(order)")
    let orphan = try shop.refusal { try shop.desk().perform([.repairFromSync(order)]) }
    #expect(
      orphan?.sentence == "CHT001: it has no chat checkout; what its source says comes with "
        + "`orderdeck sync --from SOURCE --full`"
    )
    let agent = try shop.refusal { try shop.desk(Shop.cleo).perform([.repairFromSync(order)]) }
    #expect(agent?.kind == .forbidden)
  }
}
