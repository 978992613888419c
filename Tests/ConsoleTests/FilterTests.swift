import Commerce
import Console
import Screen
import Testing

/// What is typed into the filter, and what the list shows meanwhile.
@Suite struct Filtering {
  @Test func `the list follows each letter`() {
    var stage = Stage()
    stage.press("/")
    stage.type("whit")
    #expect(stage.shows("Jane Whitfield"))
    #expect(!stage.shows("Ana Souza"))
    #expect(stage.shows("1 order"))
  }

  @Test func `a wrong word is named with its place, and the list stays`() {
    var stage = Stage()
    stage.press("/")
    stage.type("status:shpped")
    #expect(stage.shows("column 8"))
    #expect(stage.shows("did you mean shipped?"))
    stage.press("Enter")
    #expect(stage.shows("status:shpped"))
  }

  @Test func `Tab completes the word`() {
    var stage = Stage()
    stage.press("/")
    stage.type("status:shi")
    stage.press("Tab", "Enter")
    #expect(stage.shows("/ status:shipped"))
  }

  @Test func `while a field's name is typed the list keeps its orders and its count`() {
    var stage = Stage()
    stage.press("/")
    stage.type("statu")
    #expect(stage.shows("30 orders") && stage.shows("CHT001234"))
    #expect(stage.shows("status:  no order has \"statu\": left out; Enter takes it"))
    stage.type("s:")
    #expect(stage.shows("30 orders") && stage.shows("CHT001234"))
    stage.type("shipped")
    #expect(stage.shows("4 orders") && !stage.shows("CHT001234"))
    #expect(!stage.shows("left out"))
  }

  @Test func `a name's beginning leaves what the words before it found`() {
    var stage = Stage()
    stage.press("/")
    stage.type("souza")
    #expect(stage.shows("1 order"))
    stage.type(" paymen")
    #expect(stage.shows("1 order") && stage.shows("ORD-2026-000119"))
    stage.press("Esc", "/")
    stage.type("zzz")
    #expect(stage.shows("0 orders") && !stage.shows("left out"), "this is no field's name")
  }

  @Test func `Enter takes the word that was left out`() {
    var stage = Stage()
    stage.press("/")
    stage.type("statu")
    stage.press("Enter")
    #expect(stage.shows("/ statu") && !stage.shows("CHT001234"))
  }

  @Test func `marks stay while a field's name is typed`() {
    var stage = Stage()
    stage.press("Space", "/")
    stage.type("statu")
    stage.press("Esc")
    #expect(stage.shows("1 marked"))
  }

  @Test func `Esc drops the filter and keeps the order`() {
    var stage = Stage()
    stage.press("/")
    stage.type("souza")
    stage.press("Enter")
    let selected = stage.selection
    stage.press("Esc")
    #expect(stage.shows("5 of 30"))
    #expect(stage.selection == selected)
  }

  @Test func `Esc after a filter that found nothing goes back to the order that was selected`() {
    var stage = Stage()
    stage.press("j", "j")
    let selected = stage.selection
    stage.press("/")
    stage.type("nobody is called so")
    stage.press("Esc")
    #expect(stage.selection == selected)
  }

  @Test func `letters of a filter are no commands`() {
    var stage = Stage()
    stage.press("/")
    stage.forgetEffects()
    stage.type("qsriVu")
    #expect(!stage.effects.contains(.quit))
    #expect(stage.shows("/ qsriVu"))
  }

  @Test func `the arrows step through the statuses`() {
    var stage = Stage()
    stage.press("Right", "Right")
    #expect(stage.shows("/ status:confirmed"))
    stage.press("Left", "Left")
    #expect(!stage.shows("/ status"))
  }

  @Test func `n and N step through what matches`() {
    var stage = Stage()
    stage.press("n")
    #expect(stage.shows("There is no filter to step through"))
    stage.press("/")
    stage.type("customer")
    stage.press("Enter", "n", "n", "N")
    #expect(stage.shows("2 of 24"))
  }
}
