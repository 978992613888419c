import Commerce
import Desk
import Host
import JSON
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
  ///
  /// `values` stand beside the receipt's own with `--json`.
  func perform(
    _ operations: [Operation],
    title: String? = nil,
    beside values: JSONObject = JSONObject()
  ) throws -> ExitStatus {
    try report(
      desk().perform(operations, title: title, options: performOptions()),
      beside: values
    )
  }

  /// A whole call that is refused, as a receipt like that of one order among many; its sentence goes
  /// to standard error besides.
  func say(_ refusal: Refusal) throws {
    let receipt = Receipt(
      actID: nil,
      summary: refusal.sentence,
      refused: [refusal],
      isDryRun: invocation.has("dry-run")
    )
    try say(ReceiptRecord.value(of: receipt))
  }

  /// Does the same to every order that the arguments and `--query` name.
  ///
  /// The numbers are `named` where not all arguments are some.
  /// A query is the request, not what it matches at the moment: asked again under its key it is
  /// answered before anything is looked up or asked.
  func change(
    named: [String]? = nil,
    _ operation: (OrderID) -> Operation
  ) throws -> ExitStatus {
    let numbers = named ?? invocation.arguments
    guard let query = invocation.value("query") else {
      return try perform(orders(named: numbers).map(operation))
    }
    let listing = try listing()
    guard !listing.filter.isEmpty else {
      throw UsageError(
        "--query is blank and would mean every order: say which, such as --query status:confirmed"
      )
    }
    var options = try performOptions()
    options.selection = (numbers + ["--query", query]).joined(separator: "\n")
    if let answer = try desk().storedAnswer(to: operation(OrderID("")), options: options) {
      return try report(answer)
    }
    try refuseUnlessAsked()
    let operations = try orders(named: numbers, and: listing).map(operation)
    let isAlone = numbers.isEmpty
    options.expectedCount = try expectedCount(of: operations)
    guard try isWanted(operations, options, isQueryAlone: isAlone) else {
      throw CommandFailure("nothing is changed")
    }
    return try perform(operations, options)
  }

  /// What `--orders` says they are; of very many nothing else tells that each of them is meant, unless
  /// a person is asked.
  private func expectedCount(of operations: [Operation]) throws -> Int? {
    if let given = try invocation.number("orders", from: 1) { return given }
    let count = operations.count
    guard invocation.has("yes"), count > OrderRules.mostUnasked,
      count <= OrderRules.mostInBulk
    else { return count }
    throw UsageError(
      "--query matches \(CountText.of(count, "order")), and more than \(OrderRules.mostUnasked) change "
        + "only when their number is given: see them with --dry-run, then add --orders \(count)"
    )
  }

  /// One act; of many orders with progress, and Ctrl-C ends it between two of its turns.
  private func perform(_ operations: [Operation], _ options: PerformOptions) throws -> ExitStatus {
    guard operations.count > OrderRules.mostUnasked else {
      return try report(desk().perform(operations, options: options))
    }
    let interrupt = InterruptSignal()
    let progress = ProgressLine(session: self)
    let receipt = try desk().perform(operations, options: options) { done, total in
      let words = "\(CountText.grouped(done)) of \(CountText.of(total, "order"))"
      try progress.show(words, Int64(done), of: Int64(total))
      return !interrupt.happened
    }
    try progress.finish()
    let status = try report(receipt)
    return interrupt.happened ? .interrupted : status
  }

  /// Shows what would change and asks; what is only refused is not asked, since trying it anyway
  /// changes nothing and leaves its record.
  private func isWanted(
    _ operations: [Operation],
    _ options: PerformOptions,
    isQueryAlone: Bool
  ) throws -> Bool {
    guard !options.dryRun, !invocation.has("yes") else { return true }
    var rehearsal = options
    rehearsal.dryRun = true
    let preview: Receipt
    do {
      preview = try desk().perform(operations, options: rehearsal)
    } catch is Refusal {
      return true
    }
    guard !preview.changed.isEmpty else { return true }
    let question = BulkQuestion(
      preview,
      of: operations.count,
      isQueryAlone: isQueryAlone
    )
    return try question.isAnsweredWithYes(in: self)
  }

  /// A query may match more than was thought: who cannot be asked has to say `--yes` beforehand.
  private func refuseUnlessAsked() throws {
    guard !invocation.has("yes"), !invocation.has("dry-run"), !world.streams.isTerminal(.input)
    else { return }
    throw UsageError(
      "--query changes many orders and nobody can be asked, since standard input is no terminal: "
        + "see them with --dry-run, then add --yes"
    )
  }

  /// The orders that the numbers and `--query` name together, each once, in the order given.
  private func orders(
    named numbers: [String],
    and listing: OrderListing? = nil
  ) throws -> [OrderID] {
    var ids = try numbers.map(orderID)
    if let listing { ids += try store().orderIDs(listing, in: try context()) }
    var seen: Set<OrderID> = []
    ids = ids.filter { seen.insert($0).inserted }
    if ids.isEmpty, let query = invocation.value("query") {
      throw Refusal(.notFound, sentence: "no order matches --query \(query)")
    }
    guard !ids.isEmpty else {
      throw UsageError("no order is named: give numbers, or --query that matches some")
    }
    return ids
  }

  /// `--query` and `--sort` as a listing; a wrong word is named with its position.
  func listing(default query: String = "") throws -> OrderListing {
    let text = invocation.value("query") ?? query
    let filter: OrderFilter
    do {
      filter = try OrderFilter(query: text)
    } catch {
      throw UsageError("--query: \(error.sentence)")
    }
    let view = try invocation.value("view").map(view(named:))
    var listing = try view?.listing(beside: filter) ?? OrderListing(filter: filter)
    listing.sort = invocation.value("sort").flatMap(OrderSort.init) ?? listing.sort
    return listing
  }

  /// The text argument; `-` reads all of standard input.
  func text(at index: Int) throws -> String {
    guard index < invocation.arguments.count else { throw UsageError("the text is missing") }
    let given = invocation.arguments[index...].joined(separator: " ")
    return given == "-" ? try standardInput() : given
  }

  /// All of standard input, less the line end that closes it.
  func standardInput() throws -> String {
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
