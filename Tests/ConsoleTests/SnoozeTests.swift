import Commerce
import Console
import TestSupport
import Testing

/// Putting orders off by keys, and what the screen says until and when they come back.
@Suite struct `Snoozing orders` {
  private func acts(_ stage: Stage) -> [Act] {
    stage.effects.compactMap { if case .perform(let act, _) = $0 { act } else { nil } }
  }

  private func first(_ stage: Stage) -> OrderID { stage.shop.orders[0].id }

  @Test func `Z and Enter wait for the customer, and the list says so`() {
    var stage = Stage()
    stage.press("Z")
    #expect(stage.shows("Snooze CHT001234"))
    #expect(stage.shows("Mon 09:00"))
    stage.press("Enter")
    #expect(acts(stage).map(\.target) == [.operations([.snooze(first(stage), until: .message)])])
    #expect(acts(stage).first?.ifRevision == 1)
    #expect(stage.shows("snoozed until the customer writes by maya"))
  }

  @Test func `a time of one's own is typed, told while typing, and refused when it is none`() {
    var stage = Stage()
    stage.press("Z", "G", "Enter")
    stage.type("mon 14:0")
    stage.press("Enter")
    #expect(stage.shows("that is no time"))
    stage.type("0")
    #expect(stage.shows("Off until Mon 14:00."))
    stage.press("Enter")
    #expect(stage.shows("snoozed until Mon 14:00 by maya"))
  }

  @Test func `the order comes back by itself, says so, and no more once it is opened`() {
    var stage = Stage()
    stage.press("Z", "j", "Enter")
    #expect(stage.shows("snoozed until 15:22 by maya"))
    let wake = stage.model.wakeAt
    #expect(wake != nil)
    stage.tell(.tick(SampleShop.now.advanced(byMilliseconds: 3_600_000)))
    #expect(stage.shows("back from snooze"))
    stage.forgetEffects()
    stage.press("Enter")
    #expect(
      acts(stage).map(\.target) == [.operations([.seeSnoozeEnd(first(stage))])]
    )
    #expect(!stage.shows("back from snooze"))
  }

  @Test func `a live console wakes for the moment itself`() {
    var stage = Stage()
    let soon = SampleShop.now.advanced(byMilliseconds: 7_000)
    stage.shop.orders[2].snooze = Snooze(
      until: .time(soon),
      since: SampleShop.now,
      staff: StaffID("tom"),
      name: "tom"
    )
    stage.tell(.storeChanged)
    #expect(stage.model.wakeAt == soon)
  }

  @Test func `a snoozed order can be woken`() {
    var stage = Stage()
    stage.press("Z", "Enter", "Z", "G", "Enter")
    #expect(acts(stage).last?.target == .operations([.unsnooze(first(stage))]))
    #expect(!stage.shows("snoozed until"))
  }

  @Test func `all marked orders are put off as one act`() {
    var stage = Stage()
    stage.press("Space", "Space", "Z", "Enter")
    guard case .operations(let operations) = acts(stage).first?.target else {
      Issue.record("nothing was done")
      return
    }
    #expect(operations.count == 2)
  }

  @Test func `the choice and the form`() {
    for (width, height) in [(80, 24), (160, 45)] {
      var stage = Stage(width: width, height: height)
      stage.press("Z", "j")
      let choice = GoldenFile("snooze-\(width)x\(height).txt", in: "Screens")
      #expect(choice.difference(to: stage.screen) == nil)
      stage.press("G", "Enter")
      stage.type("mon 14:00")
      let form = GoldenFile("snooze-time-\(width)x\(height).txt", in: "Screens")
      #expect(form.difference(to: stage.screen) == nil)
      stage.press("Enter", "Enter")
      let snoozed = GoldenFile("snoozed-\(width)x\(height).txt", in: "Screens")
      #expect(snoozed.difference(to: stage.screen) == nil)
    }
  }
}
