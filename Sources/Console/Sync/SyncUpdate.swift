import Commerce
import Screen

extension Model {
  mutating func showSync() -> [Effect] {
    screen = .sync
    orders.field = nil
    return putDraftAway() + loadSync() + [.saveViewState(viewState)]
  }

  mutating func showOrders() -> [Effect] {
    screen = .orders
    return [.saveViewState(viewState)]
  }

  /// The footer says when the last sync was; half a minute is exact enough for that.
  var isSyncOld: Bool {
    sync.askedAt.map { now.milliseconds(since: $0) >= 30_000 } ?? true
  }

  /// The whole overview where it is shown, elsewhere what the footer says of it.
  mutating func loadSync() -> [Effect] {
    let request = nextRequest()
    sync.askedAt = now
    sync.request = request
    return [screen == .sync ? .loadSync(request) : .loadSources(request)]
  }

  mutating func syncLoaded(_ request: RequestID, _ overview: SyncOverview) -> [Effect] {
    guard sync.request == request else { return [] }
    sync.request = nil
    sync.failure = nil
    sync.overview = overview
    sync.sources = overview.sources
    return []
  }

  mutating func sourcesLoaded(
    _ request: RequestID,
    _ sources: [SyncSourceStatus]
  ) -> [Effect] {
    guard sync.request == request else { return [] }
    sync.request = nil
    sync.sources = sources
    return []
  }

  mutating func moveSync(_ motion: Motion) -> [Effect] {
    sync.list.take(motion)
    return []
  }

  /// Opens the order that a difference or a conflict is about.
  mutating func openSyncRow() -> [Effect] {
    guard let row = sync.selected else { return [] }
    if case .quarantined(let record) = row {
      overlay = .page(TextPage(record))
      return []
    }
    guard let id = row.orderID else {
      return refuse("a source has no order to open; r pulls it again")
    }
    return goTo(id)
  }

  mutating func runSync() -> [Effect] {
    guard sync.runRequest == nil else { return refuse("sync is running already") }
    guard !sync.sources.isEmpty else {
      return refuse("there is no source yet; `orderdeck sync --from FILE` adds one")
    }
    var source: String?
    if case .source(let status) = sync.selected { source = status.id }
    let request = nextRequest()
    sync.runRequest = request
    say(source.map { "Pulling \($0)" } ?? "Pulling all sources")
    return [.runSync(source: source, request)]
  }

  mutating func syncFinished(_ request: RequestID, _ counts: SyncCounts) -> [Effect] {
    guard sync.runRequest == request else { return refresh() + loadSync() }
    sync.runRequest = nil
    sync.progress = nil
    say("Sync is done: \(counts.words)", counts.quarantined > 0 ? .warning : .success)
    return refresh() + (screen == .sync ? [] : loadSync())
  }

  mutating func verifySync() -> [Effect] {
    say("Comparing chat orders with orders")
    sync.tellsDrift = true
    return askForDrift()
  }

  mutating func verifyAgain() -> [Effect] { sync.drift == nil ? [] : askForDrift() }

  private mutating func askForDrift() -> [Effect] {
    let request = nextRequest()
    sync.driftRequest = request
    return [.verifySync(request)]
  }

  mutating func driftLoaded(_ request: RequestID, _ drift: [SyncDrift]) -> [Effect] {
    guard sync.driftRequest == request else { return [] }
    sync.driftRequest = nil
    sync.drift = drift
    guard sync.tellsDrift else { return [] }
    sync.tellsDrift = false
    if drift.isEmpty {
      say("Chat orders and orders agree", .success)
    } else {
      let count = CountText.of(drift.count, "difference")
      say("\(count) between chat orders and orders", .warning)
    }
    return []
  }

  /// Asks first what a repair would do; it is done only after a second key.
  mutating func repair(all: Bool) -> [Effect] {
    var id: OrderID?
    if !all {
      guard case .drift(let drift) = sync.selected else { return [] }
      id = drift.orderID
    }
    let request = nextRequest()
    acts[request] = .repairRehearsal(id)
    return [.repairSync(id, isRehearsal: true, request)]
  }

  mutating func askToRepair(_ id: OrderID?, _ receipt: Receipt) -> [Effect] {
    guard screen == .sync, overlay == nil else { return [] }
    let refusals = receipt.refused.map { "Not: \($0.sentence)" }
    guard !receipt.changed.isEmpty else {
      say(receipt.summary)
      return []
    }
    overlay = .repair(RepairQuestion(orderID: id, lines: [receipt.summary] + refusals))
    return []
  }

  mutating func acceptRepair() -> [Effect] {
    guard case .repair(let question) = overlay else { return [] }
    overlay = nil
    let request = nextRequest()
    acts[request] = .repair
    return [.repairSync(question.orderID, isRehearsal: false, request)]
  }

  mutating func retryRecords(all: Bool) -> [Effect] {
    var id: Int?
    if !all {
      guard case .quarantined(let record) = sync.selected else { return [] }
      id = record.id
    }
    let request = nextRequest()
    acts[request] = .retryRecords
    return [.retryQuarantine(id: id, request)]
  }
}

extension SyncCounts {
  /// What a run did.
  var words: String {
    let changes = [
      (inserted, "new"), (updated, "updated"), (unchanged, "unchanged"),
      (quarantined, "quarantined"), (discarded, "discarded"),
    ]
    var words = changes.filter { $0.0 > 0 }.map { "\(CountText.grouped($0.0)) \($0.1)" }
    if conflicts > 0 { words.append(CountText.of(conflicts, "conflict")) }
    if unknownWords > 0 { words.append(unknownWordsText) }
    return words.isEmpty ? "nothing new" : words.joined(separator: ", ")
  }
}

extension TextPage {
  /// A quarantined record whole, as far as its start was kept for the screen.
  fileprivate init(_ record: QuarantinedRecord) {
    let attempts = record.attempts == 1 ? "once" : "\(record.attempts) times"
    self.init(
      title: "\(record.source)\(record.place)",
      lines: [record.reason, "Tried \(attempts).", "", record.excerpt]
    )
  }
}
