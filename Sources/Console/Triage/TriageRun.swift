import Commerce

/// One order after the other, by what is due first, until the queue is empty or the person stops.
struct TriageRun: Equatable, Sendable {
  /// A key within this time after an order has come was meant for the one before.
  static let changeoverMilliseconds: Int64 = 800

  let begunAt: Instant
  let filter: OrderFilter
  /// Where the person was before.
  let home: ReturnPlace?
  var queue = DueQueue()
  /// The order in hand; nil while the queue is read for the first time.
  var current: DueOrder?
  var handled: Set<OrderID> = []
  var skipped: Set<OrderID> = []
  /// The queue that is on its way.
  var request: RequestID?
  /// The order in hand is not on the screen yet.
  var isArriving = false
  var changeoverEnd: Instant?
  /// The act on the order in hand that is not answered yet.
  var verdict: RequestID?
  /// What was done to the order before, and what was passed over.
  var words: [String] = []
  /// The act that `words` tell of.
  var actID: String?

  var done: Int { handled.count + skipped.count }

  /// What is still to come, the order in hand included.
  var left: [DueOrder] {
    queue.orders.filter { !handled.contains($0.order.id) && !skipped.contains($0.order.id) }
  }

  /// True while a key may be meant for another order than the one that has it.
  func isBetweenOrders(at now: Instant) -> Bool {
    request != nil || isArriving || changeoverEnd.map { now < $0 } ?? false
  }

  /// `2:10`: minutes and seconds for each order so far; nil before the first is done.
  func pace(at now: Instant) -> String? {
    secondsEach(at: now).map { seconds in
      "\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)"
    }
  }

  private func secondsEach(at now: Instant) -> Int64? {
    done == 0 ? nil : max(0, now.milliseconds(since: begunAt)) / 1_000 / Int64(done)
  }

  /// When all will be done at this pace.
  func end(at now: Instant) -> Instant? {
    secondsEach(at: now).map { now.advanced(byMilliseconds: $0 * 1_000 * Int64(left.count)) }
  }
}

extension Model {
  /// `Triage 4 of 57, pace 2:10, done about 17:40`, with less where there is little room.
  func triageFact(isShort: Bool) -> String {
    guard let triage, triage.current != nil else { return triage == nil ? "" : "Triage" }
    let count = CountText.grouped(triage.done + triage.left.count) + (triage.queue.isCut ? "+" : "")
    let place = "Triage \(CountText.grouped(triage.done + 1)) of \(count)"
    guard !isShort, let pace = triage.pace(at: now), let end = triage.end(at: now) else {
      return place
    }
    return "\(place), pace \(pace), done about \(zone.clock(at: end))"
  }

  /// What waits on the order in hand; empty for any other order.
  func dueWords(of order: OrderID) -> String {
    guard let current = triage?.current, current.order.id == order else { return "" }
    return current.dues.map { $0.words(now: now) }.joined(separator: ", ")
  }
}
