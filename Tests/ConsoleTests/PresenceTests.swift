import Commerce
import Console
import Testing

@Suite struct `Colleagues at an order` {
  private func colleague(
    _ name: String,
    _ activity: PresencePlace.Activity,
    at order: OrderID
  ) -> StaffPresence {
    StaffPresence(
      staff: StaffID(name.lowercased()),
      name: name,
      place: PresencePlace(order, activity),
      since: SampleShop.minutesAgo(4)
    )
  }

  private func places(_ stage: Stage) -> [PresencePlace?] {
    stage.effects.compactMap { effect in
      if case .tellPresence(let place) = effect { .some(place) } else { nil }
    }
  }

  @Test func `are named in the list, in the order's title and in the chat's`() {
    var stage = Stage()
    let first = stage.shop.orders[0].id
    stage.tell(
      .colleagues([colleague("Ana", .replying, at: first), colleague("Ben", .viewing, at: first)])
    )
    #expect(stage.shows("Ana replying · Ben viewing"))
    #expect(stage.shows("Ana is replying, Ben is viewing"))
    stage.tell(.colleagues([]))
    #expect(!stage.shows("Ana is"))
    #expect(!stage.shows("Ana replying"))
    #expect(!stage.shows("Ben"))
  }

  @Test func `are named where each order has one line, and where only one pane fits`() {
    for (width, height) in [(80, 24), (100, 30), (150, 34)] {
      var stage = Stage(width: width, height: height)
      let first = stage.shop.orders[0].id
      stage.tell(.colleagues([colleague("Ana", .replying, at: first)]))
      #expect(stage.shows("Ana is replying"))
      stage.press("-")
      let row = stage.screen.split(separator: "\n").first { $0.hasPrefix("▌") }
      #expect(row?.contains("Ana") == true, "\(width)")
    }
  }

  @Test func `who reply are told of when one begins a reply, and stand above it`() {
    var stage = Stage(width: 80, height: 24)
    let first = stage.shop.orders[0].id
    stage.tell(.colleagues([colleague("Ana", .replying, at: first)]))
    stage.press("r")
    #expect(stage.shows("Ana is replying to this order since 14:18"))
    stage.press("Esc")
    stage.press("Enter", "Enter")
    #expect(stage.shows("Ana is replying"))
  }

  @Test func `who begin a reply while one writes are told of at once`() {
    var stage = Stage()
    let first = stage.shop.orders[0].id
    stage.press("r")
    stage.tell(.colleagues([colleague("Ana", .viewing, at: first)]))
    #expect(!stage.shows("is replying here too"))
    stage.tell(.colleagues([colleague("Ana", .replying, at: first)]))
    #expect(stage.shows("Ana is replying here too"))
    #expect(stage.shows("Ana is replying"))
  }

  @Test func `see where this person is, and no other screen than the orders'`() {
    var stage = Stage()
    let (first, second) = (stage.shop.orders[0].id, stage.shop.orders[1].id)
    #expect(places(stage) == [PresencePlace(first, .viewing)])
    stage.forgetEffects()
    stage.press("j", "k", "r", "Esc", "F2")
    #expect(
      places(stage) == [
        PresencePlace(second, .viewing), PresencePlace(first, .viewing),
        PresencePlace(first, .replying), PresencePlace(first, .viewing), nil,
      ]
    )
  }

  @Test func `see nobody at an order in a list that shows none, nor in a console for looking only`()
  {
    let narrow = Stage(width: 70, height: 24)
    #expect(places(narrow).compactMap(\.self) == [])
    let reading = Stage { $0.isReadOnly = true }
    #expect(places(reading) == [])
  }
}
