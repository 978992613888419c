/// A point in time: milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
package struct Instant: Hashable, Comparable, Sendable {
  package var milliseconds: Int64

  package init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// 0000-01-01T00:00:00.000Z, the first that the stored form can write.
  package static let earliest = Instant(milliseconds: -62_167_219_200_000)
  /// 9999-12-31T23:59:59.999Z, the last that the stored form can write.
  package static let latest = Instant(milliseconds: 253_402_300_799_999)

  package static func < (left: Instant, right: Instant) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// Saturates at the ends of `Int64` instead of trapping: the span may come from typed text.
  package func advanced(byMilliseconds span: Int64) -> Instant {
    let (sum, overflow) = milliseconds.addingReportingOverflow(span)
    guard overflow else { return Instant(milliseconds: sum) }
    return Instant(milliseconds: span < 0 ? .min : .max)
  }

  /// Positive when this instant is later than the other; saturates like `advanced`.
  package func milliseconds(since other: Instant) -> Int64 {
    let (difference, overflow) = milliseconds.subtractingReportingOverflow(other.milliseconds)
    guard overflow else { return difference }
    return milliseconds < other.milliseconds ? .min : .max
  }

  /// The stored form, `YYYY-MM-DDTHH:MM:SS.mmmZ`.
  ///
  /// Always 24 bytes, so that comparing the texts compares the instants. What lies outside the
  /// years 0000–9999 is written as their end.
  package var rfc3339: String {
    let clamped = min(max(self, .earliest), .latest)
    let total = Int(clamped.milliseconds)
    let date = CivilDate(daysSince1970: Int.flooredQuotient(total, Self.millisecondsPerDay))
    let inDay = Int.euclideanRemainder(total, Self.millisecondsPerDay)
    var text = Array("0000-00-00T00:00:00.000Z".utf8)
    Self.write(date.year, digits: 4, at: 0, into: &text)
    Self.write(date.month, digits: 2, at: 5, into: &text)
    Self.write(date.day, digits: 2, at: 8, into: &text)
    Self.write(inDay / 3_600_000, digits: 2, at: 11, into: &text)
    Self.write(inDay / 60_000 % 60, digits: 2, at: 14, into: &text)
    Self.write(inDay / 1_000 % 60, digits: 2, at: 17, into: &text)
    Self.write(inDay % 1_000, digits: 3, at: 20, into: &text)
    return String(decoding: text, as: UTF8.self)
  }

  static let millisecondsPerDay = 86_400_000

  private static func write(_ value: Int, digits: Int, at start: Int, into text: inout [UInt8]) {
    var rest = value
    for place in stride(from: start + digits - 1, through: start, by: -1) {
      text[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
  }
}

extension Instant: CustomStringConvertible {
  package var description: String { rfc3339 }
}
