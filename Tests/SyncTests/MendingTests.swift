import Commerce
import Foundation
import JSON
import SQLiteKit
import Store
import Sync
import TestSupport
import Testing

/// What `verify` finds, what a repair through the desk makes of it, and `retry`.
@Suite struct MendingTests {
  private let bench: SyncBench

  init() throws {
    bench = try SyncBench()
    try bench.sync((1...4).map { FeedDraft.chatOrder($0).line } + [FeedDraft.order(9).line])
  }

  /// Rows that a program wrote before the trigger existed.
  private func writeWithoutTrigger(_ statements: [SQL]) throws {
    let trigger = try #require(
      try bench.text("SELECT sql FROM sqlite_schema WHERE name = 'sync_chat_order_trigger'")
    )
    try bench.store.database.write { connection in
      try connection.run("DROP TRIGGER sync_chat_order_trigger")
      for statement in statements { try connection.run(statement) }
      try connection.run(SQL(raw: trigger))
    }
  }

  private let oldRow: SQL = """
    INSERT INTO chat_orders (id, order_number, customer_name, items, currency, amount_total,
        payment_status, created_at)
      VALUES ('old', 'OLD1', 'Ana', '[]', 'EUR', 700, 'paid', '2026-01-01T00:00:00Z')
    """

  @Test func `rows from before the trigger are missing until they are repaired`() throws {
    try writeWithoutTrigger([oldRow])
    let drifts = try bench.runner.verify()
    #expect(drifts.map(\.kind) == [.missing])
    #expect(drifts.map(\.orderNumber) == ["OLD1"])
    #expect(try bench.repair(drifts, dryRun: true).changed.map(\.orderID) == [OrderID("old")])
    #expect(try bench.runner.verify() == drifts)
    #expect(try bench.repair(drifts).changed.map(\.orderID) == [OrderID("old")])
    #expect(try bench.runner.verify() == [])
    #expect(try bench.integer("SELECT total_amount FROM orders WHERE id = 'old'") == 700)
  }

  @Test func `amounts, currencies and payments that differ are found and mended`() throws {
    try bench.execute("UPDATE orders SET total_amount = 1 WHERE order_number = 'LMP1'")
    try bench.execute("UPDATE orders SET currency = 'USD' WHERE order_number = 'LMP2'")
    try bench.execute("UPDATE orders SET payment_status = 'failed' WHERE order_number = 'LMP3'")
    let drifts = try bench.runner.verify()
    #expect(drifts.map(\.kind) == [.amount, .currency, .payment])
    #expect(try bench.repair([drifts[0]]).changed.map(\.orderID) == [OrderID(FeedDraft.id(1))])
    #expect(try bench.runner.verify() == Array(drifts.dropFirst()))
    #expect(try bench.repair(try bench.runner.verify()).changed.count == 2)
    #expect(try bench.runner.verify() == [])
    #expect(try bench.count("order_events WHERE kind = 'synced'") == 3)
  }

  @Test func `what staff own stays theirs through a repair`() throws {
    try bench.execute(
      """
      UPDATE orders SET status = 'packaged', status_owner = 'staff', total_amount = 1
        WHERE order_number = 'LMP1'
      """
    )
    let drifts = try bench.runner.verify()
    #expect(drifts.map(\.explanation) == ["The chat order says €45.00, the order says €0.01."])
    try bench.repair(drifts)
    #expect(try bench.runner.verify() == [])
    #expect(try bench.text("SELECT status FROM orders WHERE order_number = 'LMP1'") == "packaged")
  }

  @Test func `an order whose chat order is gone is left to a person`() throws {
    try bench.execute("DELETE FROM chat_orders WHERE order_number = 'LMP4'")
    let drifts = try bench.runner.verify()
    #expect(drifts.map(\.kind) == [.orphan])
    #expect(drifts.map(\.orderNumber) == ["LMP4"])
    #expect(drifts.ordersToRepair == [])
  }

  @Test func `of chat orders with one number the one that became an order is repaired`() throws {
    let unpaid = FeedDraft.chatOrder(7).with("payment.status", "unpaid")
      .with("order_number", "LMP2").with("created_at", "2026-09-01T00:00:00Z")
    try bench.sync([unpaid.line], name: "unpaid")
    #expect(try bench.count("chat_orders WHERE order_number = 'LMP2'") == 2)
    #expect(try bench.store.chatOrderID(number: "LMP2") == OrderID(FeedDraft.id(2)))
    #expect(try bench.store.chatOrderID(number: "nothing") == nil)
  }

  @Test func `a quarantined record is taken again by retry, once it is good`() throws {
    try bench.sync(["{", FeedDraft.order(20).with("type", "parcel").line], name: "bad")
    #expect(try bench.count("quarantine") == 2)
    let first = try bench.runner.retry()
    #expect(first.taken == 0)
    #expect(first.failed.map(\.line) == [1, 2])
    #expect(try bench.integer("SELECT min(attempts) FROM quarantine") == 2)
    // As if a newer program could read it.
    try bench.execute(
      """
      UPDATE quarantine SET raw = CAST(replace(CAST(raw AS TEXT), 'parcel', 'order') AS BLOB)
      """
    )
    #expect(try bench.runner.retry(only: 2).taken == 1)
    #expect(try bench.count("orders WHERE order_number = 'KTL-20'") == 1)
    #expect(try bench.count("quarantine WHERE resolved_at IS NULL") == 1)
    #expect(try bench.runner.retry().failed.count == 1)
  }

  @Test func `the same bad line is kept once and opened again if it comes again`() throws {
    try bench.sync(["{bad", "{bad"], name: "bad")
    try bench.sync(["{bad"], name: "bad", options: SyncOptions(isFull: true))
    #expect(try bench.count("quarantine") == 1)
    #expect(try bench.integer("SELECT line FROM quarantine") == 1)
  }
}
