import Commerce
import Console
import TestSupport
import Testing

/// Marks, and acts on several orders.
///
/// Of the sample's orders the first is processing, the second shipped, the third confirmed, the
/// fourth delivered, the fifth pending and unpaid, the sixth cancelled.
@Suite struct Marking {
  private func acts(_ stage: Stage) -> [Act] {
    stage.effects.compactMap { if case .perform(let act, _) = $0 { act } else { nil } }
  }

  private func statuses(_ act: Act?) -> [OrderID: OrderStatus] {
    guard case .operations(let operations) = act?.target else { return [:] }
    return operations.reduce(into: [:]) { statuses, operation in
      if case .setStatus(let id, let status, _, _) = operation { statuses[id] = status }
    }
  }

  // MARK: The next step of several

  @Test func `the next step of several orders is shown before it is taken`() {
    for (width, height) in [(80, 24), (160, 45)] {
      var stage = Stage(width: width, height: height)
      stage.press("Space", "Space", "Space", "Space", "Space", "Space", "s")
      #expect(acts(stage).isEmpty)
      let golden = GoldenFile("steps-\(width)x\(height).txt", in: "Screens")
      #expect(golden.difference(to: stage.screen) == nil)
      stage.press("Enter")
      #expect(acts(stage).count == 1)
      let orders = stage.shop.orders
      #expect(
        statuses(acts(stage).first) == [orders[0].id: .packaged, orders[2].id: .processing]
      )
    }
  }

  @Test func `Esc takes no step and keeps the marks`() {
    var stage = Stage()
    stage.press("Space", "Space", "Space", "s")
    #expect(stage.shows("1 will be processing, 1 will be packaged, 1 cannot: 1 shipped"))
    stage.press("Esc")
    #expect(acts(stage).isEmpty)
    #expect(stage.shows("3 marked"))
  }

  @Test func `one order takes its step by one key`() {
    var stage = Stage()
    stage.press("s")
    #expect(acts(stage).count == 1)
  }

  @Test func `orders that all are at their end say so at once`() {
    var stage = Stage()
    stage.press("j", "j", "j", "Space", "j", "Space", "s")
    #expect(stage.shows("None can go a step on: 2 cannot: 1 cancelled, 1 delivered"))
  }

  @Test func `a status for all that a filter finds is shown with its orders before it is set`() {
    var stage = Stage(SampleShop(count: 150))
    stage.press("V", "S", "j", "Enter")
    #expect(acts(stage).isEmpty)
    #expect(stage.shows("will be processing"))
    #expect(stage.shows("cannot:"))
    // Some are packaged and would go back, which takes a reason.
    stage.type("wrong parcels")
    stage.press("Enter")
    #expect(acts(stage).count == 1)
  }

  // MARK: All of them

  @Test func `more than 200 orders change only when their number was typed`() {
    var stage = Stage(SampleShop(count: 1_400))
    stage.press("V", "!", "Enter")
    #expect(acts(stage).isEmpty)
    #expect(stage.shows("That is more than 200 at once. Type 1,400 to do it."))
    let golden = GoldenFile("count-question-150x34.txt", in: "Screens")
    #expect(golden.difference(to: stage.screen) == nil)
    stage.type("140")
    stage.press("Enter")
    #expect(acts(stage).isEmpty && stage.shows("type 1,400"))
    stage.type("0")
    stage.press("Enter")
    #expect(acts(stage).map(\.confirmedCount) == [1_400])
    #expect(stage.shows("1,400 orders priority urgent"))
  }

  @Test func `Esc at the question for the number changes nothing and keeps the marks`() {
    var stage = Stage(SampleShop(count: 300))
    stage.press("V", "A", "Enter")
    stage.type("300")
    stage.press("Esc")
    #expect(acts(stage).isEmpty)
    #expect(stage.shows("Nothing is changed"))
    #expect(stage.shows("300 marked"))
    stage.press("u")
    #expect(stage.effects.contains { if case .undo = $0 { true } else { false } })
  }

  @Test func `what was seen of a thousand orders is what is done, and the log has its query`() {
    var stage = Stage(SampleShop(count: 1_400))
    stage.press("V", "S", "j", "Enter")
    #expect(stage.shows("will be processing"))
    stage.type("wrong parcels")
    stage.press("Enter")
    stage.type("1400")
    stage.press("Enter")
    guard case .operations(let operations) = acts(stage).last?.target else {
      Issue.record("\(acts(stage))")
      return
    }
    #expect(operations.count == 1_400)
    stage.press("Esc", "L")
    #expect(stage.shows("--orders 1400"))
  }

  // MARK: A long act

  @Test func `a long act tells how far it is, Esc ends it, and undo and quitting wait for that`() {
    var stage = Stage(SampleShop(count: 1_400))
    stage.answersAtOnce = false
    stage.press("V", "!", "Enter")
    stage.type("1400")
    stage.press("Enter")
    guard case .perform(_, let request) = stage.effects.last else {
      Issue.record("nothing is done")
      return
    }
    stage.tell(.actProgress(request, ActProgress(done: 350, total: 1_400)))
    #expect(stage.shows("350 of 1,400 orders, 25 %"))
    #expect(stage.shows("Esc stops"))
    stage.press("j")
    #expect(stage.shows("350 of 1,400 orders, 25 %"))
    for (key, sign) in [("u", "undo"), ("q", "quit"), ("U", "redo")] {
      stage.press(key)
      #expect(stage.shows("1,400 orders are being changed; Esc stops that"), "\(sign)")
      #expect(!stage.effects.contains(.quit))
      stage.press("Esc")
      #expect(!stage.effects.contains(.stopAct(request)), "it takes the error away")
    }
    stage.press("Esc")
    #expect(stage.effects.contains(.stopAct(request)))
    #expect(stage.shows("stopping"))
    #expect(stage.shows("1,400 marked"))
    stage.tell(.performed(request, Receipt(actID: "a", summary: "375 orders; stopped, 1,025 left")))
    #expect(stage.shows("375 orders; stopped, 1,025 left"))
    #expect(!stage.shows("25 %"))
  }

  // MARK: Another list

  @Test func `marks outside of a filter stay, are said and are not acted on`() {
    var stage = Stage()
    stage.press("Space", "Space")
    stage.press("/")
    stage.type("giovanni")
    #expect(stage.shows("1 mark is outside this list, and acts leave it out"))
    #expect(stage.shows("1 marked, 1 more outside"))
    stage.press("Enter", "!", "Enter")
    guard case .operations(let operations) = acts(stage).last?.target else {
      Issue.record("no act on single orders")
      return
    }
    #expect(operations.map(\.orderID) == [stage.shop.orders[0].id])
  }

  @Test func `marks come back with their list`() {
    var stage = Stage()
    stage.press("Space", "Space", "Space")
    stage.press("/")
    stage.type("souza")
    stage.press("Enter")
    #expect(stage.shows("3 marked outside"))
    stage.press("Space")
    #expect(stage.shows("1 marked, 3 more outside"))
    stage.press("1")
    #expect(stage.shows("4 marked"))
    #expect(!stage.shows("outside"))
  }

  @Test func `a mark on all orders of a list is dropped with it, and that is said`() {
    var stage = Stage(SampleShop(count: 500))
    stage.press("V")
    stage.show(.chat)
    #expect(stage.shows("The mark on all 500 orders is dropped: this is another list"))
    #expect(!stage.shows("500 marked"))
  }

  @Test func `Esc that leaves a view keeps the selected order`() {
    var stage = Stage()
    stage.show(.chat)
    stage.press("j", "j")
    let selected = stage.selection
    stage.press("Esc")
    #expect(stage.model.viewState.view == .all)
    #expect(selected != nil && stage.selection == selected)
  }

  // MARK: A filter on its way

  @Test func `a field of the filter without its value yet keeps the rows`() {
    var stage = Stage()
    stage.press("/")
    stage.type("giovanni status:")
    #expect(stage.shows("CHT001234"))
    #expect(!stage.shows("No order matches"))
    stage.type("shipped")
    #expect(stage.shows("No order matches"))
  }

  @Test func `the name of a field alone shows every order again`() {
    var stage = Stage()
    stage.press("/")
    stage.type("status:")
    #expect(stage.shows("CHT001234"))
    #expect(stage.shows("30 orders"))
  }

  // MARK: The start

  @Test func `a new day begins in the list, with the chat beside it where it was`() {
    var stage = Stage(width: 80, height: 24) {
      $0.viewState.focus = .chat
      $0.viewState.selection = OrderID("id-CHT001233")
    }
    #expect(stage.shows("No messages yet."))
    stage.press("Space")
    #expect(stage.shows("1 marked"))
  }
}
