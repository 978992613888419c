import Commerce
import Console
import TestSupport
import Testing

/// Goods that come back, by keys.
@Suite struct `Return forms` {
  private func operations(_ stage: Stage) -> [Operation] {
    stage.effects.flatMap { effect -> [Operation] in
      guard case .perform(let act, _) = effect, case .operations(let list) = act.target else {
        return []
      }
      return list
    }
  }

  /// Two lamps, delivered.
  private func delivered(
    role: StaffRole = .ops,
    width: Int = 160,
    height: Int = 45
  ) -> Stage {
    var stage = Stage(width: width, height: height, role: role)
    stage.shop.orders[0].status = .delivered
    stage.tell(.storeChanged)
    return stage
  }

  private let id = OrderID("id-CHT001234")

  /// One lamp, asked for and at that state.
  private func stage(
    _ state: ReturnState,
    role: StaffRole = .ops,
    width: Int = 160,
    height: Int = 45
  ) -> Stage {
    var stage = delivered(role: role, width: width, height: height)
    let items = [ItemQuantity(item: "lamp", quantity: 1)]
    stage.shop.add(ReturnRequest(items: items, reason: .damaged), to: id)
    let steps: [ReturnMove] = [.approve, .send(.untracked), .receive(ReceivedGoods())]
    for step in steps where stage.shop.returns[0].state != state {
      stage.shop.take(step, ReturnID(1))
    }
    stage.tell(.storeChanged)
    return stage
  }

  @Test func `W asks what comes back, how many and why`() {
    var stage = delivered()
    stage.press("W")
    #expect(stage.shows("Return of CHT001234"))
    #expect(stage.shows("not_as_described"))
    stage.type("dam")
    stage.press("Down", "Tab")
    stage.type("a crack")
    stage.press("Tab")
    #expect(stage.shows("Oak desk lamp"))
    stage.type("1")
    stage.press("Enter")
    let items = [ItemQuantity(item: "lamp", quantity: 1)]
    let request = ReturnRequest(items: items, reason: .damaged, text: "a crack")
    #expect(operations(stage) == [.requestReturn(id, request)])
    #expect(stage.shows("CHT001234 return requested"))
  }

  @Test func `all that was sent comes back where no quantity is changed`() {
    var stage = delivered()
    stage.press("W", "Down", "Enter")
    #expect(operations(stage) == [.requestReturn(id, ReturnRequest(reason: .damaged))])
  }

  @Test func `the form says what is wrong while one types`() {
    var stage = delivered()
    stage.press("W", "Enter")
    #expect(operations(stage) == [] && stage.shows("Reason: missing"))
    stage.type("other")
    stage.press("Tab")
    #expect(stage.shows("at least 3 characters"))
    stage.press("Tab")
    stage.type("3")
    #expect(stage.shows("0 to 2"))
    stage.press("Backspace")
    stage.type("0")
    #expect(stage.shows("at least one item"))
    stage.press("Enter")
    #expect(operations(stage) == [])
  }

