import Commerce
import Testing

@Suite struct `What is due` {
  private let now = Instant(milliseconds: 1_794_579_720_000)

  private func due(_ reason: DueReason, minutesAgo minutes: Int64) -> Due {
    Due(reason, since: now.advanced(byMilliseconds: -minutes * 60_000))
  }

  @Test func `says in words how long it waits, or when it is due`() {
    #expect(due(.waiting, minutesAgo: 185).words(now: now) == "waiting 3h")
    #expect(due(.shipment, minutesAgo: 4 * 1_440).words(now: now) == "to ship, late by 2d")
    #expect(due(.shipment, minutesAgo: 1_440).words(now: now) == "to ship, due in 24h")
    #expect(due(.delivery, minutesAgo: 30).words(now: now) == "delivery late by 30m")
    #expect(due(.failedReply, minutesAgo: 5).words(now: now) == "reply failed 5m ago")
    #expect(due(.payment, minutesAgo: 0).words(now: now) == "payment failed, due in 24h")
  }

  @Test func `each reason says what it means`() {
    #expect(Set(DueReason.allCases.map(\.meaning)).count == DueReason.allCases.count)
  }
}
