import Commerce
import Console
import Testing
import TestSupport

/// The form of `e`: the first order is processing, the second shipped, the third confirmed.
@Suite struct EditForms {
  private func edits(_ stage: Stage) -> [Operation] {
    stage.effects.flatMap { effect -> [Operation] in
      guard case .perform(let act, _) = effect, case .operations(let operations) = act.target
      else { return [] }
      return operations
    }
  }

  private func tab(_ stage: inout Stage, _ times: Int) {
    for _ in 0..<times { stage.press("Tab") }
  }

  @Test func `the form as it is seen, while typing and with the note`() {
    for (width, height) in [(80, 24), (160, 45)] {
      var stage = Stage(width: width, height: height)
      stage.press("e")
      compare(stage, "edit-form-\(width)x\(height)")
      tab(&stage, 5)
      stage.press("Backspace")
      stage.type("1")
      tab(&stage, 1)
      stage.type("Spare bulb")
      tab(&stage, 2)
      stage.type("4.505")
      compare(stage, "edit-price-\(width)x\(height)")
      tab(&stage, 1)
      stage.press("Alt-Enter")
      stage.type("And no invoice.")
      compare(stage, "edit-note-\(width)x\(height)")
    }
  }

  private func compare(_ stage: Stage, _ name: String) {
    let golden = GoldenFile("\(name).txt", in: "Screens")
    #expect(golden.difference(to: stage.screen) == nil)
  }

  @Test func `two items whose long names begin alike can be told apart`() {
    var shop = SampleShop()
    shop.items = ["Mountain bike socks, M", "Mountain bike socks, L", "Bell"].map { name in
      let price = Money(minorUnits: 340, currency: shop.orders[0].total.currency)
      return OrderItem(productID: name, name: name, quantity: 1, unitPrice: price)
    }
    for key in ["e", "t"] {
      var stage = Stage(shop, width: 80, height: 24)
      stage.press(key)
      #expect(stage.shows("Mountain…M "))
      #expect(stage.shows("Mountain…L "))
      #expect(stage.shows("Bell "))
    }
  }

  @Test func `what was paid stays what it was when the order costs more since`() {
    var stage = Stage()
    stage.shop.captured = Money(minorUnits: 10_000, currency: stage.shop.orders[0].total.currency)
    stage.tell(.storeChanged)
    #expect(stage.shows("paid $100.00"))
    #expect(!stage.shows("paid $349.00"))
  }

  @Test func `only what was written over is asked for, with the revision that was seen`() {
    var stage = Stage()
    stage.press("e", "Tab")
    for _ in 0..<4 { stage.press("Backspace") }
    stage.type("Milano")
    tab(&stage, 4)
    stage.press("Backspace")
    stage.type("1")
    #expect(stage.shows("Total $349.00 → $174.50"))
    #expect(stage.shows("Paid already, so $174.50 is to be refunded"))
    tab(&stage, 1)
    stage.type("Spare bulb")
    tab(&stage, 2)
    stage.type("4.50")
    #expect(stage.shows("Total $349.00 → $179.00"))
    stage.press("Enter")
    let edit = OrderEdit(
      address: [.city: "Milano"],
      quantities: [ParcelQuantity(sku: "lamp", quantity: 1)],
      added: [
        OrderItem(
          productID: "",
          name: "Spare bulb",
          quantity: 1,
          unitPrice: SampleShop.money(450)
        )
      ]
    )
    #expect(edits(stage) == [.editOrder(stage.shop.orders[0].id, edit)])
    let revisions = stage.effects.compactMap { effect -> Int? in
      guard case .perform(let act, _) = effect else { return nil }
      return act.ifRevision
    }
    #expect(revisions == [1])
    #expect(stage.shows("CHT001234 edited"))
  }

  @Test func `what is wrong is marked while it is typed, and nothing is done`() {
    var stage = Stage()
    stage.press("e")
    stage.press("Ctrl-u")
    #expect(stage.shows("missing"))
    stage.type("Via Roma 12")
    tab(&stage, 5)
    stage.press("Backspace")
    stage.type("x")
    #expect(stage.shows("0 to 100000"))
    stage.press("Backspace")
    stage.type("2")
    tab(&stage, 3)
    stage.type("1.999")
    #expect(stage.shows("missing"), "a price needs an item")
    #expect(stage.shows("at most 2 decimals"))
    stage.press("Enter")
    #expect(stage.shows("The new item needs a name"))
    #expect(edits(stage).isEmpty)
  }

  @Test func `prices have the decimals of the order's currency`() {
    var stage = Stage()
    stage.press("j", "j", "e")
    tab(&stage, 6)
    stage.type("Bulb")
    tab(&stage, 2)
    #expect(stage.shows("in JPY"))
    stage.type("4.5")
    #expect(stage.shows("no decimals in JPY"))
  }

  @Test func `what cannot be edited says why before anything is typed`() {
    var stage = Stage()
    stage.press("j", "e")
    #expect(stage.shows("a shipped order is not edited any more"))
    stage.press("k", "Space", "Space", "e")
    #expect(stage.shows("Orders are edited one at a time"))
    var agent = Stage(role: .agent)
    agent.press("e")
    #expect(agent.shows("editing a processing order needs ops or admin, and you are agent"))
    agent.press("j", "j", "e")
    #expect(agent.shows("Edit CHT001233"))
  }

  @Test func `nothing written over is nothing to do`() {
    var stage = Stage()
    stage.press("e", "Enter")
    #expect(stage.shows("Nothing is changed"))
    #expect(edits(stage).isEmpty)
  }

  @Test func `the editor is there for the note alone`() {
    var stage = Stage()
    stage.press("e", "Ctrl-x")
    #expect(stage.shows("The editor is for the note, which has several lines"))
    stage.press("Shift-Tab", "Ctrl-x")
    #expect(stage.shows("Please ring twice. (edited)"))
    stage.press("Enter")
    let edit = OrderEdit(notes: "Please ring twice. (edited)")
    #expect(edits(stage) == [.editOrder(stage.shop.orders[0].id, edit)])
  }

  @Test func `a click chooses a field, also one that was scrolled to`() {
    var stage = Stage(width: 80, height: 24)
    stage.press("e")
    tab(&stage, 8)
    let lines = stage.screen.split(separator: "\n", omittingEmptySubsequences: false)
    let row = lines.firstIndex { $0.contains("Country") }
    stage.click(70, row ?? 0)
    stage.type("2")
    #expect(stage.shows("IT2"))
  }
}
