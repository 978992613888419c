/// Runs what was asked for and gathers the figures.
struct Bench {
  let options: BenchOptions
  let log = BenchLog()

  func run() throws -> [Figure] {
    var figures: [Figure] = []
    for group in options.groups where !group.needsShop {
      log.say("measuring \(group.rawValue)")
      figures += try self.figures(of: group)
    }
    guard options.groups.contains(where: \.needsShop) else { return figures }
    var keys: [Figure] = []
    for count in options.orderCounts {
      let shop = try DataSet(
        orders: count,
        messagesPerOrder: options.messagesPerOrder,
        log: log
      )
      log.endProgress()
      if let seconds = shop.secondsToMake {
        log.say("made \(count) orders in \(FigureTable.number(seconds)) s")
      }
      for group in options.groups where group.needsShop {
        log.say("measuring \(group.rawValue) at \(count) orders")
        let found = try self.figures(of: group, in: shop)
        if group == .keys { keys += found }
        figures += found
      }
    }
    return figures + Growth.figures(of: keys)
  }

  private func figures(of group: FigureGroup) throws -> [Figure] {
    switch group {
    case .feed: try FeedFigures(options: options).figures()
    case .chatOrders: try ChatOrderFigures(options: options).figures()
    case .commits: try CommitFigures(options: options).figures()
    case .besideSync: try BesideSyncFigures(options: options).figures()
    case .pages, .search, .chat, .start, .keys, .memory: []
    }
  }

  private func figures(of group: FigureGroup, in shop: DataSet) throws -> [Figure] {
    switch group {
    case .feed, .chatOrders, .commits, .besideSync: []
    case .pages: try ListFigures(options: options, shop: shop).figures()
    case .search: try SearchFigures(options: options, shop: shop).figures()
    case .chat: try ChatFigures(options: options, shop: shop).figures()
    case .start: try StartFigures(options: options, shop: shop).figures()
    case .keys: try KeyFigures(options: options, shop: shop).figures()
    case .memory: try MemoryFigures(options: options, shop: shop).figures()
    }
  }
}

extension FigureGroup {
  /// Whether its figures depend on how many orders there are.
  var needsShop: Bool {
    switch self {
    case .feed, .chatOrders, .commits, .besideSync: false
    case .pages, .search, .chat, .start, .keys, .memory: true
    }
  }
}
