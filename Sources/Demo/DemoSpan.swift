import Commerce

/// Spans in milliseconds, as `Instant` counts them.
enum Span {
  static let second: Int64 = 1_000
  static let minute: Int64 = 60 * second
  static let hour: Int64 = 60 * minute
  static let day: Int64 = 24 * hour
}

extension Instant {
  /// The day in that zone, and the minutes passed of it.
  func local(offsetMinutes: Int) -> (date: CivilDate, minute: Int) {
    let shifted = milliseconds + Int64(offsetMinutes) * Span.minute
    let day = (shifted >= 0 ? shifted : shifted - Span.day + 1) / Span.day
    let inDay = shifted - day * Span.day
    return (CivilDate(daysSince1970: Int(day)), Int(inDay / Span.minute))
  }
}

extension CivilDate {
  /// As feeds write a day, `2026-11-15`.
  var dashed: String {
    let month = month < 10 ? "0\(month)" : "\(month)"
    let day = day < 10 ? "0\(day)" : "\(day)"
    return "\(year)-\(month)-\(day)"
  }
}
