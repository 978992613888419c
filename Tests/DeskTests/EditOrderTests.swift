import Commerce
import Desk
import SQLiteKit
import Store
import Testing

/// Changing address, items and note of an order, and what becomes of the money.
@Suite struct EditOrderTests {
  let shop: Shop

  init() throws {
    shop = try Shop()
  }

  /// 2 mugs and a pot, paid, with shipping and a discount that are the source's.
  private func order(
    _ number: String = "CHT001",
    status: OrderStatus = .confirmed,
    payment: PaymentStatus = .paid
  ) throws -> OrderID {
    let id = try shop.order(
      number,
      status: status,
      payment: payment,
      items: """
        [{"product_id":"mug","name":"Mug","quantity":2,"unit_amount":500},
         {"product_id":"pot","name":"Pot","quantity":1,"unit_amount":1000}]
        """
    )
    try shop.sql(
      """
      UPDATE chat_orders SET amount_total = 2100, updated_at = '2026-05-01T09:00:00Z',
        metadata = '{"shipping_amount":300,"discount_amount":200}', customer_notes = 'Ring twice',
        shipping_address =
          '{"line1":"Rua 1","line2":"left","city":"Lisboa","country":"PT","name":"Maria"}'
      WHERE id = \(id)
      """
    )
    return id
  }

  private func detail(_ id: OrderID) throws -> OrderDetail {
    try #require(try shop.store.order(id, for: .program))
  }

  private let everything = OrderEdit(
    address: [.street: " Rua 2 ", .city: "Porto", .postalCode: "4000"],
    quantities: [ParcelQuantity(sku: "mug", quantity: 1), ParcelQuantity(sku: "pot", quantity: 0)],
    added: [
      OrderItem(
        productID: "lid",
        name: "Lid",
        quantity: 3,
        unitPrice: Money(minorUnits: 250, currency: .eur)
      )
    ],
    notes: "No invoice"
  )

