import Commerce
import Desk
import SQLiteKit
import Store
import Testing

@Suite struct `An order by hand` {
  private let shop: Shop

  init() throws {
    shop = try Shop()
    try shop.hire(Shop.ana, Shop.ben, Shop.cleo, Shop.dora)
  }

  static func order(_ customer: String = "Maria", cents: Int64 = 1_200) -> NewOrder {
    let mug = OrderItem(
      productID: "mug",
      name: "Mug",
      quantity: 2,
      unitPrice: Money(minorUnits: cents, currency: .eur)
    )
    return NewOrder(customerName: customer, items: [mug], currency: .eur)
  }

  private func placed(_ desk: Desk, _ order: NewOrder = order()) throws -> MadeOrder {
    try #require(try desk.perform([.placeOrder(order)]).changed.first?.made)
  }

  private func detail(_ id: OrderID) throws -> OrderDetail {
    try #require(try shop.store.order(id, for: .program))
  }

  @Test func `is stored whole, pending and unpaid, and says who placed it`() throws {
    var order = Self.order()
    order.customerName = "  Maria Silva "
    order.customerEmail = "maria@example.com"
    order.customerPhone = "+351 21 555 0100"
    order.address = [.street: "Rua Nova 5", .city: "Porto", .country: "PT"]
    order.shipping = Money(minorUnits: 490, currency: .eur)
    order.tax = Money(minorUnits: 100, currency: .eur)
    order.discount = Money(minorUnits: 300, currency: .eur)
    order.paymentMethod = "cash_on_delivery"
    order.customerNotes = "ring twice"
    order.note = "by phone"
    let receipt = try shop.desk(Shop.cleo).perform([.placeOrder(order)])
    let made = try #require(receipt.changed.first?.made)
    #expect(made.number == "ORD-2026-900001")
    #expect(
      receipt.summary
        == "ORD-2026-900001 is placed for Maria Silva: 2 × Mug, total €26.90"
    )
    let stored = try detail(made.id)
    #expect(stored.summary.customerName == "Maria Silva")
    #expect(stored.summary.source == .standard && !stored.hasSource)
    #expect(stored.summary.status == .pending && stored.summary.payment == .unpaid)
    #expect(stored.summary.total == Money(minorUnits: 2_690, currency: .eur))
    #expect(!stored.totalDiffers)
    #expect(stored.shippingAddress?.oneLine == "Rua Nova 5, Porto, PT")
    #expect(stored.paymentMethod == "cash_on_delivery" && stored.customerNotes == "ring twice")
    #expect(stored.timeline.map(\.kind) == [.placed, .status, .note])
    #expect(stored.timeline.allSatisfy { $0.actor == "Cleo" && $0.via == "console" })
    #expect(stored.summary.revision == 3)
    #expect(stored.summary.lastMessage?.text == "Order ORD-2026-900001 placed: 2 × Mug")
    #expect(try shop.expectIntactAudit())
  }

  @Test func `is found by words, by part of its number and in its status`() throws {
    let made = try placed(shop.desk(), Self.order("Wolfgang Ünal"))
    let context = QueryContext(now: shop.clock.now, zone: .utc, staff: Shop.ana.id)
    for query in [
      "wolfgang", "mug", "900001", "status:pending pay:unpaid", "number:\(made.number)",
    ] {
      let listing = OrderListing(filter: try OrderFilter(query: query), sort: .newest)
      #expect(try shop.store.orderIDs(listing, in: context) == [made.id], "\(query)")
    }
  }

  @Test func `takes the next number that nobody has, and none twice`() throws {
    try shop.order("ORD-2026-900001")
    try shop.sql(
      """
      INSERT INTO chat_orders (id, order_number, customer_name, items, currency, amount_total,
        payment_status, created_at)
      VALUES ('open', 'ORD-2026-900002', 'M', '[]', 'EUR', 1, 'unpaid', '2026-05-01T08:00:00Z')
      """
    )
    let desk = shop.desk()
    #expect(try placed(desk).number == "ORD-2026-900003")
    _ = try desk.undo()
    #expect(try placed(desk).number == "ORD-2026-900004")
    _ = try desk.perform([.placeOrder(Self.order())], options: PerformOptions(dryRun: true))
    #expect(try placed(shop.desk(Shop.ben)).number == "ORD-2026-900005")
    shop.clock.advance(seconds: 300 * 86_400)
    #expect(try placed(desk).number == "ORD-2027-900001")
  }

  @Test func `leaves alone what sources bring, and is left alone by them`() throws {
    let made = try placed(shop.desk())
    let before = try shop.dump()
    #expect(try shop.store.countDifferences() == [])
    #expect(try shop.refusal { try shop.desk().perform([.repairFromSync(made.id)]) } != nil)
    #expect(
      try shop.dump().filter { $0.hasPrefix("orders") } == before.filter { $0.hasPrefix("orders") }
    )
    // A storefront's order of the same number is none, and a checkout is a conflict.
    try shop.order(made.number)
    #expect(try shop.number("SELECT count(*) FROM orders") == 1)
    #expect(try detail(made.id).conflicts.map(\.field) == ["order_number"])
  }

  @Test func `lacks nothing that a parcel or a bill needs`() throws {
    var lacking: [(NewOrder, String)] = []
    func lack(_ words: String, _ change: (inout NewOrder) -> Void) {
      var order = Self.order()
      change(&order)
      lacking.append((order, words))
    }
    lack("an order needs the customer's name") { $0.customerName = " \u{200B}" }
    lack("is one line") { $0.customerName = "a\nb" }
    lack("an e-mail address is like") { $0.customerEmail = "maria" }
    lack("a phone number has 3 digits") { $0.customerPhone = "ask" }
    lack("an address needs its city") { $0.address = [.street: "Rua Nova 5"] }
    lack("needs at least one item") { $0.items = [] }
    lack("of mug there can be 1 to") { $0.items[0].quantity = 0 }
    lack("a new item needs a name") { $0.items[0].name = "" }
    lack("it has mug already") { $0.items.append($0.items[0]) }
    lack("below zero") { $0.items[0].unitPrice = Money(minorUnits: -1, currency: .eur) }
    lack("its prices are in EUR") { $0.items[0].unitPrice = Money(minorUnits: 1, currency: .usd) }
    lack("the shipping is an amount in EUR") { $0.shipping = Money(minorUnits: -1, currency: .eur) }
    lack("the discount is more") { $0.discount = Money(minorUnits: 2_401, currency: .eur) }
    lack("the payment is one of") { $0.paymentMethod = "shells" }
    for (order, words) in lacking {
      let refusal = try shop.refusal { try shop.desk().perform([.placeOrder(order)]) }
      #expect(refusal?.kind == .invalid)
      #expect(refusal?.sentence.contains(words) == true, "\(refusal?.sentence ?? "nothing")")
    }
    #expect(try shop.number("SELECT count(*) FROM orders") == 0)
  }

  @Test func `goes its way to the end, and its money is noted here`() throws {
    var order = Self.order()
    order.paymentMethod = "bank_transfer"
    let made = try placed(shop.desk(), order)
    let desk = shop.desk()
    for status in [OrderStatus.confirmed, .processing, .packaged, .shipped] {
      try desk.set(made.id, to: status)
    }
    let paid = try desk.perform([.capturePayment(made.id, reference: "statement 7")])
    #expect(paid.summary == "ORD-2026-900001 is paid: €24.00")
    #expect(try detail(made.id).summary.payment == .paid)
    let reason = try detail(made.id).timeline.last { $0.kind == .payment }?.reason
    #expect(reason == "€24.00, reference statement 7")
    let request = RefundRequest(
      part: .amount(Money(minorUnits: 400, currency: .eur)),
      reason: .damaged
    )
    _ = try desk.perform([.requestRefund(made.id, request)])
    #expect(try shop.number("SELECT sum(amount) FROM ledger_entries") == 0)
  }

  @Test func `that costs nothing is paid, until an edit makes it cost something`() throws {
    let made = try placed(shop.desk(), Self.order(cents: 0))
    #expect(try detail(made.id).summary.payment == .paid)
    try shop.desk().set(made.id, to: .confirmed)
    var edit = OrderEdit()
    edit.added = [
      OrderItem(
        productID: "",
        name: "Bow",
        quantity: 1,
        unitPrice: Money(minorUnits: 100, currency: .eur)
      )
    ]
    _ = try shop.desk().perform([.editOrder(made.id, edit)])
    #expect(try detail(made.id).summary.payment == .unpaid)
    #expect(try detail(made.id).ledger?.status == .unpaid)
  }

  @Test func `is cancelled by its undo and comes back, with its number, by redo`() throws {
    let desk = shop.desk()
    let made = try placed(desk)
    let undone = try desk.undo()
    #expect(undone.summary == "ORD-2026-900001 is cancelled: the new order is taken back")
    #expect(try detail(made.id).summary.status == .cancelled)
    let redone = try desk.redo()
    #expect(redone.summary == "ORD-2026-900001 is placed again")
    #expect(redone.changed.first?.made == made)
    #expect(try detail(made.id).summary.status == .pending)
    #expect(try shop.number("SELECT count(*) FROM orders") == 1)
    _ = try desk.undo()
    #expect(try detail(made.id).summary.status == .cancelled)
    #expect(try shop.expectIntactAudit())
  }

  @Test func `is not taken back once somebody else has done something with it`() throws {
    let desk = shop.desk()
    let made = try placed(desk)
    _ = try shop.desk(Shop.ben).perform([.addNote(made.id, body: "called back")])
    let refusal = try shop.refusal { try desk.undo() }
    #expect(refusal?.kind == .cannotUndo)
    #expect(refusal?.sentence.contains("Ben added a note since") == true)
    #expect(try detail(made.id).summary.status == .pending)
  }

  @Test func `is not taken back once it went on or was paid`() throws {
    let desk = shop.desk()
    let first = try desk.perform([.placeOrder(Self.order())])
    let id = try #require(first.changed.first?.made?.id)
    let act = try #require(first.actID)
    _ = try desk.perform([.capturePayment(id, reference: "till 4")])
    var refusal = try shop.refusal { try desk.undo(.act(act)) }
    #expect(refusal?.sentence.contains("it is paid; cancel it instead") == true)
    try desk.set(id, to: .confirmed)
    refusal = try shop.refusal { try desk.undo(.act(act)) }
    #expect(refusal?.sentence.contains("it is confirmed now; cancel it instead") == true)
  }

  @Test func `with one key is placed once, and a dry run places none`() throws {
    let desk = shop.desk()
    let dry = try desk.perform([.placeOrder(Self.order())], options: PerformOptions(dryRun: true))
    #expect(
      dry.summary.hasPrefix("a new order, as things are ORD-2026-900001, is placed for Maria")
    )
    #expect(try shop.number("SELECT count(*) FROM orders") == 0)
    let options = PerformOptions(idempotencyKey: "call-1")
    let first = try desk.perform([.placeOrder(Self.order())], options: options)
    let again = try desk.perform([.placeOrder(Self.order())], options: options)
    #expect(again.isReplay && again.changed == first.changed)
    #expect(try shop.number("SELECT count(*) FROM orders") == 1)
    let refusal = try shop.refusal {
      try desk.perform([.placeOrder(Self.order("Other"))], options: options)
    }
    #expect(refusal?.kind == .keyReused)
  }
}
