import Commerce
import Console
import TestSupport
import Testing

/// The pane that names the commands of the last keys.
@Suite struct LoggingCommands {
  private func copied(_ stage: Stage) -> String? {
    stage.effects.compactMap { if case .copy(let text) = $0 { text } else { nil } }.last
  }

  @Test func `L shows what the last keys did as commands, and Enter copies one`() {
    var stage = Stage()
    stage.press("A", "Enter", "L")
    #expect(stage.shows("Commands of your last keys"))
    #expect(stage.shows("14:22  order claim CHT001234"))
    stage.press("Enter")
    #expect(copied(stage) == "orderdeck order claim CHT001234")
    stage.press("u", "L", "Enter")
    #expect(copied(stage) == "orderdeck undo")
  }

  @Test func `an act on marked orders is one command`() {
    var stage = Stage()
    stage.press("Space", "Space", "!", "Enter", "L", "Enter")
    let numbers = stage.shop.orders.prefix(2).map(\.number).sorted().joined(separator: " ")
    #expect(copied(stage)?.hasPrefix("orderdeck order priority \(numbers) --to ") == true)
  }

  @Test func `a filter that is typed is one command, with its words quoted`() {
    var stage = Stage()
    stage.press("/")
    stage.type("status:pending pay:paid")
    stage.press("Enter", "L", "Enter")
    #expect(copied(stage) == "orderdeck order list --query 'status:pending pay:paid'")
    stage.press("L")
    #expect(!stage.shows("status:pend'"))
  }

  @Test func `it is of the store that is open`() {
    var stage = Stage { $0.program = ["orderdeck", "--db", "/srv/my shop.db"] }
    stage.press("u", "L", "Enter")
    #expect(copied(stage) == "orderdeck --db '/srv/my shop.db' undo")
  }

  @Test func `before anything was done it says so`() {
    var stage = Stage()
    stage.press("L")
    #expect(stage.shows("No key has done anything yet"))
  }
}
