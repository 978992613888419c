import Commerce
import Console
import Screen
import Testing

/// A burst of typed text comes as a paste; where Enter only leaves the field, its Enter counts.
@Suite struct QuickEnter {
  private func paste(_ text: String, into stage: inout Stage) {
    stage.tell(.input(.paste(text)))
  }

  @Test func `a filter that is typed in one burst is accepted by the Enter in it`() {
    var stage = Stage()
    stage.press("/")
    paste("status:shipped\n", into: &stage)
    #expect(stage.model.viewState.filter == "status:shipped")
    #expect(stage.shows("/ status:shipped"))
    stage.press("j")
    #expect(stage.model.viewState.filter == "status:shipped")
  }

  @Test func `an Enter right behind the typed text is accepted too`() {
    var stage = Stage()
    stage.press("/")
    stage.type("jane")
    paste("\n", into: &stage)
    #expect(stage.shows("/ jane"))
  }

  @Test func `a line pasted into the search goes nowhere until Enter is pressed`() {
    var stage = Stage()
    stage.press("F")
    let focus = stage.model.viewState.focus
    paste("thursday\n", into: &stage)
    #expect(stage.model.viewState.focus == focus)
    #expect(stage.shows("Search in all chats"))
    stage.press("Enter")
    #expect(stage.model.viewState.focus == .chat)
  }

  @Test func `text of several lines stays in the filter, and no key behind an Enter is run`() {
    var stage = Stage()
    stage.press("/")
    stage.forgetEffects()
    paste("jane\nss\n", into: &stage)
    #expect(!stage.effects.contains { if case .perform = $0 { true } else { false } })
    stage.press("j")
    #expect(stage.model.viewState.filter == "jane ss j")
  }

  @Test func `where Enter sends, or runs a command, it stays text`() {
    var stage = Stage()
    stage.press("r")
    paste("It left us today.\n", into: &stage)
    stage.press("Esc", ":")
    paste("set the next status\n", into: &stage)
    stage.press("Esc", "S", "j", "Enter")
    paste("because of the courier\n", into: &stage)
    #expect(!stage.effects.contains { if case .perform = $0 { true } else { false } })
  }
}
