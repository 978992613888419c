import Commerce
import JSON
import SQLiteKit
import Store

extension ActRun {
  func receipt(isDryRun: Bool) -> Receipt {
    Receipt(
      actID: isStored && !isDryRun ? scope.actID : nil,
      summary: summary(isDryRun: isDryRun),
      changed: changed,
      unchanged: unchanged,
      refused: refused,
      undoUntil: isDryRun || !isStored ? nil : undoUntil,
      isDryRun: isDryRun
    )
  }

  /// What the key of an act answers when its program ends before the act does.
  var brokenOffReceipt: Receipt {
    let words = "broke off with \(CountText.of(left, "order")) left; what was done is one act"
    return Receipt(actID: isStored ? scope.actID : nil, summary: words, undoUntil: undoUntil)
  }

  /// A refused request of one operation.
  var isOnlyRefused: Bool { !request.isBulk && !refused.isEmpty }

  private func summary(isDryRun: Bool) -> String {
    left == 0 ? summaryOfWhole(isDryRun: isDryRun) : summaryOfWhole(isDryRun: isDryRun) + ending
  }

  /// What became of the rest.
  private var ending: String {
    let rest = CountText.of(left, "order")
    let why = isTakenBack ? "it was taken back meanwhile" : "stopped"
    return "; \(why), \(rest) left as before"
  }

  private func summaryOfWhole(isDryRun: Bool) -> String {
    guard let bulk = request.sentence(ofMany: changed.count) else {
      guard isDryRun, !changed.isEmpty else { return sentence }
      return changed.last?.rehearsal ?? sentence
    }
    var done = changed.isEmpty ? "nothing had to change" : bulk
    if !changed.isEmpty, !unchanged.isEmpty {
      done += ", \(CountText.of(unchanged.count, "was", many: "were")) already"
    }
    return refused.isEmpty ? done : "\(done), \(CountText.grouped(refused.count)) refused"
  }
}

/// A request that came with a key, and what was answered to it.
struct KeyedRequest {
  let options: PerformOptions
  private let key: String
  private let fingerprint: String

  /// Nil without a key; a dry run keeps none, but is answered as the request itself would be.
  init?(options: PerformOptions, operations: [Operation], actor: StaffID) {
    guard let key = options.idempotencyKey else { return nil }
    self.options = options
    self.key = key
    // What a query stands for are its words and the one operation, not the orders of the moment.
    let named = options.selection == nil ? operations[...] : operations.prefix(1)
    let records = named.map {
      var record = OperationRecord.value(of: OperationRegistry.operation(for: $0))
      if let selection = options.selection { record["order"] = .string(selection) }
      return JSONValue.object(record)
    }
    let request: JSONValue = .array([.string(actor.rawValue), .array(records)])
    fingerprint = SHA256.hexDigest(of: request.bytes(.canonical))
  }

  func storedAnswer(on connection: borrowing Connection) throws -> Receipt? {
    guard let answer = try IdempotencyKeys.answer(to: key, on: connection) else { return nil }
    guard answer.fingerprint == fingerprint else {
      throw Refusal(
        .keyReused,
        sentence: "this idempotency key was used for another request; choose a new one"
      )
    }
    guard var receipt = try ReceiptRecord.read(answer.receipt) else {
      throw Refusal(
        .keyReused,
        sentence: "this idempotency key was used by a newer version of this program"
      )
    }
    receipt.isReplay = true
    if let id = receipt.actID, let act = try ActsTable.act(id, on: connection),
      try !ActsTable.stands(act, on: connection)
    {
      let left = try ActsTable.standingChanges(of: id, before: .max, limit: 1, on: connection)
      receipt.summary += left.isEmpty ? "; taken back since" : "; taken back in part since"
      receipt.undoUntil = nil
    }
    if options.dryRun {
      receipt.isDryRun = true
      receipt.summary = "done already under this key: \(receipt.summary)"
    }
    return receipt
  }

  func keep(
    _ receipt: Receipt,
    at now: Instant,
    on connection: borrowing Connection
  ) throws {
    let answer = KeyedAnswer(
      fingerprint: fingerprint,
      receipt: ReceiptRecord.value(of: receipt).text()
    )
    try IdempotencyKeys.keep(answer, to: key, at: now, on: connection)
  }
}
