// Times as people read them.

/// The order of day and month where a month has a name, or the figures of ISO 8601.
package enum DateOrder: String, CaseIterable, Sendable {
  case dayMonth = "day-month"
  case monthDay = "month-day"
  case iso
}

/// How long ago something was, at most six columns wide: `now`, `3m`, `2h`, `4d`, `12 Mar`,
/// and past eleven months `Mar'24`.
package struct RelativeTime: Equatable, Sendable {
  package let text: String

  package init(
    from instant: Instant,
    to now: Instant,
    in zone: LocalZone,
    dates: DateOrder = .dayMonth
  ) {
    let minutes = now.milliseconds(since: instant) / 60_000
    let days = minutes / 1_440
    switch minutes {
    // Clocks differ a little, so the near future is now; what is farther off shows its date.
    case -1...0: text = "now"
    case 1..<60: text = "\(minutes)m"
    case 60..<1_440: text = "\(minutes / 60)h"
    case 1_440..<10_080: text = "\(days)d"
    default:
      let date = zone.date(at: instant)
      text = (-330...330).contains(days) ? date.dayAndMonth(dates) : date.monthAndShortYear
    }
  }
}

/// The words on a day separator: `Today`, `Yesterday`, `Mon 3 Nov`, `3 Nov 2019`.
package struct DayLabel: Equatable, Sendable {
  package let text: String

  package init(
    of instant: Instant,
    now: Instant,
    in zone: LocalZone,
    dates: DateOrder = .dayMonth
  ) {
    self.init(zone.date(at: instant), today: zone.date(at: now), dates: dates)
  }

  package init(_ date: CivilDate, today: CivilDate, dates: DateOrder = .dayMonth) {
    switch today.daysSince1970 - date.daysSince1970 {
    case 0: text = "Today"
    case 1: text = "Yesterday"
    case -1: text = "Tomorrow"
    default:
      let isNear = date.year == today.year
      let weekday = isNear ? "\(date.weekday.rawValue) " : ""
      text = weekday + (isNear ? date.dayAndMonth(dates) : date.dayMonthAndYear(dates))
    }
  }
}

extension LocalZone {
  /// `14:22`.
  package func clock(at instant: Instant) -> String {
    let time = civil(at: instant)
    return "\(twoDigits(time.hour)):\(twoDigits(time.minute))"
  }

  /// `3 Nov 2019 14:22`.
  package func dateAndClock(at instant: Instant, dates: DateOrder = .dayMonth) -> String {
    "\(date(at: instant).dayMonthAndYear(dates)) \(clock(at: instant))"
  }
}

extension CivilDate {
  /// `3 Nov`, `Nov 3` or `11-03`.
  package func dayAndMonth(_ order: DateOrder) -> String {
    switch order {
    case .dayMonth: "\(day) \(monthName)"
    case .monthDay: "\(monthName) \(day)"
    case .iso: String(iso8601.suffix(5))
    }
  }

  /// `3 Nov 2019`, `Nov 3 2019` or `2019-11-03`.
  package func dayMonthAndYear(_ order: DateOrder) -> String {
    order == .iso ? iso8601 : "\(dayAndMonth(order)) \(year)"
  }

  /// `2026-11-03`.
  package var iso8601: String {
    let yearText = String(year)
    let padding = String(repeating: "0", count: max(0, 4 - yearText.count))
    return "\(padding)\(yearText)-\(twoDigits(month))-\(twoDigits(day))"
  }

  /// Reads `2026-11-03` and nothing else.
  package init?(iso8601 text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else {
      return nil
    }
    let digits = bytes.enumerated().filter { $0.offset != 4 && $0.offset != 7 }
    guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0.element) })
    else { return nil }
    let number = digits.reduce(0) { $0 * 10 + Int($1.element - UInt8(ascii: "0")) }
    self.init(year: number / 10_000, month: number / 100 % 100, day: number % 100)
  }

  /// `Mar'24`: shorter than the four figures of the year, and no day of the month to mistake it for.
  var monthAndShortYear: String {
    "\(monthName)'\(twoDigits(Int.euclideanRemainder(year, 100)))"
  }

  private var monthName: String {
    let names = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    return names[month - 1]
  }
}

private func twoDigits(_ number: Int) -> String {
  number < 10 ? "0\(number)" : String(number)
}
