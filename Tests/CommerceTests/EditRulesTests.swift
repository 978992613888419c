import Commerce
import Testing

@Suite struct EditRulesTests {
  private func item(_ id: String, _ quantity: Int, _ price: Int64) -> OrderItem {
    OrderItem(
      productID: id,
      name: "The \(id)",
      quantity: quantity,
      unitPrice: Money(minorUnits: price, currency: .eur)
    )
  }

  private func lines(
    _ items: [OrderItem],
    _ quantities: [(String, Int)],
    adding added: [OrderItem] = []
  ) throws -> [String] {
    let edit = OrderEdit(
      quantities: quantities.map { ParcelQuantity(sku: $0.0, quantity: $0.1) },
      added: added
    )
    return try EditRules.items(items, with: edit, in: .eur).map { "\($0.quantity) \($0.sku)" }
  }

  @Test func `products of one id in several lines are counted together`() throws {
    let items = [item("mug", 2, 500), item("pot", 1, 900), item("mug", 3, 400)]
    #expect(try lines(items, [("mug", 6)]) == ["3 mug", "1 pot", "3 mug"])
    #expect(try lines(items, [("mug", 4)]) == ["2 mug", "1 pot", "2 mug"])
    #expect(try lines(items, [("mug", 1)]) == ["1 mug", "1 pot"])
    #expect(try lines(items, [("mug", 0)]) == ["1 pot"])
    #expect(try lines(items, [("mug", 5)]) == ["2 mug", "1 pot", "3 mug"])
  }

  @Test func `a name tells the lines of one product apart`() throws {
    var oat = item("macchiato", 1, 375)
    oat.name = "Macchiato, oat"
    let items = [item("macchiato", 1, 375), oat]
    func named(_ quantities: [(String, Int)]) throws -> [Int] {
      let edit = OrderEdit(
        quantities: quantities.map { ParcelQuantity(sku: $0.0, quantity: $0.1) }
      )
      return try EditRules.items(items, with: edit, in: .eur).map(\.quantity)
    }
    #expect(try named([("Macchiato, oat", 2)]) == [1, 2])
    #expect(try named([("Macchiato, oat", 3), ("The macchiato", 2)]) == [2, 3])
    #expect(try named([("Macchiato, oat", 0)]) == [1])
    #expect(throws: EditProblem.self) { try named([("macchiato", 1), ("Macchiato, oat", 3)]) }
  }

  @Test func `what is named twice, or has too many, is refused`() {
    let items = [item("mug", 2, 500)]
    for quantities in [[("mug", 1), ("mug", 2)], [("mug", EditRules.mostPieces + 1)]] {
      #expect(throws: EditProblem.self) { try lines(items, quantities) }
    }
    #expect(throws: EditProblem.self) { try lines(items, [], adding: [item(" ", 0, 1)]) }
  }

  @Test func `the total moves by what the items do, whatever lies beside them`() throws {
    let before = [item("mug", 2, 500)]
    let total = Money(minorUnits: 1_234, currency: .eur)
    for (after, expected) in [
      ([item("mug", 3, 500)], 1_734), ([item("mug", 1, 500)], 734), ([item("pot", 1, 0)], 234),
    ] as [([OrderItem], Int64)] {
      #expect(try EditRules.total(total, from: before, to: after).minorUnits == expected)
    }
    let discounted = Money(minorUnits: 100, currency: .eur)
    #expect(throws: EditProblem.self) {
      try EditRules.total(discounted, from: before, to: [item("pot", 1, 0)])
    }
  }

  @Test func `what is owed and what is too much follow from total and payment`() {
    func words(_ total: Int64, _ captured: Int64, _ refunded: Int64 = 0) -> String? {
      let money = { Money(minorUnits: $0, currency: .eur) }
      return PaymentBalance(
        total: money(total),
        captured: money(captured),
        refunded: money(refunded)
      ).words()
    }
    #expect(words(1_000, 1_000) == nil)
    #expect(words(1_000, 0) == nil, "what nobody has paid yet is not owed beside that")
    #expect(words(1_500, 1_000) == "the customer owes €5.00 more")
    #expect(words(600, 1_000) == "€4.00 is to be refunded")
    #expect(words(600, 1_000, 400) == nil)
    #expect(words(1_000, 1_000, 300) == nil, "what was given back for another reason stays so")
  }

  @Test func `an address keeps what it needs, on one line each`() throws {
    let known = Address(street: "Rua 1", city: "Lisboa", state: "LX", country: "PT")
    let new = try EditRules.address(known, with: [.street: "  Rua 2 ", .state: ""])
    #expect(new.oneLine == "Rua 2, Lisboa, PT")
    for wrong in [[.country: ""], [.street: "a\nb"], [.city: String(repeating: "x", count: 201)]]
      as [[Address.Field: String]]
    {
      #expect(throws: EditProblem.self) { try EditRules.address(known, with: wrong) }
    }
  }
}
