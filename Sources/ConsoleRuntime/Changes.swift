import Commerce
import Console
import Desk
import Dispatch
import Store
import Sync

/// Changing effects: each ends at the one door.
extension EffectRunner {
  /// A change whose receipt is the answer; the outbox may have something new to wait for.
  func change(
    _ request: RequestID,
    _ work: @escaping @Sendable (Desk) throws -> Receipt
  ) {
    ahead.outdate()
    answer(request, on: foreground) { [workplace, outbox, ownActs] in
      let receipt = try work(workplace.desk)
      ownActs.note(receipt)
      outbox.reschedule()
      return .performed(request, receipt)
    }
  }

  func perform(_ act: Console.Act, _ request: RequestID) {
    var options = PerformOptions(dryRun: act.isRehearsal, ifRevision: act.ifRevision)
    options.expectedCount = act.confirmedCount
    switch act.target {
    case .operations(let operations) where act.isLarge:
      changeInTurns(request) { [options] desk, watch in
        try desk.perform(operations, title: act.title, options: options, watch: watch)
      }
    case .operations(let operations):
      change(request) { [drafts, options] desk in
        var options = options
        options.ifDraft = try drafts.seen(operations, from: act.fromDraft)
        let receipt = try desk.perform(operations, title: act.title, options: options)
        if !act.isRehearsal { drafts.forget(operations) }
        return receipt
      }
    case .matching(let filter, let change, _):
      changeInTurns(request) { [workplace, context, options] desk, watch in
        // One more than may be is enough to know that there are too many.
        let ids = try workplace.store.orderIDs(
          OrderListing(filter: filter),
          in: context,
          most: OrderRules.mostInBulk + 1
        )
        return try desk.perform(
          ids.map(change.operation),
          title: act.title,
          options: options,
          watch: watch
        )
      }
    }
  }

  func undo(key: String, _ request: RequestID) {
    changeInTurns(request) { try $0.undo(key: key, watch: $1) }
  }

  func redo(_ request: RequestID) {
    changeInTurns(request) { try $0.redo(watch: $1) }
  }

  /// A change that may take many turns: from the second one on, what else is asked is answered
  /// between them; one of a single turn keeps its place among the other changes.
  private func changeInTurns(
    _ request: RequestID,
    _ work: @escaping @Sendable (Desk, @escaping ActWatch) throws -> Receipt
  ) {
    ahead.outdate()
    foreground.async {
      let isUnderWay = DispatchSemaphore(value: 0)
      answer(request, on: largeActs) { [self] in
        defer { isUnderWay.signal() }
        let receipt = try work(workplace.desk) { done, total in
          isUnderWay.signal()
          ahead.outdate()
          mailbox.post(.actProgress(request, ActProgress(done: done, total: total)))
          foreground.sync {}
          return !stoppedActs.contains(request)
        }
        ownActs.note(receipt)
        outbox.reschedule()
        return .performed(request, receipt)
      }
      isUnderWay.wait()
    }
  }

  /// One order, or everything that a comparison finds now.
  func repairSync(_ id: OrderID?, isRehearsal: Bool, _ request: RequestID) {
    change(request) { [workplace] desk in
      let ids =
        try id.map { [$0] } ?? SyncRunner(store: workplace.store).verify().ordersToRepair
      guard !ids.isEmpty else { return Receipt(actID: nil, summary: "nothing to repair") }
      var options = PerformOptions(dryRun: isRehearsal)
      options.expectedCount = ids.count
      return try desk.perform(
        ids.map { .repairFromSync($0) },
        title: "repair from sync",
        options: options
      )
    }
  }

  func retryQuarantine(_ id: Int?, _ request: RequestID) {
    answer(request, on: sync) { [workplace] in
      try workplace.desk.refuseIfReadOnly()
      try workplace.desk.refuseUnlessAllowed(.releaseQuarantine)
      let report = try SyncRunner(store: workplace.store).retry(only: id)
      let kept = CountText.of(report.failed.count, "stays", many: "stay")
      let summary = "\(CountText.grouped(report.taken)) taken in, \(kept) in quarantine"
      return .performed(request, Receipt(actID: nil, summary: summary))
    }
  }

  /// One source by its id, or every source that can be read again.
  func runSync(_ source: String?, _ request: RequestID) {
    answer(request, on: sync) { [workplace, mailbox] in
      try workplace.desk.refuseIfReadOnly()
      let sources = try workplace.store.syncSources()
        .filter { source == nil || $0.id == source }
        .filter { $0.location != "-" }
      guard !sources.isEmpty else { throw SyncNotice.noSource }
      var total = SyncCounts()
      for known in sources {
        let kind = known.id.hasPrefix("sqlite:") ? "sqlite:" : ""
        let report = try SyncRunner(store: workplace.store).run(
          try SyncSource(kind + known.location),
          options: SyncOptions(progress: { progress in
            mailbox.post(.syncProgress(Console.SyncProgress(progress, of: known.location)))
          })
        )
        total.add(report.counts)
      }
      return .syncFinished(request, total)
    }
  }
}

extension Console.SyncProgress {
  init(_ progress: Sync.SyncProgress, of location: String) {
    self.init(
      source: location,
      recordsRead: progress.counts.read,
      bytesRead: Int(progress.done),
      bytesTotal: progress.total.map { Int($0) }
    )
  }
}

/// Why a run asked for on the screen did not begin.
enum SyncNotice: Error, CustomStringConvertible {
  case noSource

  var description: String {
    "no source is known yet: run `orderdeck sync --from FILE` once"
  }
}
