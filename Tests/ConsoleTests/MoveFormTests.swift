import Commerce
import Console
import Testing
import TestSupport

/// The forms of `t`, `d`, `x` and `B`.
///
/// Of the sample's orders the first is processing, the second
/// shipped, the third confirmed, the fourth delivered, the fifth pending, the sixth cancelled.
@Suite struct MoveForms {
  private func targets(_ stage: Stage) -> [Act.Target] {
    stage.effects.compactMap { if case .perform(let act, _) = $0 { act.target } else { nil } }
  }

  private func compare(_ name: String, _ act: (inout Stage) -> Void) {
    for (width, height) in [(80, 24), (160, 45)] {
      var stage = Stage(width: width, height: height)
      act(&stage)
      let golden = GoldenFile("\(name)-\(width)x\(height).txt", in: "Screens")
      #expect(golden.difference(to: stage.screen) == nil)
    }
  }

  @Test func `the forms as they are seen`() {
    compare("ship-form") { stage in
      stage.press("t")
      stage.type("DHL")
      stage.press("Tab")
      stage.type("0034, 0035")
      stage.press("Tab", "Tab", "Backspace")
      stage.type("1")
    }
    compare("ship-many") { $0.press("Space", "Space", "Space", "Space", "t") }
    compare("cancel-form") { $0.press("x") }
    compare("back-form") { $0.press("B") }
    compare("delivered-form") { $0.press("j", "d") }
  }

  @Test func `a parcel is filled in with numbers and part of the goods`() {
    var stage = Stage()
    stage.press("t")
    #expect(stage.shows("Nothing is left to send after this parcel"))
    stage.press("Down")
    #expect(stage.shows("● DHL"))
    stage.press("Tab")
    stage.type("0034, 0035")
    stage.press("Tab", "Tab", "Backspace")
    stage.type("1")
    #expect(stage.shows("Still to send after this parcel: 1 × Oak desk lamp"))
    stage.press("Enter")
    let note = ShipmentNote(
      carrier: "DHL",
      trackingNumbers: ["0034", " 0035"],
      contents: [ParcelQuantity(sku: "lamp", quantity: 1)]
    )
    let id = stage.shop.orders[0].id
    #expect(targets(stage) == [.operations([.ship(id, note, reason: nil)])])
  }

  @Test func `a quantity that is not left is marked while it is typed, and nothing is done`() {
    var stage = Stage()
    stage.press("t")
    stage.type("DHL")
    stage.press("Tab")
    stage.type("1")
    stage.press("Tab", "Tab", "Backspace")
    for wrong in ["9", "x", ""] {
      stage.type(wrong)
      #expect(stage.shows("0 to 2"))
      stage.press("Enter")
      #expect(targets(stage).isEmpty)
      if !wrong.isEmpty { stage.press("Backspace") }
    }
    stage.type("0")
    stage.press("Enter")
    #expect(stage.shows("A parcel needs at least one item"))
    #expect(targets(stage).isEmpty)
  }

