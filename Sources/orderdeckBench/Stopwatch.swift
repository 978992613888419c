import Glibc

/// The monotonic clock in nanoseconds, equal in all processes of the machine.
enum Stopwatch {
  static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// Nanoseconds that `body` takes.
  static func time(_ body: () throws -> Void) rethrows -> Double {
    let start = now
    try body()
    return Double(now - start)
  }
}

/// Measures two ways to the same result in turn, so that a busy machine hits both alike.
enum Interleaved {
  /// Nanoseconds of each; who begins changes from round to round.
  static func time(
    rounds: Int,
    ours: () throws -> Void,
    bare: () throws -> Void
  ) rethrows -> (ours: Samples, bare: Samples) {
    var measured: (ours: [Double], bare: [Double]) = ([], [])
    for round in 0..<rounds {
      if round.isMultiple(of: 2) { measured.ours.append(try Stopwatch.time(ours)) }
      measured.bare.append(try Stopwatch.time(bare))
      if !round.isMultiple(of: 2) { measured.ours.append(try Stopwatch.time(ours)) }
    }
    return (Samples(measured.ours), Samples(measured.bare))
  }
}
