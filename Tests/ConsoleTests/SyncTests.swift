import Commerce
import Console
import TestSupport
import Testing

@Suite struct SyncScreen {
  private let difference = SyncDrift(
    kind: .amount,
    orderID: OrderID("id-CHT001234"),
    orderNumber: "CHT001234",
    explanation: "the checkout says $349.00, the order $340.00",
    canRepair: true
  )

  private func repairs(_ stage: Stage) -> [Bool] {
    stage.effects.compactMap { effect in
      if case .repairSync(_, let isRehearsal, _) = effect { isRehearsal } else { nil }
    }
  }

  @Test func `verifying lists what differs`() {
    var stage = Stage()
    stage.shop.drift = [difference]
    stage.press("F2", "v")
    #expect(stage.shows("the checkout says $349.00"))
    #expect(stage.shows("1 difference between chat orders and orders"))
  }

  @Test func `a repair says first what it would do`() {
    var stage = Stage()
    stage.shop.drift = [difference]
    stage.press("F2", "v", "j", "j", "p")
    #expect(repairs(stage) == [true])
    #expect(stage.shows("1 order would be repaired"))
    stage.press("Enter")
    #expect(repairs(stage) == [true, false])
    #expect(stage.shows("1 order is repaired"))
  }

  @Test func `a repair that is not wanted is not done`() {
    var stage = Stage()
    stage.press("F2", "P", "Esc")
    #expect(repairs(stage) == [true])
  }

  @Test func `keys that mean nothing on the selected row say why`() {
    var stage = Stage()
    stage.press("F2", "p")
    #expect(stage.shows("Verify first, to see what differs"))
    stage.press("t")
    #expect(stage.shows("Select a quarantined record for that"))
  }

  private func operations(_ stage: Stage) -> [Operation] {
    stage.effects.flatMap { effect -> [Operation] in
      guard case .perform(let act, _) = effect, case .operations(let list) = act.target else {
        return []
      }
      return list
    }
  }

  @Test func `a conflict is settled from the sync screen, with a reason or without`() {
    var shop = SampleShop()
    shop.overview.conflicts[0].ours = "packaged"
    var stage = Stage(shop)
    stage.press("F2", "K")
    #expect(stage.shows("Select a conflict to settle it"))
    stage.press("j", "j", "K")
    #expect(stage.shows("status packaged here, shipped at the source since 11:03"))
    #expect(stage.shows("keep packaged"))
    stage.press("j")
    stage.press("Enter")
    #expect(stage.shows("Take shipped: CHT001230"))
    stage.type("came back")
    stage.press("Enter")
    #expect(
      operations(stage) == [
        .settleConflict(
          OrderID("id-CHT001230"),
          field: "status",
          keep: .theirs,
          seen: ConflictValues(ours: "packaged", theirs: "shipped"),
          reason: "came back"
        )
      ]
    )
  }

  @Test func `a side that the rules refuse is greyed, with the reason, and cannot be taken`() {
    for (width, height) in [(80, 24), (160, 45)] {
      var stage = Stage(width: width, height: height)
      stage.press("8", "K")
      #expect(stage.shows("take shipped"))
      #expect(stage.shows("take shipped    cannot"))
      let golden = GoldenFile("settle-\(width)x\(height).txt", in: "Screens")
      #expect(golden.difference(to: stage.screen) == nil)
      stage.press("j", "Enter")
      #expect(stage.shows("Take shipped: a cancelled order stays cancelled"))
      #expect(operations(stage) == [])
      stage.press("k", "Enter")
      #expect(stage.shows("Keep cancelled: CHT001230"))
    }
  }

  @Test func `where the source is followed its side is the only one`() {
    var shop = SampleShop()
    shop.overview.conflicts[0].field = "unknown_payment"
    shop.overview.conflicts[0].isFollowed = true
    var stage = Stage(shop)
    stage.press("F2", "j", "j", "K", "Enter")
    #expect(stage.shows("Take shipped: CHT001230"))
  }

  @Test func `a reason that was typed is there again when settling is refused`() {
    var stage = Stage()
    stage.shop.refusal = "the source says delivered since"
    stage.press("8", "K", "Enter")
    stage.type("the parcel came back")
    stage.press("Enter")
    #expect(stage.shows("The source says delivered since"))
    #expect(stage.shows("Keep cancelled: CHT001230"))
    #expect(stage.shows("the parcel came back"))
    stage.shop.refusal = nil
    stage.press("Enter")
    #expect(operations(stage).count == 2)
    #expect(!stage.shows("the parcel came back"))
  }

  @Test func `counts of a run have their thousands sign, and one conflict is one`() {
    var counts = SyncCounts()
    counts.inserted = 12_345
    counts.unchanged = 1_000
    counts.conflicts = 1
    var shop = SampleShop()
    shop.overview.sources[0].lastCounts = counts
    var stage = Stage(shop, width: 160, height: 45)
    stage.press("F2")
    #expect(stage.shows("12,345 new, 1,000 unchanged, 1 conflict"))
    #expect(!stage.shows("1 conflicts"))
  }

  @Test func `a conflict is settled from its order, found by view 8`() {
    var stage = Stage()
    stage.press("K")
    #expect(stage.shows("This order has no conflict"))
    stage.press("8")
    #expect(stage.selection == OrderID("id-CHT001230"))
    #expect(stage.shows("conflict: status cancelled here, shipped at the source"))
    stage.press("K", "Enter", "Enter")
    #expect(
      operations(stage) == [
        .settleConflict(
          OrderID("id-CHT001230"),
          field: "status",
          keep: .ours,
          seen: ConflictValues(ours: "cancelled", theirs: "shipped"),
          reason: nil
        )
      ]
    )
    stage.press("8")
    #expect(stage.shows("There are no orders on which staff and source differ"))
  }

  @Test func `a form that is left, and an agent, settle nothing`() {
    var stage = Stage()
    stage.press("8", "K", "End", "Enter")
    #expect(stage.shows("Nothing is changed"))
    stage.press("K", "Enter", "Esc")
    #expect(operations(stage) == [])
    var agent = Stage(role: .agent)
    agent.press("8", "K")
    #expect(agent.shows("Settling a conflict needs ops or admin"))
  }

  @Test func `a quarantined record is discarded with a reason, or taken again`() {
    var stage = Stage()
    stage.press("F2", "End", "d", "Enter")
    #expect(stage.shows("Discard record 7"))
    #expect(stage.shows("at least 3 characters"))
    stage.type("a test line")
    stage.press("Enter")
    #expect(operations(stage) == [.discardRecord(7, reason: "a test line")])
    stage.press("t")
    #expect(stage.effects.contains { if case .retryQuarantine(7, _) = $0 { true } else { false } })
  }

  @Test func `a conflict opens its order`() {
    var stage = Stage()
    stage.press("F2", "j", "j", "Enter")
    #expect(stage.selection == OrderID("id-CHT001230"))
    #expect(stage.model.viewState.screen == .orders)
  }

  @Test func `a run shows how far it is and then what it did`() {
    var stage = Stage()
    stage.press("F2")
    stage.answersAtOnce = false
    stage.press("r")
    stage.tell(.syncProgress(SyncProgress(source: "shop-bot", recordsRead: 1_500)))
    #expect(stage.shows("1,500 records of shop-bot"))
    stage.press("r")
    #expect(stage.shows("Sync is running already"))
    stage.deliver()
    #expect(stage.shows("Sync is done"))
    #expect(!stage.shows("1,500 records"))
  }
}
