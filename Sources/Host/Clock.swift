package import Commerce
import Glibc

/// The two clocks of the machine: one for stamping facts, one for measuring spans.
package struct Clock: Sendable {
  package init() {}

  /// The wall clock, which people and daylight saving may move; for what is stored and shown.
  package func now() -> Instant {
    Instant(milliseconds: Self.milliseconds(of: CLOCK_REALTIME))
  }

  /// Milliseconds since an arbitrary start, never going back; for deadlines and undo windows.
  package func monotonicMilliseconds() -> Int64 {
    Self.milliseconds(of: CLOCK_MONOTONIC)
  }

  private static func milliseconds(of clock: clockid_t) -> Int64 {
    var time = timespec()
    // It cannot fail: both clocks exist on every Linux and the pointer is ours.
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }
}
