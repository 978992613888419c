import Host

/// How much one transaction takes, so that a console beside it never waits long.
struct SyncPace {
  private(set) var pageSize: Int
  private let isFixed: Bool
  private var beganAt: Int64 = 0
  private var endedAt: Int64 = 0

  /// A fixed size is kept; without one the running time decides.
  init(fixedSize: Int?) {
    isFixed = fixedSize != nil
    pageSize = max(1, fixedSize ?? SyncLimits.pageRecords)
  }

  mutating func begin(_ clock: Clock) {
    beganAt = clock.monotonicMilliseconds()
  }

  /// Lets others write before the next transaction; reading the page was part of that time.
  mutating func breathe(_ clock: Clock) {
    guard endedAt > 0, !isFixed else { return }
    let rest = SyncLimits.breathMilliseconds - (clock.monotonicMilliseconds() - endedAt)
    Pause.milliseconds(Int(rest))
  }

  /// Learns from a transaction that wrote `count` records.
  mutating func wrote(_ count: Int, _ clock: Clock) {
    endedAt = clock.monotonicMilliseconds()
    guard !isFixed else { return }
    let took = endedAt - beganAt
    if took > SyncLimits.transactionMilliseconds {
      let fitting = Int64(count) * SyncLimits.transactionMilliseconds / max(1, took)
      pageSize = max(SyncLimits.leastPageRecords, Int(fitting))
    } else if count >= pageSize, took * 2 < SyncLimits.transactionMilliseconds {
      pageSize = min(SyncLimits.pageRecords * 2, pageSize * 2)
    }
  }
}
