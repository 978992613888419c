import Commerce
import Console
import Testing

@Suite struct MovingOrders {
  private func acts(_ stage: Stage) -> [Act] {
    stage.effects.compactMap { if case .perform(let act, _) = $0 { act } else { nil } }
  }

  @Test func `s takes the next step and names the revision it was shown`() {
    var stage = Stage()
    stage.press("s")
    let id = stage.shop.orders[0].id
    let operation = Operation.setStatus(id, to: .packaged, shipment: nil, reason: nil)
    #expect(acts(stage).first?.target == .operations([operation]))
    #expect(acts(stage).first?.ifRevision == 1)
    #expect(stage.shows("✓ CHT001234 packaged"))
    #expect(stage.shows("u undo · until 14:37"))
    #expect(stage.shop.orders[0].status == .packaged)
  }

  @Test func `what waits to leave is counted down by the second, and the count ends`() {
    var stage = Stage()
    stage.press("r")
    stage.type("Hello")
    stage.press("Enter", "Esc")
    #expect(stage.model.wakeAt == SampleShop.now.advanced(byMilliseconds: 1_000))
    #expect(stage.shows("u takes back \"") && stage.shows("\" · 10 s"))
    stage.wait(seconds: 4)
    #expect(stage.shows("\" · 6 s"))
    stage.shop.undoable = nil
    stage.wait(seconds: 6)
    #expect(!stage.shows("u takes back"))
  }

  @Test func `what sends nothing is named with its end, and nothing wakes the screen for it`() {
    var stage = Stage()
    stage.press("s")
    stage.wait(seconds: 8)
    #expect(stage.shows("u takes back \"CHT001234 packaged\" until 14:37"))
    #expect(stage.model.wakeAt == SampleShop.now.advanced(byMilliseconds: 60_000))
    stage.tell(.tick(SampleShop.now.advanced(byMilliseconds: 14 * 60_000)))
    #expect(stage.shows("until 14:37"))
    stage.tell(.tick(SampleShop.now.advanced(byMilliseconds: 15 * 60_000)))
    #expect(!stage.shows("until 14:37"))
  }

  @Test func `a narrow screen cuts the name of the act and keeps the end`() {
    var stage = Stage(width: 64, height: 20)
    stage.shop.undoable = Undoable(
      title: "a title that is much too long for the little room there is on this line",
      until: SampleShop.now.advanced(byMilliseconds: 15 * 60_000),
      isHeld: false
    )
    stage.tell(.storeChanged)
    #expect(stage.shows("u takes back \"a title that is much"))
    #expect(stage.shows("…\" until 14:37"))
  }

  @Test func `when the last act can be taken back no longer, the one before is offered`() {
    var stage = Stage()
    stage.press("s")
    let first = stage.shop.undoable
    stage.press("r")
    stage.type("Hello")
    stage.press("Enter", "Esc")
    stage.shop.undoable = first
    stage.wait(seconds: 10)
    #expect(stage.shows("u takes back \"CHT001234 packaged\" until 14:37"))
    stage.press("u")
    #expect(!stage.shows("until 14:37"))
  }

  @Test func `shipping asks for what it needs before anything is done`() {
    var stage = Stage()
    stage.shop.orders[0].status = .packaged
    stage.tell(.storeChanged)
    stage.press("s")
    #expect(acts(stage).isEmpty)
    stage.press("Enter")
    #expect(acts(stage).isEmpty)
    stage.type("DHL")
    stage.press("Tab")
    stage.type("00340434")
    stage.press("Enter")
    let note = ShipmentNote(carrier: "DHL", trackingNumber: "00340434")
    let id = stage.shop.orders[0].id
    let operation = Operation.ship(id, note, reason: nil)
    #expect(acts(stage).map(\.target) == [.operations([operation])])
  }

  @Test func `only what the rules allow is offered`() {
    var stage = Stage(role: .agent)
    stage.press("S")
    #expect(stage.shows("From processing there is nowhere to go for agent"))
    var ops = Stage()
    ops.press("S")
    #expect(!ops.shows("delivered     next"))
  }

  @Test func `a delivered order says that it is at its end`() {
    var stage = Stage()
    stage.press("j", "j", "j", "s")
    #expect(stage.shows("A delivered order goes no further"))
    #expect(acts(stage).isEmpty)
  }

  @Test func `marked orders are moved together and each refusal is named`() {
    var stage = Stage()
    stage.press("Space", "Space", "Space", "Space", "S", "Enter")
    #expect(acts(stage).count == 1)
    #expect(stage.shows("4 orders processing, 3 refused"))
    #expect(stage.shows("CHT001234 cannot be processing"))
    #expect(stage.shows("ORD-2026-000122 cannot be processing"))
  }

  @Test func `an agent cannot move many orders`() {
    var stage = Stage(role: .agent)
    stage.press("Space", "Space", "s")
    #expect(stage.shows("Only ops and admins may move many orders at once"))
    #expect(acts(stage).isEmpty)
  }

  @Test func `Esc drops the marks first`() {
    var stage = Stage()
    stage.press("Space", "Space")
    #expect(stage.shows("2 marked"))
    stage.press("Esc")
    #expect(!stage.shows("marked"))
  }

  @Test func `a range is marked from the last mark to here`() {
    var stage = Stage()
    stage.press("Space", "j", "j", "v")
    #expect(stage.shows("4 marked"))
  }

  @Test func `what was refused is told and changes nothing`() {
    var stage = Stage()
    stage.shop.refusal = "tom has set CHT001234 to shipped since"
    stage.press("s")
    #expect(stage.shows("✗ Tom has set CHT001234 to shipped since"))
  }

  @Test func `read-only says so and asks for nothing`() {
    var stage = Stage { $0.isReadOnly = true }
    stage.forgetEffects()
    stage.press("s", "S", "i", "r", "M", "u", "U")
    #expect(stage.shows("This console is read-only"))
    #expect(stage.shows("READ-ONLY"))
    #expect(acts(stage).isEmpty)
    #expect(!stage.effects.contains { if case .undo = $0 { true } else { false } })
  }

  @Test func `the number is copied`() {
    var stage = Stage()
    stage.press("y")
    #expect(stage.effects.contains(.copy("CHT001234")))
    #expect(stage.shows("Copied CHT001234"))
  }

  @Test func `a note is kept as a draft until it is saved`() {
    var stage = Stage()
    stage.press("i")
    stage.type("Call back")
    stage.press("Esc")
    #expect(stage.shop.drafts[stage.shop.orders[0].id]?.first?.body == "Call back")
    stage.press("i")
    stage.type(" today")
    stage.press("Enter")
    let id = stage.shop.orders[0].id
    #expect(acts(stage).last?.target == .operations([.addNote(id, body: "Call back today")]))
  }
}
