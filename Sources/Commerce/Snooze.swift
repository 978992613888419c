/// When a snoozed order comes back; its customer's next message ends it in any case.
package enum SnoozeEnd: Hashable, Sendable {
  case message
  case time(Instant)

  package var time: Instant? {
    if case .time(let time) = self { time } else { nil }
  }

  /// `until Mon 09:00`, `until the customer writes`.
  package func words(
    now: Instant,
    in zone: LocalZone,
    dates: DateOrder = .dayMonth
  ) -> String {
    guard let time else { return "until the customer writes" }
    return "until \(zone.nearTime(time, now: now, dates: dates))"
  }

  /// As events and commands keep it, in no time zone.
  package var text: String { time?.rfc3339 ?? "message" }

  package init?(text: String) {
    if text == "message" {
      self = .message
      // What is no time is told by the caller.
    } else if let time = try? Instant(rfc3339: text) {
      self = .time(time)
    } else {
      return nil
    }
  }
}

/// An order put off: it stays out of the work views until it comes back, and says so then.
package struct Snooze: Hashable, Sendable {
  package var end: SnoozeEnd
  package var since: Instant
  package var staff: StaffID
  package var name: String

  package init(until end: SnoozeEnd, since: Instant, staff: StaffID, name: String) {
    self.end = end
    self.since = since
    self.staff = staff
    self.name = name
  }

  /// Whether the order is back.
  package func isOver(at now: Instant) -> Bool { end.time.map { $0 <= now } ?? false }
}

extension LocalZone {
  /// `14:30` today, `Mon 09:00` within a week, `3 Dec 09:00` later.
  package func nearTime(
    _ instant: Instant,
    now: Instant,
    dates: DateOrder = .dayMonth
  ) -> String {
    let (day, today) = (date(at: instant), date(at: now))
    switch day.daysSince1970 - today.daysSince1970 {
    case 0: return clock(at: instant)
    case 1..<7: return "\(day.weekday.rawValue) \(clock(at: instant))"
    default:
      let date = day.year == today.year ? day.dayAndMonth(dates) : day.dayMonthAndYear(dates)
      return "\(date) \(clock(at: instant))"
    }
  }
}

/// What a person types for the time at which an order is to come back.
package enum SnoozeTime {
  package static let examples = "message, 1h, 3h, tomorrow, monday 14:00, 2026-11-30 09:00"
  /// The hour of a day that is named without one.
  package static let morning = 9

  /// Nil for what is no time; one that has passed is for the rule to refuse.
  package static func read(_ text: String, now: Instant, in zone: LocalZone) -> SnoozeEnd? {
    let typed = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if let end = SnoozeEnd(text: typed.uppercased()) ?? SnoozeEnd(text: typed.lowercased()) {
      return end
    }
    if let age = age(typed.lowercased()) { return .time(now.advanced(byMilliseconds: age)) }
    let words = typed.lowercased().split { $0 == " " || $0 == "t" && typed.contains("-") }
    let today = zone.date(at: now)
    switch words.count {
    case 1:
      if let clock = clock(words[0]) {
        let time = zone.instant(of: clock.on(today))
        return .time(time > now ? time : zone.instant(of: clock.on(today.adding(days: 1))))
      }
      return day(words[0], after: today).map { .time(zone.morning(of: $0)) }
    case 2:
      guard let day = day(words[0], after: today), let clock = clock(words[1]) else { return nil }
      return .time(zone.instant(of: clock.on(day)))
    default: return nil
    }
  }

  /// The next day of that name after a day, never the day itself.
  package static func next(_ weekday: Weekday, after day: CivilDate) -> CivilDate {
    let all = Weekday.allCases
    // Both are of all weekdays.
    let from = all.firstIndex(of: day.weekday) ?? 0
    let to = all.firstIndex(of: weekday) ?? 0
    return day.adding(days: (to - from + 6) % 7 + 1)
  }

  private struct Clock {
    var hour: Int
    var minute: Int

    func on(_ day: CivilDate) -> CivilTime { CivilTime(date: day, hour: hour, minute: minute) }
  }

  private static func age(_ text: String) -> Int64? {
    guard let unit = text.last.flatMap({ Age.Unit(rawValue: String($0)) }), unit != .years,
      let count = number(text.dropLast(), digits: 1...4), count > 0
    else { return nil }
    return Age(count, unit).milliseconds
  }

  private static func clock(_ text: Substring) -> Clock? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let hour = number(parts[0], digits: 1...2), hour < 24,
      let minute = number(parts[1], digits: 2...2), minute < 60
    else { return nil }
    return Clock(hour: hour, minute: minute)
  }

  private static func number(_ text: Substring, digits: ClosedRange<Int>) -> Int? {
    let isNumber = text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    return isNumber && digits.contains(text.utf8.count) ? Int(text) : nil
  }

  private static func day(_ word: Substring, after today: CivilDate) -> CivilDate? {
    switch word {
    case "today": return today
    case "tomorrow": return today.adding(days: 1)
    default: break
    }
    let names = [
      "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]
    if word.count >= 3, let place = names.firstIndex(where: { $0.hasPrefix(word) }) {
      return next(Weekday.allCases[place], after: today)
    }
    return CivilDate(iso8601: word)
  }
}

extension LocalZone {
  package func morning(of day: CivilDate) -> Instant {
    instant(of: CivilTime(date: day, hour: SnoozeTime.morning))
  }
}
