import Commerce
import Console
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
    #expect(stage.shows("Select a quarantined record to take it again"))
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
