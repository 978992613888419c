import Commerce
import Console
import TestSupport
import Testing

@Suite struct `All orders of one customer` {
  /// Giovanni Rossi has ordered three times, the others once each.
  private func stage(width: Int = 150, height: Int = 34) -> Stage {
    var shop = SampleShop()
    for row in [6, 11] { shop.orders[row].customerName = "Giovanni Rossi" }
    return Stage(shop, width: width, height: height)
  }

  @Test func `stand over the panes with what they come to, newest first`() {
    var stage = stage()
    stage.press("c")
    #expect(stage.shows("Orders of Giovanni Rossi"))
    #expect(stage.shows("3 orders"))
    #expect(stage.shows("Net spend $349.00"))
    #expect(stage.shows("On CHT001234"))
    #expect(stage.shows("1 of 3"))
    stage.press("Esc")
    #expect(!stage.shows("Orders of Giovanni"))
    #expect(stage.selection == stage.shop.orders[0].id)
  }

  @Test func `lead to one of them, and back to where one was`() {
    var stage = stage()
    let (first, other) = (stage.shop.orders[0].id, stage.shop.orders[11].id)
    stage.press("/")
    stage.type("rossi")
    stage.press("Enter", "c", "j", "j", "Enter")
    #expect(stage.selection == other)
    stage.press("Esc", "Esc")
    #expect(stage.selection == first)
    #expect(stage.model.viewState.filter == "rossi")
  }

  @Test func `lead back to an order outside of the list that was shown`() {
    var stage = stage()
    let other = stage.shop.orders[6]
    stage.press("/")
    stage.type("number:CHT001234")
    stage.press("Enter", "c", "j", "Enter")
    #expect(stage.selection == other.id)
    #expect(stage.shows("Esc goes back to CHT001234"))
    stage.press("Esc", "Esc")
    #expect(stage.selection == stage.shop.orders[0].id)
    #expect(stage.model.viewState.filter == "number:CHT001234")
  }

  @Test func `a list chosen meanwhile is not left for the old one`() {
    var stage = stage()
    stage.press("/")
    stage.type("number:CHT001234")
    stage.press("Enter", "c", "j", "Enter", "Esc", "2", "Esc")
    #expect(stage.model.viewState.filter == "")
  }

  @Test func `that cannot be read say why and hold nothing up`() {
    var stage = stage()
    stage.answersAtOnce = false
    stage.press("c")
    let request = stage.effects.compactMap { effect in
      if case .loadCustomer(_, let request) = effect { request } else { nil }
    }.last
    if let request { stage.tell(.failed(request, "the store is busy")) }
    #expect(stage.shows("the store is busy"))
    stage.press("Esc")
    #expect(!stage.shows("Orders of Giovanni"))
  }

  @Test func `page as the eye goes down, and keep what is near`() {
    var shop = SampleShop(count: 1_200)
    for row in shop.orders.indices { shop.orders[row].customerName = "Ana Souza" }
    var stage = Stage(shop)
    stage.press("c")
    for _ in 0..<60 { stage.press("PgDn") }
    #expect(stage.shows("of 1,200"))
    let far = stage.effects.filter {
      if case .loadOrders(_, .after, _, _) = $0 { true } else { false }
    }
    #expect(far.count >= 3)
    stage.press("Enter")
    #expect(stage.selection != stage.shop.orders[0].id)
  }

  @Test func `look alike in all sizes`() {
    for (width, height) in [(80, 24), (120, 40), (160, 45)] {
      var stage = stage(width: width, height: height)
      stage.press("c", "j")
      let golden = GoldenFile("customer-\(width)x\(height).txt", in: "Screens")
      #expect(golden.difference(to: stage.screen) == nil)
    }
  }
}
