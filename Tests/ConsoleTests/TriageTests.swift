import Commerce
import Console
import TestSupport
import Testing

@Suite struct `A triage run` {
  /// Three orders wait: the third of the list longest, then the first and the second.
  private func stage(width: Int = 150, height: Int = 34) -> Stage {
    var shop = SampleShop()
    shop.dues = [
      (2, Due(.waiting, since: SampleShop.minutesAgo(180))),
      (0, Due(.shipment, since: SampleShop.minutesAgo(4 * 1_440))),
      (1, Due(.delivery, since: SampleShop.minutesAgo(60))),
    ].map { DueOrder(order: shop.orders[$0.0], dues: [$0.1]) }
    return Stage(shop, width: width, height: height)
  }

  /// Lets the moment pass in which keys are not taken.
  private func look(_ stage: inout Stage) { stage.wait(seconds: 1) }

  private func acts(_ stage: Stage) -> [OrderID] {
    stage.effects.flatMap { effect -> [OrderID] in
      guard case .perform(let act, _) = effect, case .operations(let list) = act.target else {
        return []
      }
      return list.map(\.orderID)
    }
  }

  @Test func `opens what is due first, and says how far it is`() {
    var stage = stage()
    stage.press("D")
    #expect(stage.selection == stage.shop.orders[2].id)
    #expect(stage.shows("Triage 1 of 3"))
    #expect(stage.shows("waiting 3h"))
    #expect(stage.shows("Next CHT001233"))
  }

  @Test func `goes on after an act, with a word of both orders`() {
    var stage = stage()
    stage.press("D")
    look(&stage)
    stage.press("s")
    #expect(acts(stage) == [stage.shop.orders[2].id])
    #expect(stage.selection == stage.shop.orders[0].id)
    #expect(stage.shows("CHT001233"))
    #expect(stage.shows("Next CHT001234, Giovanni Rossi: to ship, late by 2d"))
    #expect(stage.shows("Triage 2 of 3"))
  }

  @Test func `takes no key for the order that has just come`() {
    var stage = stage()
    stage.press("D")
    look(&stage)
    stage.press("s", "s", "s", "x", "r")
    #expect(acts(stage) == [stage.shop.orders[2].id])
    #expect(stage.selection == stage.shop.orders[0].id)
    #expect(stage.shows("came too soon"))
    look(&stage)
    stage.press("r")
    #expect(stage.shows("Reply to Giovanni Rossi"))
  }

  @Test func `takes no key before the next order is on the screen`() {
    var stage = stage()
    stage.press("D")
    look(&stage)
    stage.answersAtOnce = false
    stage.press("D", "s")
    look(&stage)
    stage.press("s")
    #expect(acts(stage) == [])
    stage.deliver()
    look(&stage)
    stage.press("s")
    #expect(acts(stage) == [stage.shop.orders[0].id])
  }

  @Test func `skips and calls done by their keys, and ends with what came of it`() {
    var stage = stage()
    stage.press("D")
    look(&stage)
    stage.press(">")
    look(&stage)
    stage.press("D")
    #expect(stage.shows("Triage 3 of 3"))
    look(&stage)
    stage.press("Esc")
    #expect(stage.shows("1 order handled, 1 skipped, 2 left"))
    #expect(stage.shows("Longest without an answer: CHT001233, waiting 3h"))
    stage.press("Esc")
    #expect(stage.selection == stage.shop.orders[0].id)
    #expect(!stage.shows("Triage"))
  }

  @Test func `tells pace and end`() {
    var stage = stage()
    stage.press("D")
    stage.wait(seconds: 130)
    stage.press("D")
    look(&stage)
    #expect(stage.shows("Triage 2 of 3, pace 2:1"))
    #expect(stage.shows("done about 14:2"))
  }

  @Test func `passes over what a colleague is at or has claimed since, with a word`() {
    var stage = stage()
    let place = PresencePlace(stage.shop.orders[2].id, .replying)
    let ana = StaffPresence(
      staff: StaffID("ana"),
      name: "Ana",
      place: place,
      since: SampleShop.now
    )
    stage.tell(.colleagues([ana]))
    stage.press("D")
    #expect(stage.selection == stage.shop.orders[0].id)
    #expect(stage.shows("CHT001233 is passed over: Ana is replying"))
    look(&stage)
    stage.shop.dues[2].order.assignment = Assignment(
      staff: StaffID("tom"),
      name: "tom",
      since: SampleShop.now.advanced(byMilliseconds: 60_000)
    )
    stage.press("D")
    #expect(stage.shows("3 skipped") || stage.shows("2 skipped"))
    #expect(stage.shows("tom has it now"))
  }

  @Test func `stays where words or a form are in hand`() {
    var stage = stage()
    stage.press("D")
    look(&stage)
    stage.press("i")
    stage.type("Call back")
    stage.press("Enter")
    #expect(stage.selection == stage.shop.orders[2].id)
    #expect(stage.shows("Triage 1 of 3"))
  }

  @Test func `does not begin over marks, nor where nothing is due`() {
    var stage = stage()
    stage.press("Space", "D")
    #expect(stage.shows("Acts would mean the marked orders"))
    var quiet = Stage()
    quiet.press("D")
    #expect(quiet.shows("Nothing is due here"))
    quiet.press(">")
    #expect(quiet.shows("No triage is running"))
  }

  @Test func `that cannot be read ends with the reason`() {
    var stage = stage()
    stage.answersAtOnce = false
    stage.press("D")
    let request = stage.effects.compactMap { effect in
      if case .loadDue(_, _, let request) = effect { request } else { nil }
    }.last
    if let request { stage.tell(.failed(request, "the store is busy")) }
    #expect(stage.shows("The store is busy"))
    stage.press("j")
    #expect(!stage.shows("Triage"))
  }

  @Test func `looks alike in all sizes`() {
    for (width, height) in [(80, 24), (120, 40), (160, 45)] {
      var stage = stage(width: width, height: height)
      stage.press("D")
      look(&stage)
      let golden = GoldenFile("triage-\(width)x\(height).txt", in: "Screens")
      #expect(golden.difference(to: stage.screen) == nil)
    }
  }
}