  @Test func `Down goes on with a carrier that was begun, and leaves one's own words`() {
    var stage = Stage()
    stage.press("t")
    stage.type("d")
    stage.press("Down")
    #expect(stage.shows("● DHL"))
    stage.press("Tab")
    stage.type("0034")
    stage.press("Enter")
    let note = ShipmentNote(carrier: "DHL", trackingNumbers: ["0034"])
    #expect(
      targets(stage) == [.operations([.ship(stage.shop.orders[0].id, note, reason: nil)])]
    )
    var own = Stage()
    own.press("t")
    own.type("Bicycle")
    own.press("Down")
    own.type("7")
    own.press("Enter")
    let byBicycle = ShipmentNote(carrier: "Bicycle", trackingNumbers: ["7"])
    #expect(
      targets(own) == [.operations([.ship(own.shop.orders[0].id, byBicycle, reason: nil)])]
    )
  }

  @Test func `the reason for no number takes the place of both`() {
    var stage = Stage()
    stage.press("t", "Enter")
    #expect(stage.shows("Shipping needs carrier and tracking number, or a reason"))
    #expect(targets(stage).isEmpty)
    stage.press("Tab", "Tab", "Down", "Enter")
    let id = stage.shop.orders[0].id
    #expect(
      targets(stage) == [
        .operations([.ship(id, .untracked, reason: "own courier, no tracking")])
      ]
    )
  }

  @Test func `a shipped order gets a further parcel while something is left`() {
    var stage = Stage()
    stage.press("j", "t")
    #expect(stage.shows("Further parcel of ORD-2026-000123"))
    stage.press("Esc")
    stage.shop.parcels = [
      Parcel(
        id: "1",
        carrier: "DHL",
        trackingNumbers: ["0034"],
        shippedAt: SampleShop.now,
        items: [ParcelItem(sku: "lamp", name: "Oak desk lamp", quantity: 2)]
      )
    ]
    stage.tell(.storeChanged)
    stage.press("t")
    #expect(stage.shows("Nothing is left to ship"))
  }

  @Test func `what cannot be is said at once, with what can`() {
    var stage = Stage()
    stage.press("j", "x")
    #expect(stage.shows("A shipped order cannot be cancelled; use a return (W) or a replacement"))
    stage.press("j", "t")
    #expect(stage.shows("An order cannot go from confirmed to shipped"))
    stage.press("j", "j", "B")
    #expect(stage.shows("A pending order has no step behind it"))
    var agent = Stage(role: .agent)
    agent.press("t")
    #expect(agent.shows("Only ops and admins may set shipped"))
    #expect(targets(stage).isEmpty && targets(agent).isEmpty)
  }

  @Test func `cancelling says who pays back, and takes the reason for no refund`() {
    var stage = Stage()
    stage.press("x")
    #expect(stage.shows("approve it"))
    stage.press("Down", "Tab")
    stage.type("x")
    #expect(stage.shows("at least 3 characters"))
    stage.press("Enter")
    #expect(targets(stage).isEmpty)
    stage.press("Backspace", "Down", "Enter")
    let id = stage.shop.orders[0].id
    let wanted = Operation.cancel(
      id,
      reason: "customer changed their mind",
      noRefund: "refunded with the provider already"
    )
    #expect(targets(stage) == [.operations([wanted])])
  }

  @Test func `an order that nobody paid has no word on money`() {
    var stage = Stage()
    stage.press("j", "j", "j", "j", "x")
    #expect(stage.shows("Cancel ORD-2026-000119"))
    #expect(!stage.shows("No refund") && !stage.shows("approves it"))
  }

  @Test func `back and delivered ask for a reason and do one step`() {
    var stage = Stage()
    stage.press("B", "Enter")
    #expect(stage.shows("Going back needs a reason"))
    stage.press("Down", "Enter")
    let id = stage.shop.orders[0].id
    #expect(targets(stage) == [.operations([.stepBack(id, reason: "set by mistake")])])
    stage.forgetEffects()
    stage.press("j", "d", "Down", "Enter")
    let second = stage.shop.orders[1].id
    let wanted = Operation.setStatus(
      second,
      to: .delivered,
      shipment: nil,
      reason: "customer confirmed it"
    )
    #expect(targets(stage) == [.operations([wanted])])
  }

  @Test func `many are previewed before anything happens, those that cannot by what they are`() {
    var stage = Stage()
    stage.press("Space", "Space", "Space", "Space", "Space", "Space", "t")
    let words = "1 will ship, 5 cannot: 1 cancelled, 1 confirmed, 1 pending"
    #expect(stage.shows(words))
    #expect(!stage.shows("several with commas"))
    #expect(targets(stage).isEmpty)
    stage.press("Esc", "x")
    #expect(stage.shows("3 will be cancelled, 3 cannot"))
    stage.press("Esc", "d")
    #expect(stage.shows("1 will be delivered, 5 cannot"))
    stage.press("Down", "Enter")
    #expect(targets(stage).count == 1)
  }

  @Test func `all that a filter finds are read for the preview, and these are what is done`() {
    var stage = Stage(SampleShop(count: 70))
    stage.press("V", "t")
    #expect(stage.shows("20 will ship, 50 cannot"))
    stage.press("Tab", "Down", "Enter")
    guard case .operations(let operations) = targets(stage).first else {
      Issue.record("no operations")
      return
    }
    // Without the ten that are shipped already, which get no further parcel here.
    #expect(operations.count == 60)
  }

  @Test func `the choice of a status leads to the same forms, and Esc back to the choice`() {
    var stage = Stage()
    stage.press("S", "j", "Enter")
    #expect(stage.shows("Ship CHT001234"))
    stage.press("Esc")
    #expect(stage.shows("Status of CHT001234"))
    stage.press("j", "Enter")
    #expect(stage.shows("Cancel CHT001234"))
    stage.press("Esc", "j", "Enter")
    #expect(stage.shows("One step back: CHT001234"))
  }

  @Test func `read-only opens none of them`() {
    var stage = Stage { $0.isReadOnly = true }
    stage.press("t", "d", "x", "B")
    #expect(stage.shows("This console is read-only"))
    #expect(!stage.shows("Ship CHT001234"))
  }
}