  @Test func `everything is in view at 80 columns and 24 lines`() {
    var stage = delivered(width: 80, height: 24)
    stage.press("W")
    for reason in ReturnReason.allCases { #expect(stage.shows("○ \(reason.rawValue)")) }
    #expect(stage.shows("It waits for approval"))
    #expect(stage.shows("Oak desk"))
  }

  @Test func `an open return shows the next steps, and what is not asked is done at once`() {
    var stage = stage(.requested)
    stage.press("W")
    for words in ["approve R1", "reject R1", "cancel R1", "another return"] {
      #expect(stage.shows(words), "\(words)")
    }
    stage.press("Enter")
    #expect(operations(stage) == [.moveReturn(id, ReturnID(1), .approve)])
    stage.press("W")
    #expect(stage.shows("R1 is on its way"))
  }

  @Test func `a step that somebody may not take says who may`() {
    var stage = stage(.requested, role: .agent)
    stage.press("W")
    #expect(stage.shows("that needs ops or admin, and you are agent"))
    stage.press("Enter")
    #expect(operations(stage) == [])
    #expect(stage.shows("That needs ops or admin, and you are agent"))
    stage.press("W", "Down", "Down", "Enter")
    #expect(stage.shows("Cancel return R1 of CHT001234"))
    stage.type("keeps it")
    stage.press("Enter")
    #expect(operations(stage) == [.moveReturn(id, ReturnID(1), .cancel(reason: "keeps it"))])
  }

  @Test func `a rejection needs its reason`() {
    var stage = stage(.requested)
    stage.press("W", "Down", "Enter", "Enter")
    #expect(operations(stage) == [] && stage.shows("at least 3 characters"))
    stage.type("too late")
    stage.press("Enter")
    #expect(operations(stage) == [.moveReturn(id, ReturnID(1), .reject(reason: "too late"))])
  }

  @Test func `what is known of its way is noted, or nothing`() {
    var stage = stage(.approved)
    stage.press("W", "Enter")
    #expect(stage.shows("The customer has sent 1 × Oak desk lamp"))
    stage.press("Down", "Tab")
    stage.type("0034, 0035")
    stage.press("Enter")
    let note = ShipmentNote(carrier: "DHL", trackingNumbers: ["0034", "0035"])
    #expect(operations(stage) == [.moveReturn(id, ReturnID(1), .send(note))])
  }

  @Test func `receiving asks how many came, which are damaged and what becomes of them`() {
    var stage = stage(.inTransit)
    stage.press("W", "Enter")
    #expect(stage.shows("Receive return R1 of CHT001234"))
    #expect(stage.shows("Announced: 1 × Oak desk lamp"))
    stage.press("Tab")
    stage.type("lamp=2")
    #expect(stage.shows("2 of lamp cannot be damaged"))
    for _ in 0..<6 { stage.press("Backspace") }
    stage.press("Down", "Tab", "Down", "Down", "Enter")
    let goods = ReceivedGoods(
      damaged: [ItemQuantity(item: "lamp", quantity: 1)],
      restocks: true
    )
    #expect(operations(stage) == [.moveReturn(id, ReturnID(1), .receive(goods))])
  }

  @Test func `a refund begins with what came and was not refunded`() {
    var stage = stage(.received)
    stage.press("W")
    #expect(stage.shows("close R1") && stage.shows("refund R1"))
    stage.press("Down", "Enter")
    #expect(stage.shows("Refund of CHT001234"))
    #expect(stage.shows("lamp=1"))
    stage.press("Enter")
    let part = RefundPart.items([ItemQuantity(item: "lamp", quantity: 1)])
    let request = RefundRequest(part: part, reason: .damaged, returnID: ReturnID(1))
    #expect(operations(stage) == [.requestRefund(id, request)])
  }

  @Test func `a return on a refund is given up by emptying its field`() {
    var stage = stage(.received)
    stage.press("R", "Tab", "Tab", "Tab", "Tab")
    stage.type("R7")
    #expect(stage.shows("one of R1, or nothing"))
    for _ in 0..<2 { stage.press("Backspace") }
    stage.press("Enter")
    let part = RefundPart.items([ItemQuantity(item: "lamp", quantity: 1)])
    #expect(operations(stage) == [.requestRefund(id, RefundRequest(part: part, reason: .damaged))])
  }

  @Test func `the order shows its returns with what is next and who may`() {
    var stage = stage(.approved)
    stage.press("Enter", "G")
    #expect(stage.shows("Returns"))
    #expect(stage.shows("approved, 1 × Oak desk lamp"))
    #expect(stage.shows("next: in transit (ops), cancelled (anyone)"))
  }

  @Test func `Esc keeps what was typed for the same step`() {
    var stage = delivered()
    stage.press("W", "Tab")
    stage.type("a crack")
    stage.press("Esc")
    #expect(stage.shows("What you typed is kept"))
    stage.press("W")
    #expect(stage.shows("a crack"))
  }

  @Test func `why nothing can come back is said`() {
    var stage = Stage()
    stage.press("W")
    #expect(stage.shows("Only what was shipped can come back"))
    var marked = delivered()
    marked.press("Space", "W")
    #expect(marked.shows("Goods come back order by order"))
    var all = delivered()
    all.shop.add(ReturnRequest(reason: .damaged), to: id)
    for step in [ReturnMove.approve, .send(.untracked), .receive(ReceivedGoods()), .close] {
      all.shop.take(step, ReturnID(1))
    }
    all.tell(.storeChanged)
    all.press("W")
    #expect(all.shows("Nothing is left to return"))
  }

  @Test func `the palette finds it`() {
    var stage = delivered()
    stage.press(":")
    stage.type("take goods")
    #expect(stage.shows("Take goods back"))
  }

  // MARK: Whole screens

  @Test(arguments: [(80, 24), (160, 45)])
  func `the forms are as recorded`(width: Int, height: Int) {
    let compare = { (name: String, stage: Stage) in
      let golden = GoldenFile("return-\(name)-\(width)x\(height).txt", in: "Screens")
      #expect(golden.difference(to: stage.screen) == nil)
    }
    var asked = delivered(width: width, height: height)
    asked.press("W", "Down", "Tab")
    asked.type("a crack in the foot")
    compare("form", asked)
    var moved = stage(.inTransit, width: width, height: height)
    moved.press("W")
    compare("steps", moved)
    moved.press("Enter", "Tab", "Down")
    compare("received", moved)
    var shown = stage(.received, width: width, height: height)
    shown.press("R")
    compare("refund", shown)
  }
}
