import Commerce
import Desk
import Host
import JSON
import Store
import Sync
import TestSupport
import Testing

/// Orders of both sources that staff have edited, when their source sends them again.
@Suite struct EditedOrderTests {
  private static let both = [FeedDraft.chatOrder(1), FeedDraft.order(2)]

  private func day(
    _ day: Int,
    _ draft: FeedDraft,
    quantity: Int = 1,
    city: String = "Porto"
  )
    -> String
  {
    draft.with("updated_at", .string("2026-03-1\(day)T00:00:00Z")).with("status", "confirmed")
      .with("status_history", .array([])).with("items.0.quantity", .integer(quantity))
      .with("shipping_address", ["street": "Rua 5", "city": .string(city), "country": "PT"]).line
  }

  private func id(of draft: FeedDraft) throws -> OrderID {
    OrderID(try #require(draft.object["id"]?.stringValue))
  }

  private func edit(_ id: OrderID, _ edit: OrderEdit, in bench: SyncBench) throws {
    let desk = Desk(
      store: bench.store,
      actor: Staff(id: StaffID("ana"), name: "Ana", role: .ops),
      osUser: "ana",
      via: "cli",
      clock: Clock().now,
      newID: { RandomSource().uuid() }
    )
    _ = try desk.perform([.editOrder(id, edit)])
  }

  private func wanted(_ draft: FeedDraft) throws -> OrderEdit {
    let sku = try #require(
      draft.object["items"]?.arrayValue?.first?["product_id"]?.stringValue
    )
    return OrderEdit(
      address: [.city: "Braga"],
      quantities: [ParcelQuantity(sku: sku, quantity: 5)],
      notes: "By noon"
    )
  }

  @Test(arguments: both)
  func `the same record again, an older one and a rebuilt cursor change nothing`(
    draft: FeedDraft
  ) throws {
    let bench = try SyncBench()
    try bench.sync([day(1, draft), day(2, draft)])
    let id = try id(of: draft)
    try edit(id, wanted(draft), in: bench)
    let before = try #require(try bench.store.order(id, for: .program))
    for name in ["again", "and-again"] {
      let report = try bench.sync([day(2, draft), day(1, draft)], name: name)
      #expect(report.counts.conflicts == 0)
    }
    #expect(try bench.runner.verify() == [])
    let after = try #require(try bench.store.order(id, for: .program))
    #expect(after.items == before.items)
    #expect(after.shippingAddress == before.shippingAddress)
    #expect(after.customerNotes == "By noon")
    #expect(after.conflicts == [])
  }

  @Test(arguments: both)
  func `what the source changes since is a conflict, and what it said stays on record`(
    draft: FeedDraft
  ) throws {
    let bench = try SyncBench()
    try bench.sync([day(1, draft)])
    let id = try id(of: draft)
    try edit(id, wanted(draft), in: bench)
    let edited = try #require(try bench.store.order(id, for: .program))
    try bench.sync([day(2, draft, quantity: 2, city: "Faro")], name: "later")
    try bench.sync([day(3, draft, quantity: 2, city: "Faro")], name: "last")
    let order = try #require(try bench.store.order(id, for: .program))
    #expect(order.items == edited.items)
    #expect(order.summary.total == edited.summary.total)
    #expect(order.shippingAddress?.city == "Braga")
    #expect(order.conflicts.map(\.field).sorted() == ["edited_items", "shipping_address"])
    #expect(try bench.runner.verify() == [])
    // What the source changed is told by its own words, never by those of staff.
    let lines = order.timeline.filter { $0.kind == .edit && $0.via == "sync" }
    #expect(lines.count == 1)
    #expect(lines[0].from?.hasPrefix("1 × ") == true)
    #expect(lines[0].to?.hasPrefix("2 × ") == true)
  }
}
