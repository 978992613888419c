import Commerce
import Console
import Screen
import Testing

/// How long the status line says something.
@Suite struct Notices {
  @Test func `what was said of a pane goes with the key that leaves it`() {
    var stage = Stage(width: 120, height: 40)
    stage.press("r")
    stage.type("On its way")
    stage.press("Esc")
    #expect(stage.shows("Kept as a draft"))
    stage.press("Y")
    #expect(!stage.shows("Kept as a draft"))
  }

  @Test func `it stays while the same pane has the keys, and goes after a few seconds`() {
    var stage = Stage(width: 120, height: 40)
    stage.press("y")
    stage.tell(.copied("CHT001234"))
    stage.press("j")
    #expect(stage.shows("Copied CHT001234"))
    stage.wait(seconds: 6)
    #expect(!stage.shows("Copied CHT001234"))
  }

  @Test func `an error stays until a key is pressed`() {
    var stage = Stage(width: 120, height: 40)
    stage.tell(.notice("The disk is full", isError: true))
    stage.wait(seconds: 120)
    #expect(stage.shows("The disk is full"))
    stage.press("j")
    #expect(!stage.shows("The disk is full"))
  }

  @Test func `an error is said again when its key is pressed again`() {
    var stage = Stage(width: 120, height: 40)
    for _ in 0..<2 {
      stage.press("n")
      #expect(stage.shows("There is no filter to step through"))
    }
  }

  @Test func `nothing wakes the console for it between two minutes`() {
    var stage = Stage(width: 120, height: 40)
    let quiet = stage.model.wakeAt
    stage.tell(.notice("The list is exported", isError: false))
    #expect(stage.model.wakeAt == quiet)
  }

  @Test func `a long refusal is read whole at 80 columns, in the place of the keys`() {
    var stage = Stage(width: 80, height: 24)
    stage.shop.refusal =
      "CHT001234: an order cannot go from pending to packaged (possible now: confirmed, "
      + "processing, cancelled)"
    let before = stage.screen.split(separator: "\n", omittingEmptySubsequences: false)
    stage.press("s")
    let lines = stage.screen.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.suffix(2).first?.contains(" ✗ CHT001234: an order cannot go") == true)
    #expect(lines.last?.hasSuffix("processing, cancelled)") == true)
    #expect(lines.prefix(22) == before.prefix(22))
    stage.press("j")
    #expect(stage.shows("? help"))
  }

  @Test func `what was done elsewhere is offered for undo with its name and place`() {
    var shop = SampleShop()
    shop.undoable = Undoable(
      title: "CHT001234 packaged",
      until: SampleShop.now.advanced(byMilliseconds: 600_000),
      isHeld: false,
      origin: "from another console"
    )
    #expect(Stage(shop).shows("u takes back \"CHT001234 packaged\" (from another console) until"))
    let narrow = Stage(shop, width: 66, height: 20)
    #expect(narrow.shows("u takes back \"CHT001234 packaged\" until"), "what before where")
  }

  @Test func `beside another message the act that u would take back has its name`() {
    var stage = Stage(width: 80, height: 24)
    stage.press("s")
    #expect(stage.shows("u undo · until"))
    stage.shop.earlier = Undoable(
      id: "settled",
      title: "CHT001230 conflict on the shipping address settled",
      until: SampleShop.now.advanced(byMilliseconds: 600_000),
      isHeld: false
    )
    stage.press("u")
    #expect(stage.shows("Taken back"))
    #expect(stage.shows("u takes back \"CHT001230 conflict on"))
    #expect(stage.shows("\" until 14:32"))
  }

  @Test func `a console that only reads offers no undo`() {
    var shop = SampleShop()
    shop.undoable = Undoable(
      title: "CHT001234 packaged",
      until: SampleShop.now.advanced(byMilliseconds: 600_000),
      isHeld: false
    )
    #expect(Stage(shop).shows("u takes back"))
    #expect(!Stage(shop, adjust: { $0.isReadOnly = true }).shows("u takes back"))
  }

  @Test func `Esc takes an error away before it drops marks or leaves a screen`() {
    var stage = Stage(width: 80, height: 24)
    stage.press("Space", "n")
    #expect(stage.shows("There is no filter to step through"))
    stage.press("Esc")
    #expect(!stage.shows("There is no filter"))
    #expect(stage.shows("1 marked"))
    stage.press("Esc")
    #expect(!stage.shows("marked"))
    stage.press("F2", "K")
    #expect(stage.shows("Select a conflict to settle it"))
    stage.press("Esc")
    #expect(stage.model.viewState.screen == .sync)
    #expect(stage.shows("Esc orders"))
    stage.press("Esc")
    #expect(stage.model.viewState.screen == .orders)
  }

  @Test func `what is narrowed from last time is named at the start`() {
    let stage = Stage {
      $0.viewState.view = .chat
      $0.viewState.filter = "status:confirmed"
    }
    #expect(stage.shows("From last time: view Chat, filter status:confirmed; Esc drops it"))
    #expect(!Stage().shows("From last time"))
  }

  @Test func `quick typing at a size that shows nothing goes nowhere`() {
    var stage = Stage()
    stage.press("r")
    stage.resize(40, 10)
    stage.tell(.input(.paste("never seen")))
    stage.resize(150, 34)
    #expect(!stage.shows("never seen"))
  }
}
