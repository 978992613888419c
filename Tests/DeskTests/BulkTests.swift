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

  @Test func `an agent may not change many at once`() throws {
    let orders = try (1...2).map { try shop.order("B\($0)", status: .pending) }
    let confirming = orders.map {
      Operation.setStatus($0, to: .confirmed, shipment: nil, reason: nil)
    }
    let receipt = try shop.desk(Shop.cleo).perform(confirming)
    #expect(receipt.summary == "nothing had to change, 2 refused")
    #expect(receipt.refused.map(\.kind) == [.forbidden, .forbidden])
    #expect(try shop.refusal { try shop.desk().perform([]) }?.kind == .invalid)
  }

  // MARK: Very many

  @Test func `more than 200 change only when their number was given, and 20,001 never`() throws {
    let orders = try (1...201).map { try shop.order("B\($0)") }
    func refusal(_ orders: [OrderID], _ given: Int?) throws -> String? {
      var options = PerformOptions()
      options.expectedCount = given
      return try shop.refusal {
        try shop.desk().perform(packing(orders), options: options)
      }?.sentence
    }
    #expect(
      try refusal(orders, nil)
        == "these are 201 orders; more than 200 change at once only when their number is given"
    )
    #expect(try refusal(orders, 210) == "these are 201 orders, and not 210; look again")
    #expect(
      try refusal((1...20_001).map { OrderID("order-\($0)") }, 20_001)
        == "at most 20,000 orders change at once, and these are 20,001; take fewer"
    )
    #expect(try shop.number("SELECT count(*) FROM acts") == 0)
    #expect(try refusal(orders, 201) == nil)
    #expect(try shop.number("SELECT count(*) FROM orders WHERE status = 'packaged'") == 201)
  }

  @Test func `between the turns of a long act others write, and its progress is told`() throws {
    let orders = try (1...400).map { try shop.order("B\($0)") }
    let ben = shop.desk(Shop.ben)
    var told: [Int] = []
    let receipt = try performLong(orders) { done, total in
      #expect(total == 400)
      told.append(done)
      let priority: Priority = told.count.isMultiple(of: 2) ? .low : .high
      _ = try ben.perform([.setPriority(orders[0], to: priority)])
      return true
    }
    #expect(receipt.summary == "400 orders are packaged")
    #expect(told.count > 1 && told == told.sorted() && Set(told).count == told.count)
    #expect(try shop.texts("SELECT title AS text FROM acts WHERE staff_id = 'ana'").count == 1)
    var undone: [Int] = []
    let back = try shop.desk().undo(watch: { done, _ in
      undone.append(done)
      return true
    })
    #expect(back.summary == "took back 400 changes" && undone.count > 1)
    #expect(try shop.number("SELECT count(*) FROM orders WHERE status = 'packaged'") == 0)
    #expect(try shop.desk().redo().summary == "400 orders are packaged")
    #expect(try shop.expectIntactAudit())
  }

  @Test func `a long act that is ended leaves one act that says so, and undo takes all of it`()
    throws
  {
    let orders = try (1...400).map { try shop.order("B\($0)") }
    let receipt = try performLong(orders) { _, _ in false }
    let done = receipt.changed.count
    #expect((1..<400).contains(done))
    let words = "\(done) \(done == 1 ? "order is" : "orders are") packaged"
    #expect(receipt.summary.hasSuffix("; stopped, \(400 - done) orders left as before"))
    #expect(try shop.texts("SELECT title AS text FROM acts") == ["\(words), then stopped"])
    #expect(try shop.number("SELECT count(*) FROM orders WHERE status = 'packaged'") == done)
    let half = try shop.desk().undo(watch: { _, _ in false })
    #expect(done == 1 || half.summary.contains("stopped") || half.changed.count == done)
    while try shop.number("SELECT count(*) FROM orders WHERE status = 'packaged'") != 0 {
      _ = try shop.desk().undo()
    }
    #expect(try shop.expectIntactAudit())
  }

  @Test func `a long act goes no further once its person takes it back elsewhere`() throws {
    let orders = try (1...400).map { try shop.order("B\($0)") }
    let elsewhere = shop.desk()
    var isTakenBack = false
    let receipt = try performLong(orders) { _, _ in
      if !isTakenBack { _ = try elsewhere.undo() }
      isTakenBack = true
      return true
    }
    #expect(isTakenBack && receipt.changed.count < 400)
    #expect(receipt.summary.contains("it was taken back meanwhile"))
    #expect(try shop.number("SELECT count(*) FROM orders WHERE status = 'packaged'") == 0)
  }

  @Test func `under a key a long act that broke off is not begun again`() throws {
    struct Crash: Error {}
    let orders = try (1...400).map { try shop.order("B\($0)") }
    var options = PerformOptions(idempotencyKey: "k")
    options.expectedCount = 400
    #expect(throws: Crash.self) {
      try shop.desk().perform(packing(orders), options: options, watch: { _, _ in throw Crash() })
    }
    let done = try #require(
      try shop.number("SELECT count(*) FROM orders WHERE status = 'packaged'")
    )
    #expect((1..<400).contains(done))
    let again = try shop.desk().perform(packing(orders), options: options)
    #expect(again.isReplay)
    #expect(again.summary.hasPrefix("broke off with \(400 - done) orders left"))
    #expect(try shop.number("SELECT count(*) FROM orders WHERE status = 'packaged'") == done)
  }

  @Test func `a long dry run lets others write and leaves nothing`() throws {
    let orders = try (1...400).map { try shop.order("B\($0)") }
    let ben = shop.desk(Shop.ben)
    var turns = 0
    var options = PerformOptions(dryRun: true)
    options.expectedCount = 400
    let receipt = try shop.desk().perform(packing(orders), options: options) { _, _ in
      turns += 1
      if turns == 1 { _ = try ben.perform([.setPriority(orders[399], to: .high)]) }
      return true
    }
    #expect(turns > 0 && receipt.isDryRun)
    #expect(receipt.changed.count == 400)
    #expect(try shop.texts("SELECT staff_id AS text FROM acts") == ["ben"])
    #expect(try shop.number("SELECT count(*) FROM orders WHERE status = 'packaged'") == 0)
  }

  private func performLong(_ orders: [OrderID], _ watch: @escaping ActWatch) throws -> Receipt {
    var options = PerformOptions()
    options.expectedCount = orders.count
    return try shop.desk().perform(packing(orders), options: options, watch: watch)
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
