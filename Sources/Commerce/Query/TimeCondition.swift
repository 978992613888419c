/// A condition on a time; what is relative stays relative until it is asked for its bounds.
package enum TimeCondition: Equatable, Hashable, Sendable {
  /// `<7d`: less than seven days ago, or in the future.
  case younger(Age)
  /// `>2h`: more than two hours ago.
  case older(Age)
  /// `2026-01-31`, `>today`: compared by whole local days.
  case day(Comparison, DayReference)
  /// `2026-01-01..2026-01-31`, both days included; nil is open. Never nil on both sides.
  case days(from: DayReference?, through: DayReference?)
}

package enum Comparison: String, CaseIterable, Sendable {
  case equal = ""
  case less = "<"
  case atMost = "<="
  case greater = ">"
  case atLeast = ">="
}

package enum DayReference: Equatable, Hashable, Sendable {
  case today
  case yesterday
  case date(CivilDate)
}

/// A length of time in one unit, as it was typed.
package struct Age: Equatable, Hashable, Sendable {
  package enum Unit: String, CaseIterable, Sendable {
    case minutes = "m"
    case hours = "h"
    case days = "d"
    case weeks = "w"
    /// 365 days.
    case years = "y"
  }

  package var count: Int
  package var unit: Unit

  package init(_ count: Int, _ unit: Unit) {
    self.count = count
    self.unit = unit
  }

  /// Saturates instead of overflowing.
  package var milliseconds: Int64 {
    let perUnit: Int64 =
      switch unit {
      case .minutes: 60_000
      case .hours: 3_600_000
      case .days: 86_400_000
      case .weeks: 7 * 86_400_000
      case .years: 365 * 86_400_000
      }
    let (product, overflow) = perUnit.multipliedReportingOverflow(by: Int64(count))
    return overflow ? .max : product
  }
}

/// From the first instant on, up to but not including the second; nil is open.
package struct InstantBounds: Equatable, Sendable {
  package var from: Instant?
  package var before: Instant?

  package init(from: Instant?, before: Instant?) {
    self.from = from
    self.before = before
  }
}

extension TimeCondition {
  package func bounds(now: Instant, in zone: LocalZone) -> InstantBounds {
    switch self {
    case .younger(let age):
      InstantBounds(from: now.advanced(byMilliseconds: -age.milliseconds), before: nil)
    case .older(let age):
      InstantBounds(from: nil, before: now.advanced(byMilliseconds: -age.milliseconds))
    case .day(let comparison, let day):
      Self.bounds(comparison, day.date(now: now, in: zone), in: zone)
    case .days(let first, let last):
      InstantBounds(
        from: first.map { zone.startOfDay($0.date(now: now, in: zone)) },
        before: last.map { zone.startOfDay($0.date(now: now, in: zone).adding(days: 1)) }
      )
    }
  }

  private static func bounds(
    _ comparison: Comparison,
    _ date: CivilDate,
    in zone: LocalZone
  ) -> InstantBounds {
    let start = zone.startOfDay(date)
    let end = zone.startOfDay(date.adding(days: 1))
    return switch comparison {
    case .equal: InstantBounds(from: start, before: end)
    case .less: InstantBounds(from: nil, before: start)
    case .atMost: InstantBounds(from: nil, before: end)
    case .greater: InstantBounds(from: end, before: nil)
    case .atLeast: InstantBounds(from: start, before: nil)
    }
  }
}

extension DayReference {
  package func date(now: Instant, in zone: LocalZone) -> CivilDate {
    switch self {
    case .today: zone.date(at: now)
    case .yesterday: zone.date(at: now).adding(days: -1)
    case .date(let date): date
    }
  }
}
