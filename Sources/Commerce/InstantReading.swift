/// Why a text is not an RFC 3339 time.
package enum InstantError: Error, Equatable, Sendable {
  /// The text breaks the form at this byte, counted from 0.
  case malformed(atByte: Int)
  /// The form is right but there is no such month, day, hour, minute, second or offset.
  case impossible(Part)
  /// A real time, but in UTC before the year 0000 or after 9999.
  case outOfRange

  package enum Part: String, Sendable {
    case month, day, hour, minute, second, offset
  }

  package var sentence: String {
    switch self {
    case .malformed(let byte): "not a time like 2026-01-31T14:22:05Z (byte \(byte + 1))"
    case .impossible(let part): "not a time: there is no such \(part.rawValue)"
    case .outOfRange: "not a time between the years 0000 and 9999"
    }
  }
}

extension Instant {
  /// Reads `2026-01-31T14:22:05.123+01:00`: any offset, any number of fraction digits (those past
  /// the millisecond are cut off), `t` and `z` in lower case too; nothing before or after.
  ///
  /// A leap second is the first millisecond of the next minute, and is refused where none can be:
  /// anywhere but at the end of a UTC day.
  package init(rfc3339 text: String) throws(InstantError) {
    try self.init(rfc3339: text.utf8.span)
  }

  package init(rfc3339 text: Substring) throws(InstantError) {
    try self.init(rfc3339: text.utf8.span)
  }

  package init(rfc3339 bytes: Span<UInt8>) throws(InstantError) {
    let date = try Self.date(in: bytes)
    guard bytes.count > 10, bytes[10] | 0x20 == UInt8(ascii: "t") else {
      throw .malformed(atByte: 10)
    }
    let (timeOfDay, isLeapSecond) = try Self.timeOfDay(in: bytes)
    var next = 19
    let fraction = try Self.fraction(in: bytes, from: &next)
    let offset = try Self.offset(in: bytes, from: next)
    let minute = date.daysSince1970 * Self.millisecondsPerDay + timeOfDay - offset
    if isLeapSecond {
      guard Int.euclideanRemainder(minute, Self.millisecondsPerDay) == 0 else {
        throw .impossible(.second)
      }
    }
    self.init(milliseconds: Int64(minute + fraction))
    guard self >= .earliest, self <= .latest else { throw .outOfRange }
  }

  private static func date(in bytes: Span<UInt8>) throws(InstantError) -> CivilDate {
    let year = try number(in: bytes, at: 0, digits: 4)
    try expect("-", in: bytes, at: 4)
    let month = try number(in: bytes, at: 5, digits: 2)
    try expect("-", in: bytes, at: 7)
    let day = try number(in: bytes, at: 8, digits: 2)
    guard let date = CivilDate(year: year, month: month, day: day) else {
      throw .impossible((1...12).contains(month) ? .day : .month)
    }
    return date
  }

  /// Milliseconds since midnight; the second 60 counts as the next minute's 0.
  private static func timeOfDay(
    in bytes: Span<UInt8>
  ) throws(InstantError) -> (milliseconds: Int, isLeapSecond: Bool) {
    let hour = try number(in: bytes, at: 11, digits: 2)
    try expect(":", in: bytes, at: 13)
    let minute = try number(in: bytes, at: 14, digits: 2)
    try expect(":", in: bytes, at: 16)
    let second = try number(in: bytes, at: 17, digits: 2)
    guard hour < 24 else { throw .impossible(.hour) }
    guard minute < 60 else { throw .impossible(.minute) }
    guard second <= 60 else { throw .impossible(.second) }
    return ((hour * 3_600 + minute * 60 + second) * 1_000, second == 60)
  }

  private static func fraction(
    in bytes: Span<UInt8>,
    from next: inout Int
  ) throws(InstantError) -> Int {
    guard next < bytes.count, bytes[next] == UInt8(ascii: ".") else { return 0 }
    next += 1
    let first = next
    var milliseconds = 0
    var weight = 100
    while next < bytes.count, let digit = digit(bytes[next]) {
      milliseconds += digit * weight
      weight /= 10
      next += 1
    }
    guard next > first else { throw .malformed(atByte: next) }
    return milliseconds
  }

  /// Milliseconds that local time is ahead of UTC; must be the last thing in the text.
  private static func offset(in bytes: Span<UInt8>, from start: Int) throws(InstantError) -> Int {
    guard start < bytes.count else { throw .malformed(atByte: start) }
    let sign: Int
    switch bytes[start] {
    case UInt8(ascii: "Z"), UInt8(ascii: "z"):
      guard bytes.count == start + 1 else { throw .malformed(atByte: start + 1) }
      return 0
    case UInt8(ascii: "+"): sign = 1
    case UInt8(ascii: "-"): sign = -1
    default: throw .malformed(atByte: start)
    }
    let hours = try number(in: bytes, at: start + 1, digits: 2)
    try expect(":", in: bytes, at: start + 3)
    let minutes = try number(in: bytes, at: start + 4, digits: 2)
    guard bytes.count == start + 6 else { throw .malformed(atByte: start + 6) }
    guard hours < 24, minutes < 60 else { throw .impossible(.offset) }
    return sign * (hours * 60 + minutes) * 60_000
  }

  private static func number(
    in bytes: Span<UInt8>,
    at start: Int,
    digits: Int
  ) throws(InstantError) -> Int {
    var value = 0
    for place in start..<(start + digits) {
      guard place < bytes.count, let digit = digit(bytes[place]) else {
        throw .malformed(atByte: place)
      }
      value = value * 10 + digit
    }
    return value
  }

  private static func digit(_ byte: UInt8) -> Int? {
    let value = byte &- UInt8(ascii: "0")
    return value < 10 ? Int(value) : nil
  }

  private static func expect(
    _ mark: Unicode.Scalar,
    in bytes: Span<UInt8>,
    at place: Int
  ) throws(InstantError) {
    guard place < bytes.count, bytes[place] == UInt8(ascii: mark) else {
      throw .malformed(atByte: place)
    }
  }
}
