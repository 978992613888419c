import Commerce
import Screen
import Widgets

/// All views with how many orders each has.
struct ViewChooser: Equatable, Sendable {
  var list = ListState()
  /// By the view's id; those of before stay until the new ones are there.
  var counts: [String: Int] = [:]
  /// Views still to be counted, one after the other.
  var uncounted: [NamedView] = []
  var counting: (id: String, request: RequestID)?
  /// The view that the same key again deletes.
  var doomed: String?

  static func == (left: ViewChooser, right: ViewChooser) -> Bool {
    left.list == right.list && left.counts == right.counts && left.uncounted == right.uncounted
      && left.counting?.request == right.counting?.request && left.doomed == right.doomed
  }
}

extension Model {
  var namedViews: [NamedView] { NamedView.all(with: orders.saved) }

  mutating func openViews() -> [Effect] {
    var chooser = ViewChooser()
    chooser.list.setCount(namedViews.count)
    // A view that cannot be read is not the one that is shown.
    let here = namedViews.firstIndex { (try? $0.listing()) == orders.listing }
    chooser.list.select(here ?? 0)
    overlay = .views(chooser)
    return countViews()
  }

  /// The view that a person has put on a number, in the place of the one that is always there.
  func ownView(on key: Key, beside command: Command?) -> SavedView? {
    guard contexts.contains(.anywhere), !key.control, !key.alt,
      case .character(let letter) = key.code, let number = letter.wholeNumberValue,
      command.map({ Command.views[$0] != nil }) ?? true
    else { return nil }
    return orders.saved.first { $0.owner == staff.id && $0.numberKey == number }
  }

  /// A saved view is shown as its filter and sort, which go on from there as any other.
  mutating func show(_ view: SavedView) -> [Effect] {
    let listing: OrderListing
    do {
      listing = try view.listing()
    } catch {
      return refuse(error.sentence)
    }
    screen = .orders
    focus = .list
    orders.view = .all
    orders.returnPlace = nil
    orders.field = nil
    orders.filter = listing.filter
    orders.filterText = listing.filter.text
    orders.sort = listing.sort
    say("\(view.name): \(listing.filter.isEmpty ? "all orders" : listing.filter.text)")
    return showListing(.first) + [.saveViewState(viewState)]
  }

  mutating func runOnViews(_ command: Command) -> [Effect] {
    if command == .viewList { return openViews() }
    guard case .views(let chooser) = overlay else {
      return refuse("this is a key of the views")
    }
    if command == .saveView { return openViewForm(ViewForm(of: orders.listing, by: staff.id)) }
    guard let row = chooser.list.selected, case .saved(let view) = namedViews[row] else {
      return refuse("this view is always there; only saved ones are changed and deleted")
    }
    if command == .changeView {
      guard view.owner == staff.id else {
        return refuse("the view \(view.name) is \(view.ownerName)'s")
      }
      return openViewForm(ViewForm(of: view))
    }
    return delete(view, in: chooser)
  }

  /// Nothing brings a deleted view back, so the key is asked for twice.
  private mutating func delete(_ view: SavedView, in chooser: ViewChooser) -> [Effect] {
    var chooser = chooser
    let isSure = chooser.doomed == view.id
    chooser.doomed = isSure ? nil : view.id
    overlay = .views(chooser)
    if isSure { return change(.delete(view)) }
    let key = keys.keyName(of: .deleteView) ?? ""
    say("\(key) again deletes the view \(view.name) for good; undo does not know views", .warning)
    return []
  }

  mutating func change(_ change: ViewChange) -> [Effect] {
    let request = nextRequest()
    acts[request] = .view
    return [.changeView(change, request)]
  }

  mutating func moveInViews(_ motion: Motion) -> [Effect] {
    guard case .views(var chooser) = overlay else { return [] }
    chooser.list.take(motion)
    chooser.doomed = nil
    overlay = .views(chooser)
    return []
  }

  mutating func acceptViews() -> [Effect] {
    guard case .views(let chooser) = overlay, let row = chooser.list.selected else { return [] }
    let view = namedViews[row]
    // What cannot be read is said, and the others are still there to choose from.
    if case .saved(let saved) = view, (try? saved.listing()) == nil { return show(saved) }
    overlay = nil
    switch view {
    case .builtIn(let view): return show(view)
    case .saved(let view): return show(view)
    }
  }

  mutating func press(_ chooser: ViewChooser, _ event: MouseEvent) -> [Effect] {
    let rows = DialogFrame(title: "").inside(viewsArea)
    guard let row = chooser.list.row(atLine: event.row - rows.row, rowHeight: 1) else { return [] }
    guard row != chooser.list.selected else { return accept() }
    var chosen = chooser
    chosen.list.select(row)
    chosen.doomed = nil
    overlay = .views(chosen)
    return []
  }

  // MARK: Counts

  /// The views as the store has them now, after whatever changed.
  mutating func viewsLoaded(_ views: [SavedView]) -> [Effect] {
    orders.saved = views
    return countViews()
  }

  /// Counts all views, one after the other, behind whatever else is read.
  private mutating func countViews() -> [Effect] {
    guard case .views(var chooser) = overlay else { return [] }
    chooser.uncounted = namedViews
    overlay = .views(chooser)
    return chooser.counting == nil ? countNextView() : []
  }

  private mutating func countNextView() -> [Effect] {
    guard case .views(var chooser) = overlay else { return [] }
    defer { overlay = .views(chooser) }
    chooser.counting = nil
    while !chooser.uncounted.isEmpty {
      let view = chooser.uncounted.removeFirst()
      // A view that cannot be read has no count; its row says why.
      guard let listing = try? view.listing() else { continue }
      let request = nextRequest()
      chooser.counting = (view.id, request)
      return [.countView(listing.filter, request)]
    }
    return []
  }

  mutating func viewCounted(_ request: RequestID, _ count: Int) -> [Effect] {
    guard case .views(var chooser) = overlay, let counting = chooser.counting,
      counting.request == request
    else { return [] }
    chooser.counts[counting.id] = count
    overlay = .views(chooser)
    return countNextView()
  }

  /// True when it was the count of a view, which stays without one.
  mutating func viewCountFailed(_ request: RequestID) -> Bool {
    guard case .views(var chooser) = overlay, chooser.counting?.request == request else {
      return false
    }
    chooser.counting = nil
    chooser.uncounted = []
    overlay = .views(chooser)
    return true
  }
}
