import Commerce
import Console
import Screen
import Testing

@Suite struct OrdersList {
  @Test func `the selected order stays selected when others arrive`() {
    var stage = Stage()
    stage.press("j", "j")
    let selected = stage.selection
    stage.shop.orders.insert(
      SampleShop.order("CHT200001", "New Customer", SampleShop.money(900), minutesAgo: 0),
      at: 0
    )
    stage.tell(.storeChanged)
    #expect(stage.selection == selected)
    #expect(stage.shows("CHT200001"))
    #expect(stage.shows("1 new"))
    #expect(stage.shows("4 of 31"))
  }

  @Test func `the second line ends with a word, and its name gives way to what is wrong`() {
    var stage = Stage(width: 80, height: 24)
    var order = SampleShop.order("CHT200001", "Maximiliane Brandstetter", SampleShop.money(900))
    order.payment = .failed
    order.lastMessage = MessagePreview(role: .customer, text: "Could you call me back?")
    stage.shop.orders = [order]
    stage.tell(.storeChanged)
    #expect(stage.shows("Maximilia… · confirmed · payment failed │"))
    stage.shop.orders[0].payment = .pending
    stage.shop.orders[0].status = .processing
    stage.tell(.storeChanged)
    #expect(stage.shows("Maximil… · processing · payment pending │"))
  }

  @Test func `what the system wrote is listed without the number that stands above it`() {
    var stage = Stage(width: 160, height: 24)
    var order = SampleShop.order("CHT200001", "Ana Souza", SampleShop.money(900))
    order.lastMessage = MessagePreview(role: .system, text: "Order CHT200001 placed: 2 × Lamp")
    stage.shop.orders = [order]
    stage.tell(.storeChanged)
    #expect(stage.shows("paid · placed: 2 × Lamp"))
  }

  @Test func `new orders count as seen once somebody works at the top`() {
    var stage = Stage()
    stage.shop.orders.insert(
      SampleShop.order("CHT200001", "New Customer", SampleShop.money(900), minutesAgo: 0),
      at: 0
    )
    stage.tell(.storeChanged)
    #expect(stage.shows("1 new"))
    stage.press("j")
    #expect(!stage.shows("1 new"))
  }

  @Test func `an order that leaves the filter stays until the eye moves on`() {
    var stage = Stage()
    stage.press("j", "j")
    let worked = stage.shop.orders[2].id
    let next = stage.shop.orders[3].id
    stage.shop.orders.remove(at: 2)
    stage.tell(.storeChanged)
    #expect(stage.selection == worked)
    stage.press("j")
    #expect(stage.selection == next)
    stage.tell(.storeChanged)
    stage.press("k")
    #expect(stage.selection != worked)
  }

  @Test func `a thousand orders scroll by pages of which few stay in memory`() {
    var stage = Stage(SampleShop(count: 1_000))
    for _ in 0..<700 { stage.press("j") }
    #expect(stage.selection == stage.shop.orders[700].id)
    #expect(stage.shows("701 of 1,000"))
    for _ in 0..<700 { stage.press("k") }
    #expect(stage.selection == stage.shop.orders[0].id)
    #expect(stage.shows("1 of 1,000"))
    let pages = stage.effects.filter { if case .loadOrders = $0 { true } else { false } }
    #expect(pages.count < 30)
  }

  @Test func `on a very high screen no page that comes or goes moves the selected order`() {
    var stage = Stage(SampleShop(count: 1_000), width: 200, height: 130)
    for place in 2...700 {
      stage.press("j")
      #expect(stage.shows(" \(place) of 1,000"))
    }
    for place in (1..<700).reversed() {
      stage.press("k")
      #expect(stage.shows(" \(place) of 1,000"))
    }
    let pages = stage.effects.filter { if case .loadOrders = $0 { true } else { false } }
    #expect(pages.count < 30)
  }

  @Test func `G goes to the last order of all and g back to the first`() {
    var stage = Stage(SampleShop(count: 1_000))
    stage.press("G")
    #expect(stage.selection == stage.shop.orders[999].id)
    #expect(stage.shows("1,000 of 1,000"))
    stage.press("k")
    #expect(stage.selection == stage.shop.orders[998].id)
    stage.press("g")
    #expect(stage.selection == stage.shop.orders[0].id)
  }

  @Test func `deep in the list a change elsewhere moves nothing on the screen`() {
    var stage = Stage(SampleShop(count: 1_000))
    for _ in 0..<500 { stage.press("j") }
    let before = stage.screen.split(separator: "\n").dropFirst(3).prefix(24)
    stage.tell(.storeChanged)
    let after = stage.screen.split(separator: "\n").dropFirst(3).prefix(24)
    #expect(before == after)
  }

  @Test func `an answer that another listing has overtaken is dropped`() {
    var stage = Stage()
    stage.answersAtOnce = false
    stage.show(.chat)
    stage.show(.standard)
    stage.deliver()
    #expect(!stage.shows("CHT001234"))
    #expect(stage.shows("ORD-2026-000123"))
  }

  @Test func `changes while a page is on its way are asked for once it is there`() {
    var stage = Stage()
    stage.answersAtOnce = false
    stage.forgetEffects()
    for _ in 0..<5 { stage.tell(.storeChanged) }
    let asked = stage.effects.filter { if case .loadOrders = $0 { true } else { false } }
    #expect(asked.count == 1)
    stage.forgetEffects()
    stage.deliver()
    let again = stage.effects.filter { if case .loadOrders = $0 { true } else { false } }
    #expect(again.count == 1)
  }

