import Commerce
import Console
import Testing

/// Orders that staff place, by keys.
@Suite struct `Forms that place orders` {
  private func operations(_ stage: Stage) -> [Operation] {
    stage.effects.flatMap { effect -> [Operation] in
      guard case .perform(let act, _) = effect, case .operations(let list) = act.target else {
        return []
      }
      return list
    }
  }

  private func typed(_ words: [String], into stage: inout Stage) {
    for (place, text) in words.enumerated() {
      if place > 0 { stage.press("Tab") }
      stage.type(text)
    }
  }

  @Test func `a new order is typed, shows what it comes to, and is gone to`() {
    var stage = Stage()
    stage.press("+")
    #expect(stage.shows("New order"))
    #expect(stage.shows("name, needed") && stage.shows("USD") && stage.shows("unpaid"))
    typed(["Ana Lima", "Mug", "2", "12.50"], into: &stage)
    #expect(stage.shows("2 × Mug, total $25.00"))
    #expect(stage.shows("It is placed as pending, unpaid."))
    #expect(stage.shows("Item 2"), "there is always room for a further product")
    stage.press("Tab", "Tab")
    typed(["Gift wrap", "", "1"], into: &stage)
    #expect(stage.shows("2 × Mug, 1 × Gift wrap, total $26.00"))
    stage.press("Enter")
    let items = [("Mug", 2, 1_250), ("Gift wrap", 1, 100)].map { name, quantity, cents in
      OrderItem(
        productID: "",
        name: name,
        quantity: quantity,
        unitPrice: SampleShop.money(Int64(cents))
      )
    }
    let order = NewOrder(customerName: "Ana Lima", items: items, currency: .usd)
    #expect(operations(stage) == [.placeOrder(order)])
    #expect(stage.shows("new order of Ana Lima"))
    #expect(stage.selection == OrderID("id-ORD-2026-900001"))
  }

  @Test func `everything else of a new order has its field`() {
    var stage = Stage(width: 160, height: 45)
    stage.press("+")
    let words = [
      "Ana", "Mug", "", "1000", "mug-1", "", "", "", "", "JPY", "inv", "ana@example.com",
      "555 1234", "Rua 1", "Porto", "", "4000", "PT", "50", "10", "60", "by noon", "by phone",
    ]
    for (place, text) in words.enumerated() {
      if place > 0 { stage.press("Tab") }
      if text == "JPY" { stage.press("Ctrl-u") }
      stage.type(text)
    }
    stage.press("Enter")
    guard case .placeOrder(let order, nil) = operations(stage).first else {
      Issue.record("nothing was placed: \(stage.screen)")
      return
    }
    #expect(order.currency == .jpy && order.items[0].unitPrice.minorUnits == 1_000)
    #expect(order.items[0].productID == "mug-1" && order.paymentMethod == "invoice")
    #expect(order.customerEmail == "ana@example.com" && order.customerPhone == "555 1234")
    #expect(order.address[.city] == "Porto" && order.address[.postalCode] == "4000")
    #expect(order.shipping.minorUnits == 50 && order.tax.minorUnits == 10)
    #expect(order.discount.minorUnits == 60)
    #expect(order.customerNotes == "by noon" && order.note == "by phone")
  }

  @Test func `what is wrong is said while it is typed, and Enter names the first of it`() {
    var stage = Stage(width: 160, height: 45)
    stage.press("+", "Enter")
    #expect(stage.shows("Customer: missing"))
    typed(["Ana", "Mug", "0", "1.999"], into: &stage)
    #expect(stage.shows("1 to 100000") && stage.shows("at most 2 decimals"))
    stage.press("Enter")
    #expect(stage.shows("How many: 1 to 100000"))
    #expect(operations(stage).isEmpty)
    stage.press("Ctrl-u")
    stage.type("1")
    stage.press("Tab", "Ctrl-u")
    stage.type("5")
    for _ in 0..<8 { stage.press("Tab") }
    stage.type("ana")
    #expect(stage.shows("like ana@example.com"))
  }

  @Test func `arrows choose how it is paid, and letters begin a choice`() {
    var stage = Stage(width: 160, height: 45)
    stage.press("+")
    typed(["Ana", "Mug", "", "5"], into: &stage)
    for _ in 0..<7 { stage.press("Tab") }
    #expect(stage.shows("unpaid, cash_on_delivery, bank_transfer, invoice"))
    stage.press("Down")
    #expect(stage.shows("Payment      cash_on_delivery"))
    stage.type("bank")
    stage.press("Enter")
    guard case .placeOrder(let order, nil) = operations(stage).first else {
      Issue.record("nothing was placed: \(stage.screen)")
      return
    }
    #expect(order.paymentMethod == "bank_transfer")
  }

