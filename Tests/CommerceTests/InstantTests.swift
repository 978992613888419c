import Commerce
import Foundation
import TestSupport
import Testing

@Suite struct InstantTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0),
    ("1970-01-01t00:00:00z", 0),
    ("1969-12-31T23:59:59.999Z", -1),
    ("2026-01-31T14:22:05.123Z", 1_769_869_325_123),
    ("2026-01-31T14:22:05.1Z", 1_769_869_325_100),
    ("2026-01-31T14:22:05.123999999999999999999Z", 1_769_869_325_123),
    ("2026-01-31T15:22:05.123+01:00", 1_769_869_325_123),
    ("2026-01-31T08:52:05.123-05:30", 1_769_869_325_123),
    ("2026-01-31T14:22:05-00:00", 1_769_869_325_000),
    ("2000-02-29T12:00:00Z", 951_825_600_000),
    ("2016-12-31T23:59:60Z", 1_483_228_800_000),
    ("2016-12-31T23:59:60.5Z", 1_483_228_800_500),
    ("2017-01-01T00:59:60+01:00", 1_483_228_800_000),
    ("0000-01-01T00:00:00Z", -62_167_219_200_000),
    ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
  ])
  func `an RFC 3339 time in any spelling is its instant`(text: String, milliseconds: Int) throws {
    #expect(try Instant(rfc3339: text).milliseconds == Int64(milliseconds))
    #expect(
      try Instant(rfc3339: Substring("[\(text)]".dropFirst().dropLast())).milliseconds
        == Int64(milliseconds)
    )
  }

  @Test(arguments: [
    ("", InstantError.malformed(atByte: 0)),
    ("2026-01-31", .malformed(atByte: 10)),
    ("2026-01-31 14:22:05Z", .malformed(atByte: 10)),
    ("2026-01-31T14:22Z", .malformed(atByte: 16)),
    ("2026-01-31T14:22:05", .malformed(atByte: 19)),
    ("2026-01-31T14:22:05.Z", .malformed(atByte: 20)),
    ("2026-01-31T14:22:05,5Z", .malformed(atByte: 19)),
    ("2026-01-31T14:22:05ZZ", .malformed(atByte: 20)),
    ("2026-01-31T14:22:05Z ", .malformed(atByte: 20)),
    (" 2026-01-31T14:22:05Z", .malformed(atByte: 0)),
    ("2026-01-31T14:22:05+0100", .malformed(atByte: 22)),
    ("2026-01-31T14:22:05+01:0", .malformed(atByte: 24)),
    ("2026-01-31T14:22:05+01:000", .malformed(atByte: 25)),
    ("+2026-01-31T14:22:05Z", .malformed(atByte: 0)),
    ("12026-01-31T14:22:05Z", .malformed(atByte: 4)),
    ("26-01-31T14:22:05Z", .malformed(atByte: 2)),
    ("2026-1-31T14:22:05Z", .malformed(atByte: 6)),
    ("٢٠٢٦-01-31T14:22:05Z", .malformed(atByte: 0)),
    ("2026-00-31T14:22:05Z", .impossible(.month)),
    ("2026-13-31T14:22:05Z", .impossible(.month)),
    ("2026-02-29T14:22:05Z", .impossible(.day)),
    ("1900-02-29T14:22:05Z", .impossible(.day)),
    ("2026-04-31T14:22:05Z", .impossible(.day)),
    ("2026-01-00T14:22:05Z", .impossible(.day)),
    ("2026-01-31T24:00:00Z", .impossible(.hour)),
    ("2026-01-31T14:60:00Z", .impossible(.minute)),
    ("2026-01-31T14:22:61Z", .impossible(.second)),
    ("2026-01-31T14:22:60Z", .impossible(.second)),
    ("2016-12-31T23:59:60+01:00", .impossible(.second)),
    ("2026-01-31T14:22:05+24:00", .impossible(.offset)),
    ("2026-01-31T14:22:05+01:60", .impossible(.offset)),
    ("0000-01-01T00:00:00+00:01", .outOfRange),
    ("9999-12-31T23:59:59-00:01", .outOfRange),
    ("9999-12-31T23:59:60Z", .outOfRange),
  ])
  func `what is not a time is refused with its place`(text: String, error: InstantError) {
    #expect(throws: error) { try Instant(rfc3339: text) }
  }

  @Test func `the stored form has one width and reads back as the same instant`() throws {
    var random = SeededNumbers(seed: 11)
    for _ in 0..<20_000 {
      let instant = Instant(
        milliseconds: .random(
          in: Instant.earliest.milliseconds...Instant.latest.milliseconds,
          using: &random
        )
      )
      let text = instant.rfc3339
      #expect(text.utf8.count == 24)
      #expect(try Instant(rfc3339: text) == instant)
    }
  }

  @Test func `stored forms sort as their instants do`() {
    var random = SeededNumbers(seed: 12)
    let instants = (0..<2_000).map { _ in
      Instant(milliseconds: .random(in: -10_000_000_000_000...10_000_000_000_000, using: &random))
    }
    #expect(instants.sorted().map(\.rfc3339) == instants.map(\.rfc3339).sorted())
  }

  @Test func `the calendar agrees with Foundation's on every tenth day of 800 years`() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    for day in stride(from: -100_000, to: 200_000, by: 10) {
      let civil = CivilDate(daysSince1970: day)
      let date = Date(timeIntervalSince1970: Double(day) * 86_400)
      let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: date)
      #expect([civil.year, civil.month, civil.day] == [parts.year, parts.month, parts.day])
      #expect(civil.daysSince1970 == day)
      let weekday = Weekday.allCases.firstIndex(of: civil.weekday).map { ($0 + 1) % 7 + 1 }
      #expect(weekday == parts.weekday)
    }
  }

  @Test func `arithmetic stops at the ends instead of trapping`() {
    let late = Instant(milliseconds: .max)
    let early = Instant(milliseconds: .min)
    #expect(late.advanced(byMilliseconds: 1) == late)
    #expect(early.advanced(byMilliseconds: -1) == early)
    #expect(late.milliseconds(since: early) == .max)
    #expect(early.milliseconds(since: late) == .min)
    #expect(late.rfc3339 == "9999-12-31T23:59:59.999Z")
    #expect(early.rfc3339 == "0000-01-01T00:00:00.000Z")
  }
}