  @Test func `a list that cannot be loaded says why`() {
    var stage = Stage()
    stage.answersAtOnce = false
    stage.show(.chat)
    for effect in stage.effects {
      if case .loadOrders(_, _, _, let request) = effect {
        stage.tell(.failed(request, "The store is locked."))
      }
    }
    #expect(stage.shows("The store is locked."))
  }

  @Test func `each numbered view shows its orders and says what they are`() {
    var stage = Stage()
    stage.show(.chat)
    #expect(stage.shows("Chat 11 →"))
    #expect(!stage.shows("ORD-2026-000123"))
    stage.press("8")
    #expect(stage.shows("CHT001230"))
    #expect(stage.shows("1 of 1"))
    stage.press("Esc")
    #expect(stage.shows("of 30"))
    #expect(stage.selection == OrderID("id-CHT001230"))
  }

  @Test func `the sort key steps through the sorts and keeps the selected order`() {
    var stage = Stage()
    stage.press("j", "j", "o")
    #expect(stage.shows("ORDERS, oldest first"))
    #expect(stage.selection == stage.shop.orders[2].id)
  }

  @Test func `what was seen last is kept for the next run`() {
    var stage = Stage()
    stage.press("-", "/")
    stage.type("status:shipped")
    stage.press("Enter", "j", "q")
    let state = stage.model.viewState
    #expect(stage.effects.contains(.saveViewState(state)))
    #expect(stage.effects.last == .quit)
    let again = Stage { $0.viewState = state }
    #expect(again.selection == stage.selection)
    #expect(again.shows("/ status:shipped"))
  }

  @Test func `a click selects, the wheel scrolls and a chip filters`() {
    var stage = Stage()
    stage.click(10, 7)
    #expect(stage.selection == stage.shop.orders[1].id)
    stage.tell(.input(.mouse(.init(.wheelDown, column: 10, row: 10))))
    #expect(!stage.shows("CHT001234         CHAT"))
    stage.click(10, 1)
    #expect(stage.shows("/ status:pending"))
  }
}

@Suite struct Amounts {
  @Test(arguments: [(80, 24), (100, 30), (120, 40)])
  func `no amount is ever cut`(width: Int, height: Int) throws {
    let kwd = try #require(Currency(code: "KWD"))
    var shop = SampleShop()
    shop.orders[1].total = SampleShop.money(123_456_789, kwd)
    var stage = Stage(shop, width: width, height: height)
    #expect(stage.shows("KWD 123,456.789"))
    stage.press("-")
    #expect(stage.shows("KWD 123,456.789"))
  }
}

@Suite struct MovingRows {
  @Test func `an order that moved between two pages stands in the list once`() {
    var stage = Stage(SampleShop(count: 300))
    stage.answersAtOnce = false
    for _ in 0..<40 { stage.press("j") }
    // The first page ends with this one, and the second is on its way.
    let moved = stage.shop.orders.remove(at: 49)
    stage.shop.orders.insert(moved, at: 90)
    stage.deliver()
    for _ in 0..<259 { stage.press("j") }
    #expect(stage.selection == stage.shop.orders[299].id)
  }

  @Test func `a list that failed is loaded again by the key that the screen names`() {
    var stage = Stage()
    stage.answersAtOnce = false
    stage.show(.chat)
    for effect in stage.effects {
      if case .loadOrders(_, _, _, let request) = effect {
        stage.tell(.failed(request, "The store is locked."))
      }
    }
    stage.answersAtOnce = true
    stage.press("Ctrl-l")
    #expect(stage.shows("CHT001234"))
    #expect(!stage.shows("ORD-2026-000123"))
  }

  @Test func `the age is that of what the list is sorted by`() {
    var shop = SampleShop()
    shop.orders[1].createdAt = SampleShop.minutesAgo(3 * 1_440)
    var stage = Stage(shop)
    func line() -> String {
      stage.screen.split(separator: "\n").first { $0.contains("ORD-2026-000123") }.map(String.init)
        ?? ""
    }
    #expect(stage.shows("   AGE"))
    #expect(line().contains(" 3d │"))
    stage.press("o", "o")
    #expect(stage.shows("ACTIVE"))
    #expect(line().contains(" 2h │"))
  }

  @Test func `a long amount leaves a gap before it`() {
    for (width, total) in [(80, 123_456_789), (80, 12_345_678_901), (130, 123_456_789_012)] {
      var shop = SampleShop()
      shop.orders[1].total = SampleShop.money(Int64(total), .brl)
      let stage = Stage(shop, width: width, height: 24)
      let amount = shop.orders[1].total.display()
      #expect(stage.shows(" \(amount) "))
      #expect(stage.shows("STD "))
    }
  }

  @Test func `after a deep jump the place in the list is counted`() {
    let shop = SampleShop(count: 1_000)
    var stage = Stage(shop) { $0.viewState.selection = shop.orders[640].id }
    #expect(stage.shows("641 of 1,000"))
    stage.press("j", "j")
    #expect(stage.shows("643 of 1,000"))
    stage.tell(.storeChanged)
    #expect(stage.shows("643 of 1,000"))
    for _ in 0..<20 { stage.press("PgUp") }
    stage.press("g", "j")
    #expect(stage.shows("2 of 1,000"))
  }

  @Test func `an order that came in above moves the place on`() {
    let shop = SampleShop(count: 1_000)
    var stage = Stage(shop) { $0.viewState.selection = shop.orders[640].id }
    let new = SampleShop.order("CHT777777", "Nora", SampleShop.money(1_000), minutesAgo: 0)
    stage.shop.orders.insert(new, at: 0)
    stage.tell(.storeChanged)
    #expect(stage.shows("642 of 1,001"))
  }
}
