package import Commerce

extension Model {
  /// When the screen needs a `tick` to stay true.
  ///
  /// The next full minute for the clock and the ages; sooner while something runs out, and never
  /// sooner than what changes on the screen.
  package var wakeAt: Instant? {
    let minute: Int64 = 60_000
    let (whole, overflow) = (now.milliseconds / minute).addingReportingOverflow(1)
    guard !overflow, whole < Int64.max / minute else { return nil }
    let times = [
      Instant(milliseconds: whole * minute), nextCountdown, orders.nextBack,
      chat.dwellSince?.advanced(byMilliseconds: Self.dwellMilliseconds),
      chat.presenceAt?.advanced(byMilliseconds: Self.presenceMilliseconds),
    ]
    return times.compactMap { $0 }.filter { $0 > now }.min()
  }
}
