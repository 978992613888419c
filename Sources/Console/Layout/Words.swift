import Commerce

/// Amounts and times as the settings want them written.
extension Model {
  func text(of amount: Money) -> String { amount.display(settings.moneyStyle) }

  func age(of instant: Instant) -> String {
    RelativeTime(from: instant, to: now, in: zone, dates: settings.dates).text
  }

  /// `now`, `4m ago`; a date stands as it is.
  func ago(_ instant: Instant) -> String {
    let age = age(of: instant)
    let isSpan = "mhd".contains(age.last ?? " ") && age.dropLast().allSatisfy(\.isNumber)
    return isSpan ? "\(age) ago" : age
  }

  /// `Today`, `Mon 3 Nov` and so on.
  func dayText(of instant: Instant) -> String {
    DayLabel(of: instant, now: now, in: zone, dates: settings.dates).text
  }
}
