import Commerce
import Console
import TestSupport
import Testing

/// Naming lists, and going to them by name and number.
@Suite struct `Views of one's own` {
  private func view(
    _ name: String,
    _ query: String,
    key: Int? = nil,
    of owner: String = "maya"
  ) -> SavedView {
    SavedView(
      id: "id \(name)",
      owner: StaffID(owner),
      ownerName: owner,
      name: name,
      query: query,
      numberKey: key,
      isShared: owner != "maya"
    )
  }

  private func stage(_ views: SavedView...) -> Stage {
    var shop = SampleShop()
    shop.views = views
    return Stage(shop)
  }

  private func changes(_ stage: Stage) -> [ViewChange] {
    stage.effects.compactMap { if case .changeView(let change, _) = $0 { change } else { nil } }
  }

  @Test func `the chooser counts every view as its list does`() {
    var stage = stage(view("Big", "status:pending"), view("Theirs", "unread:yes", of: "tom"))
    stage.press("*")
    let counted = stage.effects.compactMap {
      if case .countView(let filter, _) = $0 { filter.text } else { nil }
    }
    let shown = OrderView.allCases.map(\.filter.text) + ["status:pending", "unread:yes"]
    #expect(counted == shown)
    #expect(stage.shows("by tom: unread:yes"))
  }

  @Test func `Enter shows the selected view, and Esc drops it`() {
    var stage = stage(view("Waiting long", "status:pending"))
    stage.press("*", "G", "Enter")
    #expect(stage.model.viewState.filter == "status:pending")
    #expect(stage.shows("Waiting long: status:pending"))
    stage.press("Esc")
    #expect(stage.model.viewState.filter == "")
  }

  @Test func `a view on a number takes the place of the one that is always there, for its owner`() {
    var stage = stage(view("Mine alone", "status:pending", key: 3))
    stage.press("3")
    #expect(stage.model.viewState.filter == "status:pending")
    stage.press("2")
    #expect(stage.model.viewState.view == .mine)
    var other = self.stage(view("Theirs", "status:pending", key: 3, of: "tom"))
    other.press("3")
    #expect(other.model.viewState.view == .unassigned)
  }

  @Test func `the list as it stands is saved under a name, with a key, for everybody`() {
    var stage = Stage()
    stage.press("/")
    stage.type("status:pending")
    stage.press("Enter", "o", "*", "s")
    #expect(stage.shows("status:pending, by oldest"))
    stage.type("Old ones")
    stage.press("Tab")
    stage.type("4")
    stage.press("Tab", "Backspace", "Backspace")
    stage.type("yes")
    stage.press("Enter")
    let saved = stage.shop.views.first
    #expect(saved?.name == "Old ones")
    #expect(saved?.query == "status:pending")
    #expect(saved?.sort == "oldest")
    #expect(saved?.numberKey == 4)
    #expect(saved?.isShared == true)
    #expect(stage.shows("Old ones"))
    stage.press("Esc", "L")
    #expect(
      stage.shows("view save --query status:pending --sort oldest --key 4 --shared -- 'Old ones'")
    )
  }

  @Test func `what is wrong is said at its field, and a refusal keeps what was typed`() {
    var stage = Stage()
    stage.press("*", "s", "Enter")
    #expect(stage.shows("give the list a name"))
    stage.type("All of it")
    stage.press("Tab")
    stage.type("12")
    stage.press("Enter")
    #expect(stage.shows("a number from 1 to 9"))
    stage.press("Backspace")
    stage.shop.refusal = "you have a view All of it already; choose another name"
    stage.press("Enter")
    #expect(stage.shows("you have a view All of it already"))
    #expect(stage.shows("Save this list"))
  }

  @Test func `one's own is changed, and deleted by the second key only`() {
    var stage = stage(view("Old", "status:pending"))
    stage.press("*", "G", "e")
    stage.type("er")
    stage.press("Enter")
    #expect(stage.shop.views.map(\.name) == ["Older"])
    stage.press("G", "x")
    #expect(changes(stage).count == 1)
    #expect(stage.shows("undo does not know views"))
    stage.press("k", "G", "x", "x")
    #expect(stage.shop.views.isEmpty)
  }

  @Test func `what is always there, or another's, is neither changed nor deleted`() {
    var stage = stage(view("Theirs", "unread:yes", of: "tom"))
    stage.press("*", "g", "x")
    #expect(stage.shows("This view is always there"))
    stage.press("G", "e")
    #expect(stage.shows("The view Theirs is tom's"))
    #expect(changes(stage).isEmpty)
  }

  @Test func `a view of a newer build is said to be one, and the others are still there`() {
    var stage = stage(view("New", "colour:red", key: 3), view("Old", "status:pending"))
    stage.press("*")
    #expect(stage.shows("the view New cannot be read here"))
    stage.press("G", "k", "Enter")
    #expect(stage.shows("Views"))
    #expect(stage.model.viewState.filter == "")
    stage.press("Esc", "Esc", "3")
    #expect(stage.shows("cannot be read here"))
  }

  @Test func `the counts follow what changes while they are shown`() {
    var stage = stage(view("Old", "status:pending"))
    stage.press("*")
    stage.forgetEffects()
    stage.tell(.storeChanged)
    let counted = stage.effects.filter { if case .countView = $0 { true } else { false } }
    #expect(counted.count == OrderView.allCases.count + 1)
  }

  @Test func `the chooser and the form`() {
    for (width, height) in [(80, 24), (160, 45)] {
      var shop = SampleShop()
      shop.views = [view("Old ones", "status:pending", key: 3), view("Theirs", "x:1", of: "tom")]
      var stage = Stage(shop, width: width, height: height)
      stage.press("*", "j")
      let chooser = GoldenFile("views-\(width)x\(height).txt", in: "Screens")
      #expect(chooser.difference(to: stage.screen) == nil)
      stage.press("s")
      stage.type("Unread")
      let form = GoldenFile("view-form-\(width)x\(height).txt", in: "Screens")
      #expect(form.difference(to: stage.screen) == nil)
    }
  }
}
