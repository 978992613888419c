import Commerce
import Desk
import JSON
import Store
import Sync

enum SyncCommands {
  static let all: [Command] = [run, status, verify, repair, retry] + SettlingCommands.all + [order]

  static let run = Command(
    "sync",
    "Pull orders, chats and messages from a source",
    options: [
      Option(
        "from",
        value: "SOURCE",
        "a .ndjson file, - for standard input, or sqlite:PATH",
        completes: .files
      ),
      Option("watch", "go on: take in what is added until interrupted"),
      Option("full", "read the source from its start, not from where the last run ended"),
    ],
    notes: [
      "Repeating, reordering or running it twice at once changes nothing more.",
      "A bad record goes to quarantine whole, with its line and reason; the others go on.",
      "With --watch each batch that brought something is said as it comes: with --json it is a line",
      "with `at`, and the last line, without it, has the sums.",
    ],
    examples: [
      "orderdeck sync --from feed.ndjson", "orderdeck sync --from sqlite:/srv/bot/bot.db --watch",
      "bot export | orderdeck sync --from - --json",
    ]
  ) { invocation, session in
    try SyncRun(session: session, invocation: invocation).run()
  }

  static let status = Command(
    "sync status",
    "Show sources, last runs, quarantine and conflicts",
    options: [Option("discarded", "the discarded records instead, with who, when and why")]
  ) { invocation, session in
    let zone = try session.context().zone
    if invocation.has("discarded") {
      let records = try session.store().discardedRecords(limit: 200, for: session.reader())
      if records.isEmpty { try session.talk("no record is discarded") }
      for record in records {
        if session.isJSON {
          try session.say(SyncForm.discarded(record))
        } else {
          try session.say(SyncForm.line(of: record, zone: zone))
        }
      }
      return .done
    }
    let overview = try session.store().syncOverview(limit: 20, for: session.reader())
    if session.isJSON {
      try session.say(SyncForm.overview(overview))
    } else {
      for line in SyncForm.lines(of: overview, zone: zone) { try session.say(line) }
    }
    return .done
  }

  static let verify = Command(
    "sync verify",
    "Compare chat orders with orders: is one missing, doubled or of another amount",
    notes: [
      "It looks for the missing and the doubled, amount, currency, payment and orphans, not at names or items."
    ]
  ) { _, session in
    var isSound = true
    try SyncRunner(store: try session.store()).verify { drift in
      isSound = false
      if session.isJSON {
        try session.say(SyncForm.drift(drift))
      } else {
        try session.say("\(drift.kind.rawValue)  \(SyncForm.line(of: drift))")
      }
    }
    if isSound { try session.talk("nothing differs") }
    return isSound ? .done : .refused
  }

  static let repair = Command(
    "sync repair",
    "Mend what `sync verify` finds",
    options: [Option(SharedOptions.dryRun, "say what would be mended, and mend nothing")]
  ) { invocation, session in
    let drifts = try SyncRunner(store: try session.store()).verify()
    for drift in drifts where !drift.canRepair {
      try session.talk("cannot mend \(SyncForm.line(of: drift))")
    }
    let ids = drifts.ordersToRepair
    guard !ids.isEmpty else {
      if session.isJSON {
        try session.say(ReceiptRecord.value(of: Receipt(actID: nil, summary: "nothing to mend")))
      } else {
        try session.talk("nothing to mend")
      }
      return drifts.isEmpty ? .done : .refused
    }
    return try session.perform(ids.map { .repairFromSync($0) }, title: "repair from sync")
  }

  static let retry = Command(
    "sync retry",
    "Take records out of quarantine again",
    arguments: [Argument("RECORD", "their numbers in `sync status`; all when none", count: .any)],
    notes: ["A discarded record is tried again only by its number."]
  ) { invocation, session in
    let numbers = try session.recordNumbers()
    try session.refuseWhenReadOnly()
    try session.desk().refuseUnlessAllowed(.releaseQuarantine)
    let runner = SyncRunner(store: try session.store())
    let reports =
      try numbers.isEmpty ? [runner.retry()] : numbers.map { try runner.retry(only: $0) }
    let unknown = zip(numbers, reports).filter { $1.taken + $1.failed.count == 0 }.map(\.0)
    for number in unknown {
      try session.talk("no record \(number) is in quarantine; `orderdeck sync status` lists them")
    }
    let taken = reports.reduce(0) { $0 + $1.taken }
    let failed = reports.flatMap(\.failed)
    for problem in failed {
      try session.talk((problem.line.map { "line \($0): " } ?? "") + problem.sentence)
    }
    let discarded = reports.reduce(0) { $0 + $1.stillDiscarded }
    if failed.count > discarded {
      try session.talk(
        "mend them at the source and sync again, or `orderdeck sync discard RECORD --reason TEXT`"
      )
    }
    if session.isJSON {
      try session.say([
        "taken": .integer(taken), "failed": .integer(failed.count),
        "still_discarded": .integer(discarded),
      ])
    } else {
      let rest = discarded > 0 ? ", \(stay(discarded)) discarded" : ""
      try session.say(
        "\(CountText.grouped(taken)) taken in, \(stay(failed.count - discarded)) in quarantine\(rest)"
      )
    }
    return failed.isEmpty && unknown.isEmpty ? .done : .refused
  }

  private static func stay(_ count: Int) -> String {
    CountText.of(count, "stays", many: "stay")
  }

  static let order = Command(
    "sync order",
    "Take one order in again from its chat checkout",
    arguments: [Argument("NUMBER", "the order's number")],
    options: SharedOptions.change
  ) { invocation, session in
    let number = try invocation.required("NUMBER")
    // A checkout that is no order yet has no order id.
    let id = try session.store().chatOrderID(number: number) ?? session.orderID(number)
    return try session.perform([.repairFromSync(id)])
  }
}

extension Session {
  /// For the few writes that are no act of staff.
  func refuseWhenReadOnly() throws {
    guard isReadOnly else { return }
    throw Refusal.readOnly
  }
}
