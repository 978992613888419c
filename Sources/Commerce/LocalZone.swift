/// The offset of local time from UTC from one instant on.
package struct OffsetChange: Hashable, Sendable {
  package var from: Instant
  /// Local time minus UTC, positive east of Greenwich.
  package var offsetSeconds: Int

  package init(from: Instant, offsetSeconds: Int) {
    self.from = from
    self.offsetSeconds = offsetSeconds
  }
}

/// A time zone as a table, so that pure code can show local times without asking the machine.
package struct LocalZone: Hashable, Sendable {
  /// Oldest first, never empty; before the first entry its offset holds, after the last its.
  package let changes: [OffsetChange]

  package init(changes: [OffsetChange]) {
    self.changes = changes.isEmpty ? [OffsetChange(from: .earliest, offsetSeconds: 0)] : changes
  }

  package static let utc = LocalZone(changes: [])

  package func offsetSeconds(at instant: Instant) -> Int {
    var low = 0
    var high = changes.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if changes[middle].from <= instant { low = middle } else { high = middle }
    }
    return changes[low].offsetSeconds
  }
}

/// What calendar and clock on the wall show.
package struct CivilTime: Hashable, Sendable {
  package var date: CivilDate
  package var hour: Int
  package var minute: Int
  package var second: Int

  package init(date: CivilDate, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    self.date = date
    self.hour = hour
    self.minute = minute
    self.second = second
  }

  package var weekday: Weekday { date.weekday }
}

extension LocalZone {
  package func civil(at instant: Instant) -> CivilTime {
    let shown = min(max(instant, .earliest), .latest)
    let seconds = Int.flooredQuotient(Int(shown.milliseconds), 1_000) + offsetSeconds(at: shown)
    let inDay = Int.euclideanRemainder(seconds, 86_400)
    return CivilTime(
      date: CivilDate(daysSince1970: Int.flooredQuotient(seconds, 86_400)),
      hour: inDay / 3_600,
      minute: inDay / 60 % 60,
      second: inDay % 60
    )
  }

  package func date(at instant: Instant) -> CivilDate {
    civil(at: instant).date
  }

  /// The instant at which the wall shows this time.
  ///
  /// The first of the two when the clock is put back over it; when it is put forward over it,
  /// the instant as if it had not been, which the wall shows as later by the gap.
  package func instant(of time: CivilTime) -> Instant {
    let inDay = time.hour * 3_600 + time.minute * 60 + time.second
    let naive = Int64(time.date.daysSince1970 * 86_400 + inDay) * 1_000
    // A day on either side lies before and after any change that could matter here.
    let before = offsetSeconds(at: Instant(milliseconds: naive - 86_400_000))
    let after = offsetSeconds(at: Instant(milliseconds: naive + 86_400_000))
    for offset in [before, after] {
      let candidate = Instant(milliseconds: naive - Int64(offset) * 1_000)
      if offsetSeconds(at: candidate) == offset { return candidate }
    }
    return Instant(milliseconds: naive - Int64(before) * 1_000)
  }

  package func startOfDay(_ date: CivilDate) -> Instant {
    instant(of: CivilTime(date: date))
  }
}