  @Test func `an edit changes address, items and note, and the total follows the items`() throws {
    let id = try order()
    let receipt = try shop.desk().perform([.editOrder(id, everything)])
    let detail = try detail(id)
    #expect(detail.shippingAddress?.oneLine == "Rua 2, Porto, 4000, PT")
    #expect(detail.items.map { "\($0.quantity) \($0.name)" } == ["1 Mug", "3 Lid"])
    #expect(detail.customerNotes == "No invoice")
    #expect(detail.summary.total.decimalString == "13.50", "500 + 750 and 300 − 200 beside them")
    #expect(!detail.totalDiffers)
    #expect(
      receipt.summary
        == "CHT001 is edited: address Rua 2, Porto, 4000, PT; items 1 × Mug, 3 × Lid, total €13.50; "
        + "order note No invoice; €7.50 is to be refunded, and no payment is changed by this"
    )
    #expect(
      try shop.texts("SELECT shipping_address AS text FROM orders") == [
        #"{"line1":"Rua 2","city":"Porto","country":"PT","name":"Maria","postal_code":"4000"}"#
      ],
      "what we do not know stays, the old second line of the street does not"
    )
  }

  @Test func `timeline and audit hold each field before and after`() throws {
    let id = try order()
    _ = try shop.desk().perform([.editOrder(id, everything)])
    #expect(
      try shop.timeline(id) == [
        "edit Rua 1, Lisboa, PT>Rua 2, Porto, 4000, PT",
        "edit 2 × Mug, 1 × Pot, total €21.00>1 × Mug, 3 × Lid, total €13.50",
        "edit Ring twice>No invoice",
      ]
    )
    let parts = try detail(id).timeline.compactMap(\.part)
    #expect(parts == [.address, .items, .notes])
    let audit = try shop.texts("SELECT detail AS text FROM audit WHERE action = 'edit_order'")
    #expect(audit.count == 1)
    for words in ["Ring twice", "No invoice", "Rua 1, Lisboa, PT", "2 × Mug"] {
      #expect(audit[0].contains(words))
    }
    #expect(try shop.expectIntactAudit())
  }

  @Test func `undo brings back exactly what was there, and redo the edit`() throws {
    let id = try order()
    let before = try shop.dump(besidesHistory: true)
    let desk = shop.desk()
    _ = try desk.perform([.editOrder(id, everything)])
    let after = try shop.dump(besidesHistory: true)
    #expect(before != after)
    let undone = try desk.undo()
    #expect(undone.summary.contains("CHT001 is as before: address Rua 1, Lisboa, PT"))
    #expect(try withoutSerials(shop.dump(besidesHistory: true)) == withoutSerials(before))
    _ = try desk.redo()
    #expect(try withoutSerials(shop.dump(besidesHistory: true)) == withoutSerials(after))
    #expect(try shop.expectIntactAudit())
  }

  /// Lines that were written anew have other row numbers, which nobody sees.
  private func withoutSerials(_ dump: [String]) -> [String] {
    dump.map { line in
      line.hasPrefix("order_items: ") ? line.split(separator: " | ").dropFirst().joined() : line
    }
  }

  @Test
  func `undo and redo are refused where somebody changed the same field since, and only there`()
    throws
  {
    let id = try order()
    try shop.hire(Shop.ana, Shop.ben)
    let (ana, ben) = (shop.desk(Shop.ana), shop.desk(Shop.ben))
    let move = Operation.editOrder(id, OrderEdit(address: [.city: "Porto"]))
    _ = try ana.perform([move])
    _ = try ben.perform([.editOrder(id, OrderEdit(notes: "By noon"))])
    _ = try ana.undo()
    #expect(try detail(id).shippingAddress?.city == "Lisboa", "a note is another field")
    _ = try ana.redo()
    _ = try ben.perform([.editOrder(id, OrderEdit(address: [.city: "Braga"]))])
    let refused = try #require(try shop.refusal { try ana.undo() })
    #expect(refused.kind == .cannotUndo)
    #expect(
      refused.sentence.hasSuffix("\" cannot be taken back: Ben edited the address since")
    )
    _ = try ben.undo()
    _ = try ana.undo()
    _ = try ben.perform([.editOrder(id, OrderEdit(address: [.city: "Faro"]))])
    let again = try #require(try shop.refusal { try ana.redo() })
    #expect(again.sentence.contains("cannot be done again: Ben edited the address since"))
  }

  @Test(arguments: StaffRole.allCases)
  func `each role edits exactly the orders of the table`(role: StaffRole) throws {
    for status in OrderStatus.allCases {
      let id = try order("E-\(status)", status: status)
      let refusal = try shop.refusal {
        try shop.desk(Shop.staff(role)).perform([.editOrder(id, OrderEdit(notes: "x \(role)"))])
      }
      let expected: Refusal.Kind? =
        switch EditRules.role(for: status) {
        case nil: .illegal
        case let needed?: role >= needed ? nil : .forbidden
        }
      #expect(refusal?.kind == expected, "\(role) \(status)")
    }
  }

  @Test func `a shipped order keeps its address, also from an undo`() throws {
    let id = try order(status: .packaged)
    let desk = shop.desk()
    _ = try desk.perform([.editOrder(id, OrderEdit(address: [.city: "Porto"]))])
    _ = try shop.desk(Shop.ben).set(id, to: .shipped)
    let refused = try #require(try shop.refusal { try desk.undo() })
    #expect(refused.sentence.hasSuffix("\" cannot be taken back: it is shipped now"))
    #expect(try detail(id).shippingAddress?.city == "Porto")
  }

  @Test func `what cannot be is refused with what to do, and nothing is changed`() throws {
    let id = try order()
    let before = try shop.dump()
    let lid = { (price: Int64, currency: Currency) in
      OrderItem(
        productID: "",
        name: "Lid",
        quantity: 1,
        unitPrice: Money(minorUnits: price, currency: currency)
      )
    }
    let wrong: [(OrderEdit, String)] = [
      (OrderEdit(), "nothing is to be changed"),
      (OrderEdit(address: [.city: " "]), "an address needs its city"),
      (OrderEdit(address: [.street: "a\nb"]), "the street is one line"),
      (
        OrderEdit(quantities: [ParcelQuantity(sku: "cup", quantity: 1)]),
        "it has no item cup; it has mug, pot"
      ),
      (OrderEdit(quantities: [ParcelQuantity(sku: "mug", quantity: -1)]), "0 to 100000"),
      (
        OrderEdit(quantities: [
          ParcelQuantity(sku: "mug", quantity: 0), ParcelQuantity(sku: "pot", quantity: 0),
        ]),
        "an order needs at least one item; cancel it instead"
      ),
      (OrderEdit(added: [lid(100, .usd)]), "its prices are in EUR, not in USD"),
      (OrderEdit(added: [lid(-100, .eur)]), "the price of Lid is below zero"),
      (OrderEdit(added: [lid(.max, .eur)]), "an amount too large to count"),
      (OrderEdit(added: [lid(1, .eur), lid(1, .eur)]), "it has Lid already"),
    ]
    for (edit, words) in wrong {
      let refusal = try #require(
        try shop.refusal { try shop.desk().perform([.editOrder(id, edit)]) }
      )
      #expect(refusal.kind == .invalid)
      #expect(refusal.sentence.contains(words), "\(refusal.sentence)")
    }
    #expect(try shop.dump() == before)
  }

  @Test func `of a paid order it is said what is owed, and no payment is touched`() throws {
    let id = try order()
    let more = OrderEdit(quantities: [ParcelQuantity(sku: "mug", quantity: 5)])
    let receipt = try shop.desk().perform([.editOrder(id, more)])
    #expect(
      receipt.summary.hasSuffix(
        "; the customer owes €15.00 more, and no payment is changed by this"
      )
    )
    let detail = try detail(id)
    #expect(detail.balance?.words() == "the customer owes €15.00 more")
    #expect(detail.summary.payment == .paid)
    #expect(try shop.number("SELECT count(*) FROM refunds") == 0)
    #expect(try shop.number("SELECT count(*) FROM outbox") == 0)
    let unpaid = try order("CHT002", payment: .pending)
    try shop.sql("UPDATE chat_orders SET payment_method = 'invoice' WHERE id = \(unpaid)")
    let other = try shop.desk().perform([.editOrder(unpaid, more)])
    #expect(other.summary.hasSuffix("total €36.00"), "nothing is owed beyond what is not paid yet")
  }

  @Test func `what is so already is no change, and a dry run leaves nothing`() throws {
    let id = try order()
    let before = try shop.dump()
    let same = OrderEdit(address: [.city: "Lisboa"], notes: "Ring twice")
    let unchanged = try shop.desk().perform([.editOrder(id, same)])
    #expect(unchanged.summary == "CHT001 is so already")
    let dry = try shop.desk().perform(
      [.editOrder(id, everything)],
      options: PerformOptions(dryRun: true)
    )
    #expect(dry.changed[0].rehearsal.contains("(now address Rua 1, Lisboa, PT; items 2 × Mug"))
    #expect(try shop.dump() == before)
  }

  @Test func `an order that changed meanwhile is not edited over`() throws {
    let id = try order()
    let revision = try #require(try shop.facts(id)).revision
    _ = try shop.desk(Shop.ben).perform([.editOrder(id, OrderEdit(notes: "By noon"))])
    let refusal = try shop.refusal {
      try shop.desk().perform(
        [.editOrder(id, everything)],
        options: PerformOptions(ifRevision: revision)
      )
    }
    #expect(refusal?.kind == .revisionConflict)
    #expect(try detail(id).customerNotes == "By noon")
  }
}
