import Commerce
import Console
import TestSupport
import Testing

/// The order as it was, by keys in its pane.
@Suite struct TheOrderAsItWas {
  private func inDetail(_ role: StaffRole = .ops) -> Stage {
    var stage = Stage(role: role)
    stage.press("Enter")
    return stage
  }

  private func performed(_ stage: Stage) -> Int {
    stage.effects.count { if case .perform = $0 { true } else { false } }
  }

  @Test func `[ goes a step back, ] forth, and = shows it as it is`() {
    var stage = inDetail()
    let now = stage.screen
    let count = stage.shop.detail(of: stage.shop.orders[0].id)?.moments.count ?? 0
    stage.press("[")
    #expect(stage.shows("As it was on"))
    #expect(stage.shows("step \(count - 1) of \(count)"))
    stage.press("[")
    #expect(stage.shows("step \(count - 2) of \(count)"))
    stage.press("]")
    #expect(stage.shows("step \(count - 1) of \(count)"))
    stage.press("=")
    #expect(stage.screen == now)
    stage.press("[", "]")
    #expect(stage.screen == now)
  }

  @Test func `the first step is the last one back`() {
    var stage = inDetail()
    for _ in 0..<60 { stage.press("[") }
    #expect(stage.shows("step 1 of"))
    #expect(stage.shows("Nothing is known of the order before that"))
  }

  @Test func `nothing is done to an order that is shown as it was`() {
    var stage = inDetail()
    stage.press("[", "s")
    #expect(stage.shows("This is the order as it was; = shows it as it is"))
    #expect(performed(stage) == 0)
    stage.press("=", "s")
    #expect(performed(stage) == 1)
  }

  @Test func `Esc, and leaving the pane, show it as it is`() {
    var stage = inDetail()
    let now = stage.screen
    stage.press("[", "Esc")
    #expect(stage.screen == now)
    stage.press("[", "Tab", "Shift-Tab")
    #expect(!stage.shows("As it was on"))
  }

  @Test func `what others do meanwhile leaves the moment that is looked at`() {
    var stage = inDetail()
    stage.press("[")
    stage.tell(.storeChanged)
    #expect(stage.shows("As it was on"))
  }
}
