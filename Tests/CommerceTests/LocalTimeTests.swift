import Commerce
import TestSupport
import Testing

@Suite struct LocalTimeTests {
  /// Berlin around the two changes of 2026.
  static let berlin = LocalZone(changes: [
    OffsetChange(from: .earliest, offsetSeconds: 3_600),
    OffsetChange(from: instant("2026-03-29T01:00:00Z"), offsetSeconds: 7_200),
    OffsetChange(from: instant("2026-10-25T01:00:00Z"), offsetSeconds: 3_600),
  ])

  static func instant(_ text: String) -> Instant {
    (try? Instant(rfc3339: text)) ?? .earliest
  }

  static func date(_ text: String) -> CivilDate {
    CivilDate(iso8601: text) ?? CivilDate(daysSince1970: 0)
  }

  @Test(arguments: [
    ("2026-03-29T00:59:59Z", "01:59", "2026-03-29"),
    ("2026-03-29T01:00:00Z", "03:00", "2026-03-29"),
    ("2026-10-25T00:30:00Z", "02:30", "2026-10-25"),
    ("2026-10-25T01:30:00Z", "02:30", "2026-10-25"),
    ("2026-12-31T23:30:00Z", "00:30", "2027-01-01"),
    ("1969-12-31T22:30:00Z", "23:30", "1969-12-31"),
  ])
  func `the wall shows the time of its zone`(utc: String, clock: String, date: String) {
    #expect(Self.berlin.clock(at: Self.instant(utc)) == clock)
    #expect(Self.berlin.date(at: Self.instant(utc)).iso8601 == date)
  }

  @Test(arguments: [
    ("2026-03-28", 12, "2026-03-28T11:00:00.000Z"), ("2026-03-29", 12, "2026-03-29T10:00:00.000Z"),
    ("2026-03-29", 2, "2026-03-29T01:00:00.000Z"), ("2026-10-25", 2, "2026-10-25T00:00:00.000Z"),
    ("2026-10-25", 3, "2026-10-25T02:00:00.000Z"), ("2026-10-25", 0, "2026-10-24T22:00:00.000Z"),
  ])
  func `a time on the wall is one instant, also in gaps and repeats`(
    day: String,
    hour: Int,
    utc: String
  ) {
    let time = CivilTime(date: Self.date(day), hour: hour)
    #expect(Self.berlin.instant(of: time).rfc3339 == utc)
  }

  @Test func `every hour of three years goes to the wall and back`() {
    let start = Self.instant("2025-06-01T00:00:00Z")
    for hour in 0..<26_000 {
      let instant = start.advanced(byMilliseconds: Int64(hour) * 3_600_000)
      let back = Self.berlin.instant(of: Self.berlin.civil(at: instant))
      // The second half of the repeated hour reads as its first.
      let isRepeat = instant == Self.instant("2026-10-25T01:00:00Z")
      #expect(back == (isRepeat ? instant.advanced(byMilliseconds: -3_600_000) : instant))
    }
  }

  @Test(arguments: [
    (0, "now"), (59, "now"), (-59, "now"), (60, "1m"), (3_599, "59m"), (3_600, "1h"),
    (86_399, "23h"), (86_400, "1d"), (7 * 86_400 - 1, "6d"), (7 * 86_400, "8 Nov"),
    (330 * 86_400, "20 Dec"), (331 * 86_400, "Dec'25"), (30 * 365 * 86_400, "Nov'96"),
    (-7_200, "15 Nov"), (-400 * 86_400, "Dec'27"),
  ])
  func `an age is short and says less the older it is`(seconds: Int, text: String) {
    let now = Self.instant("2026-11-15T14:22:00Z")
    let then = now.advanced(byMilliseconds: Int64(-seconds) * 1_000)
    let age = RelativeTime(from: then, to: now, in: .utc).text
    #expect(age == text)
    #expect(age.count <= 6)
  }

  @Test func `no age is wider than six columns`() {
    var random = SeededNumbers(seed: 41)
    for _ in 0..<5_000 {
      let now = Instant(milliseconds: .random(in: 0...4_000_000_000_000, using: &random))
      let then = Instant(
        milliseconds: .random(in: .min ... .max, using: &random)
          >> Int64.random(in: 0...60, using: &random)
      )
      #expect(RelativeTime(from: then, to: now, in: Self.berlin).text.count <= 6)
    }
  }

  @Test(arguments: [
    ("2026-11-15T00:00:00Z", "Today"), ("2026-11-14T23:59:59Z", "Yesterday"),
    ("2026-11-03T10:00:00Z", "Tue 3 Nov"), ("2019-11-03T10:00:00Z", "3 Nov 2019"),
    ("2026-11-16T10:00:00Z", "Tomorrow"), ("2027-01-01T10:00:00Z", "1 Jan 2027"),
  ])
  func `a day separator names the day`(at: String, label: String) {
    let now = Self.instant("2026-11-15T14:22:00Z")
    #expect(DayLabel(of: Self.instant(at), now: now, in: .utc).text == label)
  }

  @Test func `today is today on the wall, not in UTC`() {
    let now = Self.instant("2026-11-14T23:30:00Z")
    #expect(
      DayLabel(of: Self.instant("2026-11-14T22:30:00Z"), now: now, in: Self.berlin).text
        == "Yesterday"
    )
    #expect(Self.berlin.dateAndClock(at: now) == "15 Nov 2026 00:30")
  }

  @Test func `a date is read strictly`() {
    #expect(CivilDate(iso8601: "2024-02-29")?.iso8601 == "2024-02-29")
    #expect(CivilDate(iso8601: "0007-01-02")?.iso8601 == "0007-01-02")
    for text in [
      "", "2026-02-29", "2026-1-01", "20260101", "2026-01-01T", "2026/01/01", "２026-01-01",
      "+026-01-01",
    ] {
      #expect(CivilDate(iso8601: text) == nil)
    }
  }

  @Test func `dates are written in the order that is wanted`() {
    let now = Self.instant("2026-11-15T12:00:00Z")
    func words(_ order: DateOrder) -> [String] {
      let then = Self.instant("2026-11-03T09:05:00Z")
      let before = Self.instant("2019-03-04T09:05:00Z")
      return [
        RelativeTime(from: then, to: now, in: .utc, dates: order).text,
        DayLabel(of: then, now: now, in: .utc, dates: order).text,
        DayLabel(of: before, now: now, in: .utc, dates: order).text,
        LocalZone.utc.dateAndClock(at: before, dates: order),
      ]
    }
    #expect(words(.dayMonth) == ["3 Nov", "Tue 3 Nov", "4 Mar 2019", "4 Mar 2019 09:05"])
    #expect(words(.monthDay) == ["Nov 3", "Tue Nov 3", "Mar 4 2019", "Mar 4 2019 09:05"])
    #expect(words(.iso) == ["11-03", "Tue 11-03", "2019-03-04", "2019-03-04 09:05"])
  }
}
