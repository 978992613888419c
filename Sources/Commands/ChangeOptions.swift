import Commerce
import Desk
import Host
import Store

extension Session {
  /// `--dry-run`, `--idempotency-key` and `--if-revision` as Desk takes them.
  func performOptions() throws -> PerformOptions {
    PerformOptions(
      dryRun: invocation.has("dry-run"),
      idempotencyKey: invocation.value("idempotency-key"),
      ifRevision: try invocation.number("if-revision", from: 0)
    )
  }

  /// Carries operations out through the one door and reports what came of it.
  func perform(_ operations: [Operation], title: String? = nil) throws -> ExitStatus {
    let options = try performOptions()
    let isBulk = invocation.value("query") != nil
    if isBulk, !options.dryRun, !invocation.has("yes") {
      var rehearsal = options
      rehearsal.dryRun = true
      rehearsal.idempotencyKey = nil
      var preview = try desk().perform(operations, title: title, options: rehearsal)
      if preview.changed.isEmpty {
        preview.isDryRun = false
        return try report(preview)
      }
      guard try BulkQuestion(preview, of: operations.count).isAnsweredWithYes(in: self) else {
        throw CommandFailure("nothing is changed")
      }
    }
    return try report(try desk().perform(operations, title: title, options: options))
  }

  /// A query may match more than was thought: who cannot be asked has to say `--yes` beforehand.
  private func refuseUnlessAsked() throws {
    guard invocation.value("query") != nil, !invocation.has("yes"), !invocation.has("dry-run"),
      !world.streams.isTerminal(.input)
    else { return }
    throw UsageError(
      "--query changes many orders and nobody can be asked, since standard input is no terminal: "
        + "see them with --dry-run, then add --yes"
    )
  }

  /// The orders that the arguments and `--query` name together, each once, in the order given.
  func namedOrders(_ numbers: [String]) throws -> [OrderID] {
    try refuseUnlessAsked()
    var ids = try numbers.map(orderID)
    if invocation.value("query") != nil {
      ids += try store().orderIDs(try listing(), in: try context())
    }
    var seen: Set<OrderID> = []
    ids = ids.filter { seen.insert($0).inserted }
    if ids.isEmpty, let query = invocation.value("query") {
      throw CommandFailure("no order matches --query \(query)")
    }
    guard !ids.isEmpty else {
      throw UsageError("no order is named: give numbers, or --query that matches some")
    }
    return ids
  }

  /// `--query` and `--sort` as a listing; a wrong word is named with its position.
  func listing(default query: String = "") throws -> OrderListing {
    let text = invocation.value("query") ?? query
    let sort = invocation.value("sort").flatMap(OrderSort.init) ?? .newest
    do {
      return OrderListing(
        filter: try OrderFilter(query: text),
        sort: sort
      )
    } catch {
      throw UsageError("--query: \(error.sentence)")
    }
  }

  /// The text argument; `-` reads all of standard input.
  func text(at index: Int) throws -> String {
    guard index < invocation.arguments.count else { throw UsageError("the text is missing") }
    let given = invocation.arguments[index...].joined(separator: " ")
    guard given == "-" else { return given }
    var bytes: [UInt8] = []
    while true {
      let chunk = try world.streams.readChunk()
      if chunk.isEmpty { break }
      bytes += chunk
      guard bytes.count <= 1 << 20 else { throw CommandFailure("the text is longer than 1 MiB") }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CommandFailure("the text on standard input is not UTF-8")
    }
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }
}
