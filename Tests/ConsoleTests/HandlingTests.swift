import Commerce
import Console
import TestSupport
import Testing

/// Who takes care of orders, their tags and their priority, by keys.
@Suite struct HandlingOrders {
  private func acts(_ stage: Stage) -> [Act] {
    stage.effects.compactMap { if case .perform(let act, _) = $0 { act } else { nil } }
  }

  private func first(_ stage: Stage) -> OrderID { stage.shop.orders[0].id }

  @Test func `A and Enter claims the order, and u can take it back`() {
    var stage = Stage()
    stage.press("A", "Enter")
    #expect(acts(stage).map(\.target) == [.operations([.claim(first(stage))])])
    #expect(stage.shows("✓ CHT001234 assigned to you"))
    #expect(stage.shows("u undo · until 14:37"))
    #expect(stage.shows("@maya"))
  }

  @Test func `ops choose among all the staff, and name the revision they saw`() {
    var stage = Stage()
    stage.press("A")
    #expect(stage.shows("Zoë Brandt"))
    stage.press("j", "j", "Enter")
    #expect(acts(stage).map(\.target) == [.operations([.assign(first(stage), to: StaffID("tom"))])])
    #expect(acts(stage).first?.ifRevision == 1)
    #expect(stage.shows("CHT001234 assigned to tom"))
  }

  @Test func `an agent chooses between themselves and nobody`() {
    var stage = Stage(role: .agent)
    stage.press("A")
    #expect(stage.shows("nobody"))
    #expect(!stage.shows("Zoë Brandt"))
    #expect(!stage.effects.contains { if case .loadStaff = $0 { true } else { false } })
    stage.press("G", "Enter")
    #expect(acts(stage).map(\.target) == [.operations([.assign(first(stage), to: nil)])])
  }

  @Test func `who was faster is named`() {
    var stage = Stage(role: .agent)
    stage.shop.orders[0].assignment = stage.shop.assignment(StaffID("tom"))
    stage.press("A", "Enter")
    #expect(stage.shows("CHT001234: tom has had it for 3 min"))
  }

  @Test func `ops take an order over that they see in other hands`() {
    var stage = Stage()
    stage.shop.orders[0].assignment = stage.shop.assignment(StaffID("tom"))
    stage.tell(.storeChanged)
    stage.press("A", "Enter")
    #expect(
      acts(stage).map(\.target) == [.operations([.assign(first(stage), to: StaffID("maya"))])]
    )
  }

  @Test func `marked orders are assigned together`() {
    var stage = Stage()
    stage.shop.orders[1].assignment = stage.shop.assignment(StaffID("tom"))
    stage.tell(.storeChanged)
    stage.press("Space", "Space", "Space", "A")
    #expect(stage.shows("Assign 3 marked orders"))
    #expect(stage.shows("maya, 2 of 3 are free"))
    stage.press("Enter")
    #expect(acts(stage).count == 1)
    #expect(stage.shows("3 orders assigned to you, 1 refused"))
  }

  @Test func `all orders found are meant as one act`() {
    var stage = Stage(SampleShop(count: 150))
    stage.press("V", "!", "Enter")
    guard case .matching(_, .priority(.urgent), count: 150) = acts(stage).first?.target else {
      Issue.record("\(acts(stage))")
      return
    }
  }

  @Test func `tags are typed as words, and a wrong one is said in the form`() {
    var stage = Stage()
    stage.shop.orders[0].tags = ["late"]
    stage.tell(.storeChanged)
    stage.press("#")
    #expect(stage.shows("Now: late"))
    stage.type("vip a:b")
    stage.press("Enter")
    #expect(acts(stage).isEmpty)
    #expect(stage.shows("a tag is one word of letters, digits"))
    for _ in 0..<3 { stage.press("Backspace") }
    stage.type("-late")
    stage.press("Enter")
    let edit = TagEdit(add: ["vip"], remove: ["late"])
    #expect(acts(stage).map(\.target) == [.operations([.tag(first(stage), edit)])])
    #expect(stage.shows("#vip"))
  }

  @Test func `nothing typed changes nothing, and Esc leaves`() {
    var stage = Stage()
    stage.press("#", "Enter")
    #expect(stage.shows("Nothing is changed"))
    stage.press("#")
    stage.type("vip")
    stage.press("Esc", "!", "Esc", "A", "Esc")
    #expect(acts(stage).isEmpty)
    #expect(!stage.shows("Tags of"))
  }

  @Test func `a priority is chosen, beginning with the one it has`() {
    var stage = Stage()
    stage.press("!")
    #expect(stage.shows("current"))
    stage.press("k", "Enter")
    #expect(acts(stage).map(\.target) == [.operations([.setPriority(first(stage), to: .high)])])
    #expect(acts(stage).first?.ifRevision == 1)
    #expect(stage.shows("CHT001234 priority high"))
  }

  @Test func `read-only says so`() {
    var stage = Stage { $0.isReadOnly = true }
    stage.press("A", "#", "!")
    #expect(stage.shows("This console is read-only"))
    #expect(acts(stage).isEmpty)
  }

  @Test func `the palette knows them`() {
    var stage = Stage()
    stage.press(":")
    stage.type("assign")
    stage.press("Enter")
    #expect(stage.shows("Assign CHT001234"))
  }

  // MARK: Whole screens

  private static let sizes = [(80, 24), (160, 45)]

  private func compare(_ name: String, _ act: (inout Stage) -> Void) {
    for (width, height) in Self.sizes {
      var shop = SampleShop()
      shop.orders[0].assignment = shop.assignment(StaffID("tom"))
      shop.orders[0].tags = ["gift", "vip"]
      shop.orders[0].priority = .urgent
      shop.orders[1].priority = .high
      shop.orders[2].assignment = shop.assignment(StaffID("maya"))
      shop.orders[4].tags = ["late"]
      var stage = Stage(shop, width: width, height: height)
      act(&stage)
      let golden = GoldenFile("\(name)-\(width)x\(height).txt", in: "Screens")
      #expect(golden.difference(to: stage.screen) == nil)
    }
  }

  @Test func `the list and the order with all of them`() {
    compare("handled") { _ in }
    compare("handled-order") { $0.press("Enter") }
  }

  @Test func `the choice of an assignee`() { compare("assign") { $0.press("A", "j") } }

  @Test func `the tag form`() {
    compare("tags") {
      $0.press("#")
      $0.type("fragile -vip")
    }
  }

  @Test func `the choice of a priority`() { compare("priority") { $0.press("!") } }
}
