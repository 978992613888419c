import Commerce
import Console
import Screen
import Testing
import TestSupport

/// Whole screens against recorded ones; `ORDERDECK_RECORD=1 swift test` writes them anew.
@Suite struct WholeScreens {
  static let sizes = [(80, 24), (120, 40), (200, 60)]

  private func compare(_ stage: Stage, _ name: String) {
    let golden = GoldenFile("\(name).txt", in: "Screens")
    #expect(golden.difference(to: stage.screen) == nil)
  }

  private func inAllSizes(_ name: String, _ act: (inout Stage) -> Void) {
    for (width, height) in Self.sizes {
      var stage = Stage(width: width, height: height)
      act(&stage)
      compare(stage, "\(name)-\(width)x\(height)")
    }
  }

  @Test func `the orders list`() { inAllSizes("orders") { _ in } }

  @Test func `a narrow header keeps the name of the shop before its kind`() {
    let stage = Stage(width: 90, height: 24)
    #expect(stage.shows("La Bella Italia   "))
    #expect(!stage.shows("ecommerce"))
  }

  @Test func `the compact list`() { inAllSizes("compact") { $0.press("-") } }

  @Test func `the chat with a reply being written`() {
    inAllSizes("reply") {
      $0.press("r")
      $0.type("It left us at noon, and here is more than one line of words about it")
    }
  }

  @Test func `the order`() { inAllSizes("order") { $0.press("Enter") } }

  @Test func `the help page`() { inAllSizes("help") { $0.press("?") } }

  @Test func `the palette`() {
    inAllSizes("palette") {
      $0.press(":")
      $0.type("stat")
    }
  }

  @Test func `the sync screen`() { inAllSizes("sync") { $0.press("Y", "j", "j") } }

  @Test func `a filter with a wrong word`() {
    inAllSizes("filter-error") {
      $0.press("/")
      $0.type("ana status:shpped")
    }
  }

  @Test func `a status for many orders`() {
    inAllSizes("bulk") { $0.press("Space", "Space", "Space", "Space", "S") }
  }

  @Test func `what shipping needs`() {
    inAllSizes("ship") { $0.press("S", "j", "Enter") }
  }

  @Test func `a queued reply that can still be taken back`() {
    inAllSizes("queued") {
      $0.press("r")
      $0.type("It leaves us today.")
      $0.press("Enter")
      $0.wait(seconds: 3)
    }
  }

  @Test func `an internal note`() { inAllSizes("note") { $0.press("i") } }

  @Test func `a search through all chats`() {
    inAllSizes("search") {
      $0.press("F")
      $0.type("it")
    }
  }

  @Test func `an empty shop`() {
    var shop = SampleShop(count: 0)
    shop.overview = SyncOverview()
    compare(Stage(shop, width: 80, height: 24), "empty-80x24")
  }

  @Test func `nothing that matches`() {
    var stage = Stage(width: 80, height: 24)
    stage.press("/")
    stage.type("nobody")
    stage.press("Enter")
    compare(stage, "no-match-80x24")
  }

  @Test func `a terminal that is too small`() {
    compare(Stage(width: 50, height: 12), "too-small-50x12")
  }

  @Test func `one pane at a time`() {
    var stage = Stage(width: 66, height: 20)
    compare(stage, "single-list-66x20")
    stage.press("Enter", "Enter")
    compare(stage, "single-chat-66x20")
  }

  @Test func `signs of ASCII only`() {
    var stage = Stage(width: 120, height: 40) { $0.glyphs = .ascii }
    stage.press("Space")
    compare(stage, "ascii-120x40")
  }

  @Test func `the sketch of the design`() {
    compare(Stage(width: 150, height: 34), "orders-150x34")
  }
}
