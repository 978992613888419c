import Commerce
import Console
import Testing

/// The views on the number keys.
@Suite struct `Views of the queue` {
  private func snoozed(_ place: Int) -> Stage {
    var shop = SampleShop()
    shop.orders[place].snooze = Snooze(
      until: .message,
      since: SampleShop.now,
      staff: StaffID("tom"),
      name: "tom"
    )
    return Stage(shop)
  }

  @Test func `a view says its name, its count and what it holds`() {
    var stage = Stage()
    stage.press("8")
    #expect(stage.shows("Sync problems 1 "))
    #expect(stage.shows("1 of 1"))
    stage.press("4")
    #expect(stage.shows("Waiting: orders whose customer waits for an answer"))
  }

  @Test func `what is put off is out of the work views, and in the others`() {
    var stage = snoozed(2)
    #expect(stage.shows("CHT001233"))
    stage.press("4")
    #expect(!stage.shows("CHT001233"))
    #expect(stage.shows("CHT001234"))
    stage.show(.chat)
    #expect(stage.shows("CHT001233"))
  }

  @Test func `a filter that asks for what is put off finds it in a work view too`() {
    var stage = snoozed(2)
    stage.press("4", "/")
    stage.type("snoozed:yes")
    stage.press("Enter")
    #expect(stage.shows("CHT001233"))
  }

  @Test(arguments: OrderView.allCases)
  func `every view is a query that can be typed`(view: OrderView) throws {
    #expect(try OrderFilter(query: view.filter.text) == view.filter)
  }
}
