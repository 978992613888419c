import Commerce
import Desk
import SQLiteKit
import Store
import Testing

@Suite struct BulkTests {
  private let shop: Shop

  init() throws {
    shop = try Shop()
  }

  private func packing(_ orders: [OrderID]) -> [Operation] {
    orders.map { .setStatus($0, to: .packaged, shipment: nil, reason: nil) }
  }

  @Test func `many orders are one act, with refusals told one by one`() throws {
    var orders = try (1...150).map { try shop.order("B\($0)") }
    orders.insert(try shop.order("DONE", status: .delivered), at: 40)
    orders.append(OrderID("nobody"))
    orders.append(try shop.order("SAME", status: .packaged))
    let desk = shop.desk()

    let receipt = try desk.perform(packing(orders))

    #expect(receipt.summary == "150 orders are packaged, 1 was already, 2 refused")
    #expect(receipt.changed.count == 150)
    #expect(receipt.refused.map(\.kind) == [.illegal, .notFound])
    #expect(try shop.texts("SELECT title AS text FROM acts") == ["150 orders are packaged"])
    #expect(try shop.number("SELECT count(*) FROM act_changes") == 150)
    #expect(try shop.number("SELECT count(*) FROM audit") == 151)
    #expect(try desk.undo().summary == "took back 150 changes")
    #expect(try shop.number("SELECT count(*) FROM orders WHERE status = 'packaged'") == 1)
    #expect(try shop.expectIntactAudit())
  }

  @Test func `an agent may not change many at once, nor anybody more than 200`() throws {
    let orders = try (1...2).map { try shop.order("B\($0)", status: .pending) }
    let confirming = orders.map {
      Operation.setStatus($0, to: .confirmed, shipment: nil, reason: nil)
    }
    let receipt = try shop.desk(Shop.cleo).perform(confirming)
    #expect(receipt.summary == "nothing had to change, 2 refused")
    #expect(receipt.refused.map(\.kind) == [.forbidden, .forbidden])
    let many = (1...1_201).map { OrderID("order-\($0)") }
    let refusal = try shop.refusal { try shop.desk().perform(packing(many)) }
    #expect(
      refusal?.sentence
        == "at most 200 orders change their status at once, and these are 1,201; take fewer"
    )
    #expect(try shop.refusal { try shop.desk().perform([]) }?.kind == .invalid)
  }

  @Test func `one read mark is no act to take back, many are`() throws {
    let orders = try (1...3).map { try shop.order("B\($0)") }
    for (place, order) in orders.enumerated() {
      try shop.customerWrites("Hello", to: order, message: "m\(place)")
    }
    let desk = shop.desk(Shop.cleo)
    let single = try desk.perform([.markRead(orders[0])])
    #expect(single.summary == "B1 is read")
    #expect(single.undoUntil == nil)
    #expect(try shop.refusal { try desk.undo() }?.kind == .cannotUndo)
    let receipt = try desk.perform(orders.map { .markRead($0) })
    #expect(receipt.summary == "2 chats are read, 1 was already")
    #expect(try unread() == 0)
    _ = try desk.undo()
    #expect(try unread() == 2)
  }

  @Test func `marking unread takes the customer's newest message`() throws {
    let order = try shop.order("CHT001")
    let nothing = try shop.refusal { try shop.desk().perform([.markUnread(order)]) }
    #expect(nothing?.sentence == "CHT001: its customer has not written anything yet")
    try shop.customerWrites("Hello", to: order, message: "m1")
    #expect(
      try shop.desk().perform([.markUnread(order)]).summary == "CHT001 is unread already"
    )
    _ = try shop.desk().perform([.markRead(order)])
    #expect(try shop.desk().perform([.markRead(order)]).summary == "CHT001 is read already")
    _ = try shop.desk().perform([.markUnread(order)])
    #expect(try unread() == 1)
  }

  private func unread() throws -> Int? {
    try shop.number("SELECT sum(unread_count) FROM conversations")
  }
}
