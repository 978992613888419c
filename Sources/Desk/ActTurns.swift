import Commerce
import SQLiteKit
import Store

/// Told between two turns of a large act how many of its operations were tried; false ends it.
package typealias ActWatch = (_ done: Int, _ total: Int) throws -> Bool

/// How one act goes through its transactions.
struct ActRoad {
  let requests: [ActRun.Request]
  let request: KeyedRequest?
  let watch: ActWatch?
  /// What the first transaction asks before anything is done.
  var begin: (borrowing Connection) throws -> Void = { _ in }

  init(_ operations: [Operation], request: KeyedRequest? = nil, watch: ActWatch? = nil) {
    requests = operations.enumerated().map {
      ActRun.Request(position: $0.offset, operation: $0.element)
    }
    self.request = request
    self.watch = watch
  }
}

/// What came of one transaction.
private struct ActTurn: Sendable {
  var run: ActRun
  var done: Int
  /// The receipt that the key was given before; then nothing was done.
  var answer: Receipt?
}

extension Desk {
  /// Turn by turn, so that others come to write in between; a dry run takes each turn back.
  ///
  /// A key is kept with the first turn, so that whatever happens later the same request is not done
  /// twice; the receipt under it is whole once the act is.
  func inTurns(_ first: ActRun, _ road: ActRoad, isDryRun: Bool) throws -> Receipt {
    var run = first
    var rest = road.requests[...]
    while !rest.isEmpty {
      let before = run
      let isFirst = rest.count == road.requests.count
      let turn = try transact(isDryRun: isDryRun) { connection in
        if isFirst {
          if let answer = try road.request?.storedAnswer(on: connection) {
            return ActTurn(run: before, done: 0, answer: answer)
          }
          try road.begin(connection)
        }
        return try self.turn(of: before, rest, road, on: connection)
      }
      if let answer = turn.answer { return answer }
      run = turn.run
      if isDryRun { run.forgetRows() }
      rest = rest.dropFirst(turn.done)
      if run.isTakenBack { break }
      let done = road.requests.count - rest.count
      guard !rest.isEmpty, let watch = road.watch, try !watch(done, road.requests.count) else {
        continue
      }
      let left = rest.count
      run = try transact(isDryRun: isDryRun) { connection in
        var stopped = turn.run
        try stopped.stop(leaving: left, on: connection)
        try keep(stopped, under: road.request, on: connection)
        return stopped
      }
      break
    }
    return run.receipt(isDryRun: isDryRun)
  }

  private func turn(
    of before: ActRun,
    _ rest: ArraySlice<ActRun.Request>,
    _ road: ActRoad,
    on connection: borrowing Connection
  ) throws -> ActTurn {
    var next = before
    let done = try next.perform(rest, for: Self.longestTurn, on: connection)
    next.left = rest.count - done
    if next.left == 0 { try next.finish(on: connection) }
    try keep(next, under: road.request, on: connection)
    return ActTurn(run: next, done: done)
  }

  func transact<Result: Sendable>(
    isDryRun: Bool,
    _ body: (borrowing Connection) throws -> Result
  ) throws -> Result {
    isDryRun ? try store.database.dryRun(body) : try store.database.write(body)
  }

  /// A refused request is not answered by its key: once it is mended it may come again.
  private func keep(
    _ run: ActRun,
    under request: KeyedRequest?,
    on connection: borrowing Connection
  ) throws {
    guard let request, !run.isOnlyRefused else { return }
    let receipt = run.left == 0 ? run.receipt(isDryRun: false) : run.brokenOffReceipt
    try request.keep(receipt, at: run.scope.now, on: connection)
  }
}
