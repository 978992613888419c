import Commerce
import Widgets

/// The commands that would have done what the last keys did, the newest last.
struct CommandLog: Equatable, Sendable {
  struct Item: Equatable, Sendable {
    /// What a further entry of the same kind takes the place of: words that are still typed.
    enum Kind: Equatable, Sendable { case act, list, search }

    var at: Instant
    var kind: Kind
    /// As a shell takes it.
    var line: String
    /// The same without the program and its store, which are alike in all of them.
    var words: String
  }

  static let mostEntries = 200

  private(set) var entries: [Item] = []

  mutating func add(_ entry: Item) {
    if let last = entries.last, last.kind == entry.kind, entry.kind != .act {
      entries.removeLast()
    }
    entries.append(entry)
    entries.removeFirst(max(0, entries.count - Self.mostEntries))
  }
}

/// The log while it is looked at, the newest first.
struct CommandLogPage: Equatable, Sendable {
  let entries: [CommandLog.Item]
  var list = ListState()

  init(_ log: CommandLog) {
    entries = log.entries.reversed()
    list.setCount(entries.count)
  }

  var selected: CommandLog.Item? { list.selected.map { entries[$0] } }
}

extension Model {
  /// Notes what was asked of the world, after every message.
  mutating func log(_ effects: [Effect]) {
    for effect in effects {
      for (kind, words) in commands(for: effect) {
        let line = ShellWord.line(program + words)
        let item = CommandLog.Item(
          at: now,
          kind: kind,
          line: line,
          words: ShellWord.line(words)
        )
        commandLog.add(item)
      }
    }
  }

  private mutating func commands(for effect: Effect) -> [(CommandLog.Item.Kind, [String])] {
    switch effect {
    case .perform(let act, _): return act.isRehearsal ? [] : commands(for: act).map { (.act, $0) }
    case .undo: return [(.act, ["undo"])]
    case .redo: return [(.act, ["redo"])]
    case .changeView(let change, _): return [(.act, words(of: change))]
    case .verifySync: return [(.act, ["sync", "verify"])]
    case .repairSync(nil, false, _): return [(.act, ["sync", "repair"])]
    case .repairSync(let id?, false, _):
      return number(of: id).map { [(.act, ["sync", "order", $0])] } ?? []
    case .retryQuarantine(let id, _):
      return [(.act, ["sync", "retry"] + (id.map { [String($0)] } ?? []))]
    case .runSync(let source, _):
      let sources = sync.overview?.sources.filter { source == nil || $0.id == source } ?? []
      return sources.map { (.act, ["sync", "--from", $0.location]) }
    case .writeCaseFile(let id, let audience, _, _):
      guard let number = number(of: id) else { return [] }
      return [
        (.act, ["order", "export", number] + (audience == .customer ? ["--for-customer"] : []))
      ]
    case .searchMessages(let text, let order, _, _):
      let place = order.flatMap { number(of: $0) }.map { ["--in", $0] } ?? []
      return text.isEmpty ? [] : [(.search, ["chat", "search"] + place + ["--", text])]
    case .loadOrders(let listing, _, _, _): return commands(for: listing)
    default: return []
    }
  }

  /// Another list than before; the same one loaded again is no news.
  private mutating func commands(for listing: OrderListing) -> [(CommandLog.Item.Kind, [String])] {
    guard listing != loggedListing else { return [] }
    loggedListing = listing
    let query = listing.filter.isEmpty ? [] : ["--query", listing.filter.text]
    let sort = listing.sort == .newest ? [] : ["--sort", listing.sort.rawValue]
    return [(.list, ["order", "list"] + query + sort)]
  }

  /// One command for all orders with which the same was done.
  private func commands(for act: Act) -> [[String]] {
    switch act.target {
    case .matching(let filter, let change, let count):
      let words = operationWords(change.operation(on: OrderID("")))
      return words.map { [$0.words(about: query(filter, count: count))] } ?? []
    case .operations(let operations):
      if let filter = act.selection, let operation = operations.first {
        let words = operationWords(operation)
        return words.map { [$0.words(about: query(filter, count: operations.count))] } ?? []
      }
      guard operations.count <= OrderRules.mostUnasked else { return [] }
      var commands: [(words: OperationWords, subjects: [String])] = []
      for operation in operations {
        guard let words = operationWords(operation),
          let subject = words.subject ?? number(of: operation.orderID)
        else { continue }
        if let last = commands.last, last.words == words, words.subject == nil {
          commands[commands.count - 1].subjects.append(subject)
        } else {
          commands.append((words, [subject]))
        }
      }
      return commands.map { $0.words.words(about: $0.subjects) }
    }
  }

  private func query(_ filter: OrderFilter, count: Int) -> [String] {
    ["--query", filter.text] + (count > OrderRules.mostUnasked ? ["--orders", String(count)] : [])
  }

  private func operationWords(_ operation: Operation) -> OperationWords? {
    OperationWords(operation) { [staff, staffNames] id in
      id == staff.id ? "me" : staffNames[id]
    }
  }

  /// Of an order that the console has before it.
  private func number(of id: OrderID) -> String? {
    if let row = orders.window.index(of: id) { return orders.window.rows[row].number }
    if case .some(let marked) = orders.marks, let order = marked[id] { return order.number }
    if let order = detail.order?.summary, order.id == id { return order.number }
    return sync.overview?.conflicts.first { $0.orderID == id }?.orderNumber
      ?? sync.drift?.first { $0.orderID == id }?.orderNumber
  }
}
