import Commerce
import Console
import Screen
import Testing

@Suite struct MouseOverForms {
  /// Where a text stands on the screen.
  private func place(of text: String, in stage: Stage) throws -> Place {
    let lines = stage.screen.split(separator: "\n", omittingEmptySubsequences: false)
    let row = try #require(lines.firstIndex { $0.contains(text) })
    let range = try #require(lines[row].firstRange(of: text))
    let column = lines[row].distance(from: lines[row].startIndex, to: range.lowerBound)
    return Place(column: column + 1, row: row)
  }

  private func click(
    _ text: String,
    _ stage: inout Stage,
    _ kind: MouseEvent.Kind = .press
  ) throws {
    let place = try place(of: text, in: stage)
    stage.tell(.input(.mouse(MouseEvent(kind, column: place.column, row: place.row))))
  }

  private func wheel(_ kind: MouseEvent.Kind, _ stage: inout Stage) {
    stage.tell(.input(.mouse(MouseEvent(kind, column: 60, row: 12))))
  }

  @Test func `a click in the palette selects, and a second one runs the command`() throws {
    var stage = Stage(width: 120, height: 40)
    stage.press(":")
    stage.type("show")
    try click("Show orders from chat", &stage)
    #expect(stage.shows("▌Show orders from chat"))
    try click("Show orders from chat", &stage)
    #expect(stage.model.viewState.view == .chat)
  }

  @Test func `a double click takes a status`() throws {
    var stage = Stage(width: 120, height: 40)
    stage.press("S")
    try click("cancelled ", &stage)
    #expect(stage.shows("▌cancelled"))
    try click("cancelled ", &stage, .doublePress)
    #expect(stage.shows("Cancel CHT001234"))
  }

  @Test func `a click on a usual reason fills it in and does nothing yet`() throws {
    var stage = Stage(width: 120, height: 40)
    stage.press("S", "j", "j", "Enter")
    try click("duplicate order", &stage)
    try click("duplicate order", &stage)
    #expect(stage.shows("● duplicate order"))
    #expect(!stage.effects.contains { if case .perform = $0 { true } else { false } })
  }

  @Test func `a click on a field puts the cursor there`() throws {
    var stage = Stage(width: 120, height: 40)
    stage.press("S", "j", "Enter")
    try click("Tracking", &stage)
    stage.type("0034")
    stage.press("Shift-Tab")
    stage.type("DHL")
    stage.press("Enter")
    let note = ShipmentNote(carrier: "DHL", trackingNumber: "0034")
    let id = stage.shop.orders[0].id
    let wanted = Operation.ship(id, note, reason: nil)
    let acts = stage.effects.compactMap { effect -> Act.Target? in
      if case .perform(let act, _) = effect { act.target } else { nil }
    }
    #expect(acts == [.operations([wanted])])
  }

  @Test func `themes are shown by a click and taken by the second`() throws {
    var stage = Stage(width: 120, height: 40)
    stage.press("C")
    try click("light", &stage)
    #expect(stage.effects.contains(.setTheme("light")))
    try click("light", &stage)
    #expect(stage.model.viewState.theme == "light")
  }

  @Test func `a hit of the search is opened`() throws {
    var stage = Stage(width: 120, height: 40)
    stage.press("F")
    stage.type("thursday")
    try click("It leaves us today", &stage)
    #expect(stage.model.viewState.focus == .chat)
  }

  @Test func `the wheel scrolls help and palette`() {
    var stage = Stage(width: 120, height: 30)
    stage.press("?")
    let top = stage.screen
    wheel(.wheelDown, &stage)
    #expect(stage.screen != top)
    wheel(.wheelUp, &stage)
    #expect(stage.screen == top)
    stage.press("Esc", ":")
    let first = stage.screen
    wheel(.wheelDown, &stage)
    #expect(stage.screen != first)
  }

  @Test(arguments: ["?", ":", "C", "S", "i", "F"])
  func `a click beside it closes it, and its second half hits nothing below`(_ key: String) {
    var stage = Stage(width: 120, height: 40)
    let before = stage.model.viewState
    stage.press(key)
    let corner = MouseEvent(.press, column: 3, row: 39)
    stage.tell(.input(.mouse(corner)))
    stage.tell(.input(.mouse(MouseEvent(.doublePress, column: 3, row: 39))))
    #expect(stage.model.viewState == before)
    stage.press("j")
    #expect(stage.selection == stage.shop.orders[1].id)
  }

  @Test func `a double click on what was selected already does not open the order below`() throws {
    var stage = Stage(width: 120, height: 40)
    stage.press(":")
    stage.type("one line")
    try click("One line for each order", &stage)
    try #require(stage.model.viewState.density == .compact)
    stage.tell(.input(.mouse(MouseEvent(.doublePress, column: 10, row: 6))))
    #expect(stage.model.viewState.focus == .list)
    #expect(stage.selection == stage.shop.orders[0].id)
  }
}
