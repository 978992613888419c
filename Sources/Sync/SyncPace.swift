import Host
import SQLiteKit

/// How much one transaction takes, so that a console beside it never waits long.
struct SyncPace {
  private(set) var pageSize: Int
  private let isFixed: Bool
  private var endedAt: Int64 = 0
  /// Somebody has waited, and may write again before this time.
  private var courteousUntil: Int64 = 0

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

  /// Records after which a transaction asks at first whether it has run long enough.
  var partSize: Int { isFixed ? pageSize : SyncLimits.leastPageRecords }

  /// Whether a transaction that has run this long ends before its page does.
  func isEnough(_ milliseconds: Int64) -> Bool {
    !isFixed && .milliseconds(milliseconds) >= limit(at: endedAt)
  }

  private func limit(at time: Int64) -> Duration {
    time < courteousUntil ? SyncLimits.awaitedTurn : SyncLimits.longestTurn
  }

  /// Learns from the transaction that wrote `count` records.
  mutating func wrote(_ count: Int, in turn: Database.Turn, _ clock: Clock) {
    endedAt = clock.monotonicMilliseconds()
    guard !isFixed else { return }
    if turn.wasAwaited { courteousUntil = endedAt + SyncLimits.courtesyMilliseconds }
    let limit = limit(at: endedAt)
    if turn.length > limit {
      pageSize = max(SyncLimits.leastPageRecords, Int(Double(count) * (limit / turn.length)))
    } else if count >= pageSize, turn.length * 2 < limit {
      pageSize = min(SyncLimits.pageRecords * 2, pageSize * 2)
    }
  }
}
