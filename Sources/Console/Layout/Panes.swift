import Screen
import Widgets

/// Where everything stands on the screen; `update` and `frame` both take it from here.
struct Panes: Equatable, Sendable {
  /// Below this the console only says that it needs more room.
  static let least = ScreenSize(width: 60, height: 16)

  var header = Rect.nowhere
  /// Chips and filter; the sync screen has none.
  var strip = Rect.nowhere
  /// The rule above the panes, which also carries what is wrong with a filter.
  var topRule = Rect.nowhere
  var body = Rect.nowhere
  /// The rule below the panes, which also carries what the last act did.
  var statusRule = Rect.nowhere
  var footer = Rect.nowhere

  var list: Rect?
  var detail: Rect?
  /// Title line, messages and composer.
  var chat: ChatRects?
  /// Column of the rule between list and right pane.
  var divider: Int?

  struct ChatRects: Equatable, Sendable {
    var title: Rect
    var log: Rect
    /// With its margin; the text stands in `composerText`.
    var composer: Rect

    /// Columns that the text of a reply has: the prompt and a blank come before it.
    static func textWidth(ofPane width: Int) -> Int { max(1, width - 4) }

    var composerText: Rect {
      Rect(
        column: composer.column + 3,
        row: composer.row,
        width: Self.textWidth(ofPane: composer.width),
        height: composer.height
      )
    }
  }
}

extension Rect {
  static let nowhere = Rect(column: 0, row: 0, width: 0, height: 0)
}

/// How many panes stand beside each other.
enum PaneArrangement: Equatable, Sendable {
  case tooSmall
  /// One pane at a time.
  case single
  /// The list and one pane right of it.
  case double
  /// The list, and right of it the order above its chat.
  case triple

  init(_ size: ScreenSize) {
    if size.width < Panes.least.width || size.height < Panes.least.height {
      self = .tooSmall
    } else if size.width < 80 {
      self = .single
    } else {
      self = size.width < 120 ? .double : .triple
    }
  }
}

extension Model {
  var arrangement: PaneArrangement { PaneArrangement(size) }

  /// Works out anew where everything stands; `panes` keeps it until the next message.
  func placedPanes() -> Panes {
    var rest = Rect(column: 0, row: 0, width: size.width, height: size.height)
    var panes = Panes()
    guard arrangement != .tooSmall else { return panes }
    panes.header = rest.takeTop(1)
    if screen == .orders { panes.strip = rest.takeTop(1) }
    panes.topRule = rest.takeTop(1)
    panes.footer = rest.takeBottom(1)
    panes.statusRule = rest.takeBottom(1)
    panes.body = rest
    if screen == .orders { placeOrders(in: &panes) }
    return panes
  }

  private func placeOrders(in panes: inout Panes) {
    guard arrangement != .single, !isZoomed else {
      placeFocused(in: &panes)
      return
    }
    var right = panes.body
    let listWidth = arrangement == .double ? size.width * 11 / 20 : tripleListWidth
    panes.list = right.takeLeft(listWidth)
    panes.divider = right.takeLeft(1).column
    guard arrangement == .triple else {
      placeRight(rightPane == .chat ? .chat : .detail, in: right, &panes)
      return
    }
    var detail = right
    let chatRows = min(max(11, right.height * 11 / 20), max(0, right.height - 8))
    let chat = detail.takeBottom(chatRows)
    panes.detail = detail
    panes.chat = chatRects(in: chat)
  }

  /// Wide enough for its columns; the right side keeps what a chat needs.
  private var tripleListWidth: Int {
    if size.width >= 170 { return size.width * 23 / 50 }
    // One line for each order says less of it, so that it may be longer.
    return size.width * 13 / 25 + (orders.density == .compact ? 4 : 0)
  }

  private func placeFocused(in panes: inout Panes) {
    switch focus {
    case .list: panes.list = panes.body
    case .detail, .chat, .composer: placeRight(focus, in: panes.body, &panes)
    }
  }

  private func placeRight(_ pane: Focus, in area: Rect, _ panes: inout Panes) {
    switch pane {
    case .list, .detail: panes.detail = area
    case .chat, .composer: panes.chat = chatRects(in: area)
    }
  }

  private func chatRects(in area: Rect) -> Panes.ChatRects {
    var rest = area
    let title = rest.takeTop(1)
    let textWidth = Panes.ChatRects.textWidth(ofPane: area.width)
    let lines = composer.area.height(width: textWidth, most: max(1, area.height / 3))
    let composerRows = chat.canWrite ? min(lines, max(1, rest.height - 3)) : 1
    let composer = rest.takeBottom(composerRows)
    return Panes.ChatRects(title: title, log: rest, composer: composer)
  }

  /// Brings all that hangs on sizes in line with them.
  mutating func layOut() {
    panes = placedPanes()
    orders.list.resize(visibleRows: visibleOrders)
    sizeChatLog()
    sizePages()
  }

  /// Rows of orders in view.
  private var visibleOrders: Int {
    guard let list = panes.list else { return 1 }
    return max(1, (list.height - 1) / orders.rowHeight)
  }
}
