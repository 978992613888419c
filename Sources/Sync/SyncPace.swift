import Host
import SQLiteKit

/// How much one transaction takes, so that a console beside it never waits long.
struct SyncPace {
  private(set) var pageSize: Int
  private let isFixed: Bool
  private var endedAt: Int64 = 0
  /// Somebody has waited, and may write again before this time.
  private var courteousUntil: Int64 = 0
  /// What a record has come to lately, its share of the commit included; nil at first.
  private var cost: Duration?

  /// A fixed size is kept; without one the running time decides.
  init(fixedSize: Int?) {
    isFixed = fixedSize != nil
    pageSize = max(1, fixedSize ?? SyncLimits.pageRecords)
  }

  /// Lets others write before the next transaction; reading the page was part of that time.
  mutating func breathe(_ clock: Clock) {
    guard endedAt > 0, !isFixed else { return }
    let rest = SyncLimits.breathMilliseconds - (clock.monotonicMilliseconds() - endedAt)
    Pause.milliseconds(Int(rest))
  }

  /// Records with which a transaction begins before it looks at the clock.
  ///
  /// As many as will fill it, since each statement costs besides what each of its rows costs.
  var firstPart: Int {
    if isFixed { return pageSize }
    guard let cost else { return SyncLimits.leastPageRecords }
    return Self.count(of: cost, in: limit(at: endedAt))
  }

  /// Records that a transaction takes besides, which has written `count` in this time; 0 when it
  /// has run long enough.
  func nextPart(after count: Int, in milliseconds: Int64) -> Int {
    guard !isFixed else { return pageSize }
    let limit = limit(at: endedAt)
    let spent = Duration.milliseconds(milliseconds)
    guard spent < limit * SyncLimits.fullTurn else { return 0 }
    // The clock counts whole milliseconds, and a little more is no harm.
    return Self.count(of: max(spent, .milliseconds(1)) / max(1, count), in: limit - spent)
  }

  private static func count(of cost: Duration, in time: Duration) -> Int {
    let count = time / max(cost, .microseconds(1))
    return min(SyncLimits.mostPageRecords, max(SyncLimits.leastPageRecords, Int(count)))
  }

  private func limit(at time: Int64) -> Duration {
    time < courteousUntil ? SyncLimits.awaitedTurn : SyncLimits.longestTurn
  }

  /// Learns from the transaction that wrote `count` records.
  mutating func wrote(_ count: Int, in turn: Database.Turn, _ clock: Clock) {
    endedAt = clock.monotonicMilliseconds()
    guard !isFixed, count > 0 else { return }
    if turn.wasAwaited { courteousUntil = endedAt + SyncLimits.courtesyMilliseconds }
    let last = turn.length / count
    // One slow commit says little of the next, many do.
    cost = cost.map { ($0 * 3 + last) / 4 } ?? last
    pageSize = firstPart
  }
}
