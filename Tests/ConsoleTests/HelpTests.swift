import Testing

/// The page of all keys.
@Suite struct KeysPage {
  private func lines(_ stage: Stage) -> [Substring] {
    stage.screen.split(separator: "\n", omittingEmptySubsequences: false)
  }

  @Test(arguments: [([], "Orders list"), (["Enter"], "Order"), (["Enter", "Enter"], "Chat")])
  func `the keys of where one is come first`(_ keys: [String], _ place: String) {
    var stage = Stage(width: 120, height: 40)
    for key in keys { stage.press(key) }
    stage.press("?")
    #expect(lines(stage)[5] == "  \(place), where you are now")
  }

  @Test func `it says which of its lines are in view`() {
    var stage = Stage(width: 80, height: 24)
    stage.press("?")
    #expect(lines(stage)[2].contains(" 1 to 17 of "))
    stage.press("j", "j")
    #expect(lines(stage)[2].contains(" 3 to 19 of "))
  }

  @Test func `words find the keys that do something`() {
    var stage = Stage(width: 80, height: 24)
    stage.press("?", "/")
    stage.type("copy number")
    #expect(stage.shows("y            Copy the order number"))
    #expect(!stage.shows("Choose a status"))
    stage.type(" to the moon")
    #expect(stage.shows("No key does that."))
  }

  @Test func `Enter keeps what was found, Esc brings all keys back and then the orders`() {
    var stage = Stage(width: 80, height: 24)
    let orders = stage.screen
    stage.press("?")
    let all = stage.screen
    stage.press("/")
    stage.type("status")
    stage.press("Enter")
    #expect(stage.shows("/ status"))
    #expect(!stage.shows("Copy the order number"))
    stage.press("Esc")
    #expect(stage.screen == all)
    stage.press("Esc")
    #expect(stage.screen == orders)
  }

  @Test func `a key is found by its own name`() {
    var stage = Stage(width: 80, height: 24)
    stage.press("?", "/")
    stage.type("F2")
    #expect(stage.shows("F2 Y         Show the sync screen"))
  }
}
