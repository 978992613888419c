import Commerce
import Console
import ConsoleRuntime
import TestSupport
import Testing

/// How the console looked, from run to run.
@Suite struct `The view of last time` {
  @Test func `each store has its own view, filter, sort and selection, and one theme is for all`()
    throws
  {
    let folder = try TemporaryFolder("view")
    let shop = ViewStateFile(path: folder.path("view.toml"), store: "/shop \u{FEFF}\"A\"/orders.db")
    let other = ViewStateFile(path: folder.path("view.toml"), store: "/other/orders.db")
    var state = ViewState()
    state.view = .chat
    state.filter = "status:confirmed"
    state.sort = .total
    state.selection = OrderID("order-5")
    state.theme = "light"
    try shop.save(state)
    #expect(shop.load() == state)
    var fresh = ViewState()
    fresh.theme = "light"
    #expect(other.load() == fresh)
    fresh.view = .today
    try other.save(fresh)
    #expect(shop.load() == state)
    #expect(other.load() == fresh)
  }
}
