import Commerce

/// Amounts and times as the settings want them written.
extension Model {
  func text(of amount: Money) -> String { amount.display(settings.moneyStyle) }

  func age(of instant: Instant) -> String {
    RelativeTime(from: instant, to: now, in: zone, dates: settings.dates).text
  }

  /// `Today`, `Mon 3 Nov` and so on.
  func dayText(of instant: Instant) -> String {
    DayLabel(of: instant, now: now, in: zone, dates: settings.dates).text
  }
}
