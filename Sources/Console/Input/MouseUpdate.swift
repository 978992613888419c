import Commerce
import Screen
import Widgets

extension Model {
  mutating func take(_ event: MouseEvent) -> [Effect] {
    guard overlay == nil, arrangement != .tooSmall else { return takeOverOverlay(event) }
    let isIgnored = ignoresNextDoublePress && event.kind == .doublePress
    ignoresNextDoublePress = false
    guard !isIgnored else { return [] }
    noteSeenOrders()
    switch event.kind {
    case .wheelUp: return wheel(event, by: -3)
    case .wheelDown: return wheel(event, by: 3)
    case .press: return press(event)
    case .doublePress: return press(event) + (panes.list?.contains(event) == true ? open() : [])
    }
  }

  private mutating func wheel(_ event: MouseEvent, by rows: Int) -> [Effect] {
    let panes = panes
    if screen == .sync {
      sync.list.scroll(by: rows)
    } else if panes.list?.contains(event) == true {
      orders.list.scroll(by: rows / orders.rowHeight)
    } else if panes.detail?.contains(event) == true {
      detail.scroll.move(by: rows)
    } else if panes.chat?.log.contains(event) == true {
      chat.log.scroll(by: rows)
    }
    return []
  }

  private mutating func press(_ event: MouseEvent) -> [Effect] {
    let panes = panes
    if panes.header.contains(event) { return pressHeader(event) }
    if panes.strip.contains(event) { return pressStrip(event) }
    guard screen == .orders else { return pressSync(event) }
    if panes.list?.contains(event) == true { return pressList(event) }
    if panes.detail?.contains(event) == true {
      focus(on: .detail)
    } else if let chat = panes.chat {
      if chat.composer.contains(event) {
        return run(.reply)
      } else if chat.log.contains(event) || chat.title.contains(event) {
        focus(on: .chat)
      }
    }
    return []
  }

  private mutating func pressHeader(_ event: MouseEvent) -> [Effect] {
    guard let tab = headerTabs.first(where: { $0.columns.contains(event.column) }) else {
      return []
    }
    switch tab.screen {
    case .orders: return showOrders()
    case .sync: return showSync()
    }
  }

  private mutating func pressStrip(_ event: MouseEvent) -> [Effect] {
    guard orders.field == nil else { return [] }
    let rects = stripRects
    let column = event.column - rects.chips.column
    if let index = statusChips.index(atColumn: column, width: rects.chips.width, glyphs: glyphs) {
      return showStatus(index == 0 ? nil : OrderStatus.allCases[index - 1])
    }
    return rects.filter.contains(event) ? openFilter() : []
  }

  private mutating func pressList(_ event: MouseEvent) -> [Effect] {
    focus(on: .list)
    guard let list = panes.list else { return [] }
    let line = event.row - list.row - 1
    if let row = orders.list.row(atLine: line, rowHeight: orders.rowHeight) {
      orders.list.select(row)
    }
    return []
  }

  private mutating func pressSync(_ event: MouseEvent) -> [Effect] {
    guard let row = SyncPage(self).row(atLine: event.row, in: panes.body) else { return [] }
    sync.list.select(row)
    return []
  }
}

extension Rect {
  func contains(_ event: MouseEvent) -> Bool { contains(column: event.column, row: event.row) }
}
