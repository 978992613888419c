import Commerce
import Glibc
import Host
import Testing

/// One suite, one after the other: `TZ` belongs to the whole process.
@Suite(.serialized) struct `The table of local time` {
  private func zone(_ name: String) -> LocalZone {
    let before = getenv("TZ").map { String(cString: $0) }
    setenv("TZ", name, 1)
    defer {
      if let before { setenv("TZ", before, 1) } else { unsetenv("TZ") }
      tzset()
    }
    return LocalZone.current()
  }

  private func hours(_ zone: LocalZone, at second: Int64) -> Double {
    Double(zone.offsetSeconds(at: Instant(milliseconds: second * 1_000))) / 3_600
  }

  @Test func `summer time begins and ends on its second`() {
    // A rule in the variable itself needs no zone files: last Sundays of March and October, 01:00 UTC.
    let berlin = zone("CET-1CEST,M3.5.0,M10.5.0/3")
    #expect(hours(berlin, at: 1_774_745_999) == 1)
    #expect(hours(berlin, at: 1_774_746_000) == 2)
    #expect(hours(berlin, at: 1_792_889_999) == 2)
    #expect(hours(berlin, at: 1_792_890_000) == 1)
    #expect(berlin.changes.count > 130)
  }

  @Test func `a zone without changes is one entry`() {
    #expect(zone("UTC").changes.count == 1)
    #expect(hours(zone("IST-5:30"), at: 1_700_000_000) == 5.5)
    #expect(hours(zone("NST3:30"), at: -1) == -3.5)
  }
}