  @Test func `Esc keeps what was typed, also of a second product`() {
    var stage = Stage()
    stage.press("+")
    typed(["Ana", "Mug", "", "5", "", "Pot", "3", "7"], into: &stage)
    stage.press("Esc")
    #expect(stage.shows("What you typed is kept for the next time"))
    stage.press("+")
    #expect(stage.shows("1 × Mug, 3 × Pot, total $26.00"))
    stage.press("Enter", "+")
    #expect(stage.shows("name, needed"), "what is done needs no draft any more")
  }

  @Test func `P sends one of two lamps once more, and o goes to the other order and back`() {
    var stage = Stage(width: 160, height: 45)
    stage.press("j", "P")
    #expect(stage.shows("Replace ORD-2026-000123"))
    #expect(stage.shows("A new order for Jane Whitfield, to Via Roma 12, Roma, 00184, IT."))
    stage.press("Backspace")
    stage.type("1")
    stage.press("Tab", "Down", "Tab")
    stage.type("a crack")
    #expect(stage.shows("1 × Oak desk lamp, warm white, for nothing"))
    stage.press("Enter")
    let request = ReplacementRequest(
      items: [ParcelQuantity(sku: "lamp", quantity: 1)],
      reason: .defect,
      text: "a crack"
    )
    let original = OrderID("id-ORD-2026-000123")
    #expect(operations(stage) == [.replaceOrder(original, request)])
    #expect(stage.selection == original)
    #expect(stage.shows("Linked orders"))
    #expect(stage.shows("Replaced   ORD-2026-900001, pending (defect: a crack)"))
    stage.press("Enter", "o")
    #expect(stage.selection == OrderID("id-ORD-2026-900001"))
    #expect(stage.shows("Replaces   ORD-2026-000123, shipped (defect: a crack)"))
    stage.press("o")
    #expect(stage.selection == original)
  }

  @Test func `of several linked orders one is chosen, and of none it is said`() {
    var stage = Stage()
    stage.press("j", "Enter", "o")
    #expect(stage.shows("ORD-2026-000123 is linked to no other order"))
    stage.shop.links[OrderID("id-ORD-2026-000123")] = ["CHT001234", "CHT001233"].map { number in
      LinkedOrder(
        id: OrderID("id-\(number)"),
        number: number,
        status: .pending,
        relation: .replacedBy,
        reason: "lost"
      )
    }
    stage.tell(.storeChanged)
    stage.press("o")
    #expect(stage.shows("Orders linked to ORD-2026-000123"))
    stage.press("j", "Enter")
    #expect(stage.selection == OrderID("id-CHT001233"))
  }

  @Test func `a replacement needs a reason, and more than was ordered is asked twice`() {
    var stage = Stage()
    stage.press("j", "P", "Enter")
    #expect(stage.shows("Reason: missing"))
    stage.type("other")
    stage.press("Enter")
    #expect(stage.shows("Words: at least 3 characters"))
    stage.type("it was blue")
    stage.press("Shift-Tab", "Shift-Tab", "Backspace")
    stage.type("5")
    stage.press("Enter")
    #expect(stage.shows("This is more than was ordered"))
    #expect(operations(stage).isEmpty)
    stage.press("Enter")
    guard case .replaceOrder(_, let request, nil) = operations(stage).first else {
      Issue.record("nothing was replaced: \(stage.screen)")
      return
    }
    #expect(request.exceedsOrder && request.items?.first?.quantity == 5)
    var agent = Stage(width: 200, height: 60, role: .agent)
    agent.press("j", "P", "Backspace")
    agent.type("5")
    agent.press("Tab")
    agent.type("lost")
    agent.press("Enter")
    #expect(agent.shows("only ops and admins"))
  }

  @Test func `what cannot be replaced says why before anything is typed`() {
    var stage = Stage()
    stage.press("P")
    #expect(stage.shows("nothing of it has left; edit it instead"))
    stage.press("j", "Space", "P")
    #expect(stage.shows("Orders are replaced one at a time; drop the marks"))
    var reader = Stage { $0.isReadOnly = true }
    reader.press("+")
    #expect(reader.shows("This console is read-only"))
  }

  @Test func `a click chooses a field`() {
    var stage = Stage(width: 80, height: 24)
    stage.press("+")
    let lines = stage.screen.split(separator: "\n", omittingEmptySubsequences: false)
    let row = lines.firstIndex { $0.contains("Price each") }
    stage.click(70, row ?? 0)
    stage.type("7")
    stage.press("Enter")
    #expect(stage.shows("Customer: missing"))
  }
}
