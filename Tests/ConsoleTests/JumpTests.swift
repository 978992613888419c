import Commerce
import Console
import TestSupport
import Testing

/// Going to an order by its number.
@Suite struct `Jumping to a number` {
  @Test func `J and the last digits go to the one order that ends so`() {
    var stage = Stage()
    stage.press("J")
    stage.type("0122")
    stage.press("Enter")
    #expect(stage.selection == stage.shop.orders[3].id)
    #expect(!stage.shows("Go to an order"))
  }

  @Test func `several that end so are offered, and one is chosen`() {
    var stage = Stage()
    stage.shop.orders[1].number = "ORD-2026-001234"
    stage.press("J")
    stage.type("1234")
    stage.press("Enter")
    #expect(stage.shows("Several numbers end so"))
    stage.press("j", "Enter")
    #expect(stage.selection == stage.shop.orders[1].id)
  }

  @Test func `an order outside the filter is found, and it is said that the filter is left`() {
    var stage = Stage()
    stage.press("/")
    stage.type("status:shipped")
    stage.press("Enter", "J")
    stage.type("CHT001234")
    stage.press("Enter")
    #expect(stage.selection == stage.shop.orders[0].id)
    #expect(stage.shows("CHT001234 is found in all orders: filter and view are left"))
    #expect(stage.model.viewState.filter == "")
  }

  @Test func `what no number ends with is said where it was typed`() {
    var stage = Stage()
    stage.press("J")
    stage.type("777777")
    stage.press("Enter")
    #expect(stage.shows("no order has the number 777777"))
    stage.press("Esc")
    #expect(!stage.shows("Go to an order"))
  }

  @Test func `a number typed into the palette is gone to`() {
    var stage = Stage()
    stage.press(":")
    stage.type("001233")
    stage.press("Enter")
    #expect(stage.selection == stage.shop.orders[2].id)
  }

  @Test func `the field`() {
    var stage = Stage(width: 80, height: 24)
    stage.press("J")
    stage.type("12")
    let golden = GoldenFile("jump-80x24.txt", in: "Screens")
    #expect(golden.difference(to: stage.screen) == nil)
  }
}
