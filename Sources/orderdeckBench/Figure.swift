/// What can be asked for alone.
enum FigureGroup: String, CaseIterable {
  case feed
  case chatOrders = "chat-orders"
  case pages, search, chat, commits
  case besideSync = "beside-sync"
  case start, keys, memory
}

/// One measured fact, beside what the bare libraries need for the same work.
struct Figure {
  var name: String
  /// Orders in the store; nil where that does not matter.
  var orders: Int?
  var unit: FigureUnit
  var ours: Samples
  /// Nil where nothing bare does the same.
  var bare: Samples?
  var target: Target

  enum Target {
    /// Of ours divided by bare.
    case ratioAtMost(Double)
    /// The same at the median and at the 99th percentile.
    case ratiosAtMost(Double)
    case ratioAtLeast(Double)
    /// In the figure's unit, at the median.
    case atMost(Double)
    case atLeast(Double)
    /// In the figure's unit, at the 99th percentile.
    case tailAtMost(Double)
    case bothAtMost(median: Double, tail: Double)
    case none
  }

  /// Ours divided by bare, medians.
  var ratio: Double? {
    guard let bare, bare.median > 0 else { return nil }
    return ours.median / bare.median
  }

  private var tailRatio: Double? {
    guard let bare, bare.percentile(99) > 0 else { return nil }
    return ours.percentile(99) / bare.percentile(99)
  }

  /// Nil without a target.
  var isMet: Bool? {
    switch target {
    case .ratioAtMost(let limit): ratio.map { $0 <= limit }
    case .ratiosAtMost(let limit):
      ratio.flatMap { ratio in tailRatio.map { max(ratio, $0) <= limit } }
    case .bothAtMost(let median, let tail):
      ours.median <= median && ours.percentile(99) <= tail
    case .ratioAtLeast(let limit): ratio.map { $0 >= limit }
    case .atMost(let limit): ours.median <= limit
    case .atLeast(let limit): ours.median >= limit
    case .tailAtMost(let limit): ours.percentile(99) <= limit
    case .none: nil
    }
  }
}

enum FigureUnit: String {
  case milliseconds = "ms"
  case microseconds = "µs"
  case perSecond = "/s"
  case mebibytes = "MiB"
  case bytes = "B"
  case wakeUps = "wake-ups"

  /// Whether single samples are spans whose tail is worth seeing.
  var hasTail: Bool {
    switch self {
    case .milliseconds, .microseconds: true
    case .perSecond, .mebibytes, .bytes, .wakeUps: false
    }
  }
}

/// The values of one figure, one for each repetition.
struct Samples {
  private let sorted: [Double]

  init(_ values: [Double]) {
    sorted = values.sorted()
  }

  var count: Int { sorted.count }
  var median: Double { percentile(50) }

  func percentile(_ percent: Int) -> Double {
    guard !sorted.isEmpty else { return .nan }
    return sorted[min(sorted.count - 1, sorted.count * percent / 100)]
  }

  func mapped(_ change: (Double) -> Double) -> Samples { Samples(sorted.map(change)) }

  /// Of spans in nanoseconds.
  var inMicroseconds: Samples { mapped { $0 / 1e3 } }

  /// Of spans in nanoseconds.
  var inMilliseconds: Samples { mapped { $0 / 1e6 } }
}
