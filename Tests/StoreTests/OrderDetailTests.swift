import Commerce
import SQLiteKit
import Store
import TestSupport
import Testing

@Suite struct OrderDetailTests {
  @Test func `an order shows all that its source said`() throws {
    let temporary = try TemporaryStore()
    var row = OrderRow("a")
    row.email = "ana@example.org"
    row.phone = "+351 910 000 000"
    row.address = #"{"line1":"Rua 1","city":"Porto","postal_code":4000,"country":"PT"}"#
    row.total = 3500
    row.metadata = """
      {"shipping_amount":300,"tax_amount":50,"discount_amount":10,"tracking_number":"TR1",
      "carrier":"CTT","estimated_delivery":"2026-01-20"}
      """
    try temporary.insertChat(row)
    let order = try #require(try temporary.store.order(OrderID("a"), for: .program))
    let usd = { Money(minorUnits: $0, currency: .usd) }
    #expect(order.customerEmail == "ana@example.org")
    #expect(
      order.shippingAddress
        == Address(street: "Rua 1", city: "Porto", postalCode: "4000", country: "PT")
    )
    #expect([order.shipping, order.tax, order.discount] == [usd(300), usd(50), usd(10)])
    #expect(order.totalDiffers)
    #expect(order.trackingNumber == "TR1")
    #expect(order.estimatedDelivery == "2026-01-20")
    #expect(
      order.items == [
        OrderItem(productID: "P1", name: "Blue Mug", quantity: 2, unitPrice: usd(1500))
      ]
    )
    #expect(try temporary.store.order(OrderID("b"), for: .program) == nil)
  }

  @Test func `an address that is plain text is shown as it is`() throws {
    let temporary = try TemporaryStore()
    var row = OrderRow("a")
    row.address = #""Rua 1, Porto""#
    try temporary.insertChat(row)
    #expect(
      try temporary.store.order(OrderID("a"), for: .program)?.shippingAddress
        == Address(street: "Rua 1, Porto")
    )
  }

  @Test func `a value that lasts stands once in the timeline, where it began`() throws {
    let temporary = try TemporaryStore()
    for (day, refunded, payment) in [
      ("10", 0, "paid"), ("11", 0, "paid"), ("12", 500, "partially_refunded"),
      ("13", 500, "partially_refunded"), ("14", 900, "partially_refunded"),
    ] {
      var row = OrderRow("a")
      row.updatedAt = "2026-01-\(day)T10:00:00.000Z"
      row.refunded = refunded
      row.payment = payment
      try temporary.insertStandard(row)
    }
    let timeline = try #require(try temporary.store.order(OrderID("a"), for: .program)).timeline
    let lines = timeline.map { "\($0.at.rfc3339.dropFirst(8).prefix(2)) \($0.kind) \($0.to ?? "")" }
    #expect(
      lines == [
        "10 placed ", "10 status pending", "10 payment paid", "12 payment partially_refunded",
        "12 refund $5.00", "14 refund $9.00",
      ]
    )
  }

  @Test func `lines of kinds that a newer program knows are passed over`() throws {
    let temporary = try TemporaryStore()
    try temporary.insertChat(OrderRow("a"))
    try temporary.event(
      "x",
      order: "a",
      kind: "teleported",
      at: "2026-01-11T00:00:00.000Z",
      to: "Mars"
    )
    let kinds = try temporary.store.order(OrderID("a"), for: .program)?.timeline.map(\.kind)
    #expect(kinds == [.placed, .status, .payment])
  }

  // MARK: The customer

  @Test func `a customer is known by e-mail in any case and by phone`() throws {
    let temporary = try TemporaryStore()
    let people: [(String, String?, String?, String, Int)] = [
      ("a", "Ana@Example.org", "+1 555 0100", "USD", 1000),
      ("b", "ana@example.org", nil, "EUR", 2000),
      ("c", nil, "+1 555 0100", "USD", 300), ("d", "bo@example.org", "+1 777 0100", "USD", 7000),
    ]
    for (id, email, phone, currency, total) in people {
      var row = OrderRow(id)
      (row.email, row.phone, row.currency, row.total) = (email, phone, currency, total)
      row.createdAt = "2026-01-1\(id == "c" ? 0 : 5)T00:00:00.000Z"
      try temporary.insertStandard(row)
    }
    let customer = try #require(try temporary.store.order(OrderID("a"), for: .program)).customer
    #expect(customer.orderCount == 3)
    #expect(
      customer.netSpend == [
        Money(minorUnits: 2000, currency: .eur), Money(minorUnits: 1300, currency: .usd),
      ]
    )
    #expect(customer.firstOrderAt?.rfc3339 == "2026-01-10T00:00:00.000Z")
  }

  @Test func `net spend counts what was paid and not given back`() throws {
    let temporary = try TemporaryStore()
    let orders: [(String, String, Int, Int)] = [
      ("a", "paid", 1000, 0), ("b", "partially_refunded", 1000, 400), ("c", "refunded", 1000, 0),
      ("d", "unpaid", 1000, 0), ("e", "failed", 1000, 0),
    ]
    for (id, payment, total, refunded) in orders {
      var row = OrderRow(id)
      row.email = "ana@example.org"
      (row.payment, row.total, row.refunded) = (payment, total, refunded)
      try temporary.insertStandard(row)
    }
    let customer = try #require(try temporary.store.order(OrderID("d"), for: .program)).customer
    #expect(customer.orderCount == 5)
    #expect(customer.netSpend == [Money(minorUnits: 1600, currency: .usd)])
  }

  @Test func `the largest amounts there are do not break a customer's sum`() throws {
    let temporary = try TemporaryStore()
    for id in ["a", "b"] {
      var row = OrderRow(id)
      row.email = "rich@example.org"
      row.total = .max
      try temporary.insertStandard(row)
    }
    let customer = try #require(try temporary.store.order(OrderID("a"), for: .program)).customer
    #expect(customer.netSpend == [Money(minorUnits: .max, currency: .usd)])
  }

  @Test func `without e-mail and phone a customer has this order only`() throws {
    let temporary = try TemporaryStore()
    try temporary.insertStandard(OrderRow("a"))
    try temporary.insertStandard(OrderRow("b"))
    #expect(try temporary.store.order(OrderID("a"), for: .program)?.customer.orderCount == 1)
  }

  // MARK: Numbers

  @Test func `an order is found by its number, in small letters too`() throws {
    let temporary = try TemporaryStore()
    for number in ["ORD-2026-000123", "ORD-2026-000124", "CHT001234"] {
      try temporary.insertStandard(OrderRow("id of \(number)", number: number))
    }
    let store = temporary.store
    #expect(try store.orderID(number: "cht001234") == OrderID("id of CHT001234"))
    #expect(try store.orderID(number: "CHT1234") == nil)
  }

  @Test(arguments: [
    ("CHT004082", ["ORD-2026-004082"]),  // another digit is another order
    ("CHT00612", ["CHT006123", "CHT006012"]),
    ("CHT006213", ["CHT006123"]),
    ("ORD-2025-006123", ["CHT006123"]),
    ("CHT-00006123", ["CHT006123"]), ("0123", []), ("6123", ["CHT006123"]), ("23", []),
    ("#6123", ["CHT006123"]), ("NOPE1", []), ("NOPE3", []), ("ord-", []), ("zz", []), ("", []),
  ])
  func `only numbers one slip away, or with the same last digits, are suggested`(
    _ typed: String,
    _ meant: [String]
  ) throws {
    let temporary = try TemporaryStore()
    for number in ["ORD-2026-004082", "CHT006123", "CHT006082", "CHT006012", "CHT000082"] {
      try temporary.insertStandard(OrderRow("id of \(number)", number: number))
    }
    #expect(try temporary.store.orderNumbers(meantBy: typed, limit: 3) == meant)
  }
}
