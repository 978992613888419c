import Commerce
import Testing

/// Times as people type them for an order to come back; it is Friday, 13 November 2026, 14:22.
@Suite struct `Times to come back` {
  private let now = Instant(milliseconds: 1_794_579_720_000)

  @Test(arguments: [
    ("message", "message"), ("Message", "message"),
    ("1h", "2026-11-13T15:22:00.000Z"), ("90m", "2026-11-13T15:52:00.000Z"),
    ("2d", "2026-11-15T14:22:00.000Z"), ("1w", "2026-11-20T14:22:00.000Z"),
    ("15:00", "2026-11-13T15:00:00.000Z"), ("9:30", "2026-11-14T09:30:00.000Z"),
    ("tomorrow", "2026-11-14T09:00:00.000Z"), (" Tomorrow  7:05 ", "2026-11-14T07:05:00.000Z"),
    ("monday", "2026-11-16T09:00:00.000Z"), ("fri", "2026-11-20T09:00:00.000Z"),
    ("mon 14:00", "2026-11-16T14:00:00.000Z"), ("today 18:00", "2026-11-13T18:00:00.000Z"),
    ("2026-11-30", "2026-11-30T09:00:00.000Z"), ("2026-11-30 08:15", "2026-11-30T08:15:00.000Z"),
    ("2026-11-30T08:15", "2026-11-30T08:15:00.000Z"),
    ("2026-11-30T08:15:00Z", "2026-11-30T08:15:00.000Z"),
  ])
  func `is read`(typed: String, meant: String) {
    #expect(SnoozeTime.read(typed, now: now, in: .utc)?.text == meant)
  }

  @Test(arguments: ["", "soon", "25:00", "12:60", "0h", "2026-02-30", "mo", "1y", "monday 9", "9"])
  func `is no time`(typed: String) {
    #expect(SnoozeTime.read(typed, now: now, in: .utc) == nil)
  }

  @Test func `a local morning stays one over the change of the clocks`() throws {
    let change = try Instant(rfc3339: "2026-11-15T00:00:00Z")
    let zone = LocalZone(changes: [
      OffsetChange(from: .earliest, offsetSeconds: 7_200),
      OffsetChange(from: change, offsetSeconds: 3_600),
    ])
    #expect(SnoozeTime.read("sat", now: now, in: zone)?.text == "2026-11-14T07:00:00.000Z")
    #expect(SnoozeTime.read("mon", now: now, in: zone)?.text == "2026-11-16T08:00:00.000Z")
  }

  @Test func `is said as near as it is`() throws {
    func words(_ text: String) -> String? {
      SnoozeTime.read(text, now: now, in: .utc)?.words(now: now, in: .utc)
    }
    #expect(words("1h") == "until 15:22")
    #expect(words("tomorrow") == "until Sat 09:00")
    #expect(words("2026-11-30") == "until 30 Nov 09:00")
    #expect(words("2027-01-04") == "until 4 Jan 2027 09:00")
    #expect(words("message") == "until the customer writes")
  }
}
