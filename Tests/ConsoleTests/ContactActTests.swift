import Commerce
import Console
import Testing

/// `p`, and what stands on the screen before and after it.
@Suite struct ContactActs {
  private func stage() -> Stage {
    var shop = SampleShop()
    shop.isMasked = true
    return Stage(shop, height: 70, role: .agent)
  }

  @Test func `contact data is cut until it is asked for, and cut again by the same key`() {
    var stage = stage()
    #expect(stage.shows("s…@example.com"))
    #expect(stage.shows("+39 … 00"))
    #expect(!stage.shows("Via Roma"))
    #expect(stage.shows("cut; p shows it, which is noted"))
    stage.press("p")
    #expect(stage.shows("someone@example.com"))
    #expect(stage.shows("Via Roma 12"))
    #expect(stage.shows("shown whole, which is noted; p cuts it again"))
    stage.press("p")
    #expect(!stage.shows("someone@example.com"))
  }

  @Test func `an order that is somebody else's is not shown, and the reason is said`() {
    var stage = stage()
    stage.shop.refusal = "CHT001234: take it first"
    stage.shop.refusalKind = .forbidden
    stage.press("p")
    #expect(stage.shows("take it first"))
    #expect(stage.shows("s…@example.com"))
  }

  @Test func `the edit form keeps what it does not show`() {
    var stage = stage()
    stage.shop.orders[0].status = .confirmed
    stage.tell(.storeChanged)
    stage.press("e")
    #expect(stage.shows("not shown, and kept"))
    #expect(!stage.shows("Via Roma"))
    stage.press("Tab")
    for _ in 0..<4 { stage.press("Backspace") }
    stage.type("Milano")
    stage.press("Enter")
    let edits = stage.effects.compactMap { effect -> Operation? in
      guard case .perform(let act, _) = effect, case .operations(let operations) = act.target
      else { return nil }
      return operations.first
    }
    #expect(edits == [.editOrder(stage.shop.orders[0].id, OrderEdit(address: [.city: "Milano"]))])
  }

  @Test func `who sees everything is told so`() {
    var stage = Stage(height: 70)
    #expect(stage.shows("someone@example.com"))
    #expect(!stage.shows("which is noted"))
    stage.press("p")
    #expect(stage.shows("shown to you always"))
  }
}
