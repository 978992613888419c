import Commerce
import Console
import Testing
import TestSupport

@Suite struct StatusForms {
  private func operations(_ stage: Stage) -> [Act.Target] {
    stage.effects.compactMap { if case .perform(let act, _) = $0 { act.target } else { nil } }
  }

  private func compare(_ stage: Stage, _ name: String) {
    let golden = GoldenFile("\(name).txt", in: "Screens")
    #expect(golden.difference(to: stage.screen) == nil)
  }

  /// The form that asks why the first order is to be cancelled.
  private func cancelling(width: Int = 120, height: Int = 40) -> Stage {
    var stage = Stage(width: width, height: height)
    stage.press("S", "j", "j", "Enter")
    return stage
  }

  @Test func `a jump to the end of the choice changes nothing`() {
    var stage = Stage()
    stage.press("S", "G")
    #expect(stage.shows("▌leave it processing"))
    stage.press("Enter")
    #expect(operations(stage).isEmpty)
    #expect(stage.shows("Nothing is changed"))
    #expect(!stage.shows("Status of CHT001234"))
  }

  @Test func `for many orders the end changes nothing either`() {
    var stage = Stage()
    stage.press("Space", "Space", "S", "G")
    #expect(stage.shows("▌change nothing"))
    stage.press("Enter")
    #expect(operations(stage).isEmpty)
  }

  @Test func `what cancelling needs, with the usual reasons to choose from`() {
    for (width, height) in [(80, 24), (160, 45)] {
      var stage = cancelling(width: width, height: height)
      compare(stage, "cancel-\(width)x\(height)")
      stage.press("Down", "Down")
      compare(stage, "cancel-reason-\(width)x\(height)")
    }
  }

  @Test func `a usual reason is chosen with the arrows and taken with Enter`() {
    var stage = cancelling()
    #expect(stage.shows("type or choose"))
    stage.press("Down", "Down")
    #expect(stage.shows("● out of stock"))
    #expect(!stage.shows("type or choose"))
    stage.press("Enter")
    let id = stage.shop.orders[0].id
    let operation = Operation.cancel(id, reason: "out of stock", noRefund: nil)
    #expect(operations(stage) == [.operations([operation])])
  }

  @Test func `while typing the form says what is missing, and own words are not overwritten`() {
    var stage = cancelling()
    stage.type("no")
    #expect(stage.shows("at least 3 characters"))
    stage.type("t in stock")
    #expect(!stage.shows("at least 3 characters"))
    stage.press("Down")
    #expect(stage.shows("not in stock"))
    #expect(!stage.shows("● customer") && !stage.shows("● out"))
  }

  @Test func `what shipping needs is said quietly, and is an error once the field is left`() {
    var stage = Stage()
    stage.press("S", "j", "Enter")
    func count(_ word: String) -> Int { stage.screen.components(of: word) }
    #expect(count("needed") == 2 && count("missing") == 0)
    stage.type("DHL")
    #expect(count("needed") == 1 && count("missing") == 0)
    stage.press("Tab", "Tab")
    #expect(count("needed") == 0 && count("missing") == 1)
    stage.press("Down")
    #expect(stage.shows("● own courier, no tracking"))
    #expect(count("needed") == 0 && count("missing") == 0)
  }

  @Test func `a cancellation without a reason is told so when it is tried`() {
    var stage = cancelling()
    #expect(stage.shows("type or choose") && !stage.shows("Reason    !"))
    stage.press("Enter")
    #expect(operations(stage).isEmpty)
    #expect(stage.shows("Reason    !"))
  }
}

extension String {
  /// How often another text stands in it.
  fileprivate func components(of text: String) -> Int {
    var count = 0
    var rest = self[...]
    while let range = rest.firstRange(of: text) {
      count += 1
      rest = rest[range.upperBound...]
    }
    return count
  }
}
