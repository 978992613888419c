import Commerce
import ConsoleRuntime
import Testing

@Suite struct `What colleagues are told of where a person is` {
  private func viewing(_ number: Int) -> PresencePlace {
    PresencePlace(OrderID("o\(number)"), .viewing)
  }
  private func replying(_ number: Int) -> PresencePlace {
    PresencePlace(OrderID("o\(number)"), .replying)
  }

  /// Lets the time pass in steps of 50 ms; all that is written, with its moment.
  private func writings(
    until end: Int64,
    _ steps: [(at: Int64, place: PresencePlace?)]
  ) -> [(at: Int64, place: PresencePlace?)] {
    var pacing = PresencePacing()
    var written: [(at: Int64, place: PresencePlace?)] = []
    var rest = steps[...]
    for now in stride(from: Int64(0), through: end, by: 50) {
      while let step = rest.first, step.at <= now {
        pacing.want(step.place, at: now)
        rest.removeFirst()
      }
      if let writing = pacing.next(at: now) { written.append((now, writing.place)) }
    }
    return written
  }

  @Test func `an order that somebody rests on is told once, within a second`() {
    let written = writings(until: 60_000, [(0, viewing(1))])
    #expect(written.map(\.place) == [viewing(1)])
    #expect(written.allSatisfy { $0.at <= 1_000 })
  }

  @Test func `a list that is scrolled through is written of nowhere but at its end`() {
    let rows = (0..<100).map { (at: Int64($0) * 100, place: Optional(viewing($0))) }
    let written = writings(until: 20_000, rows)
    #expect(written.map(\.place) == [viewing(99)])
  }

  @Test func `whoever scrolls on is gone from the order they were at within two seconds`() {
    let rows = (0..<50).map { (at: 10_000 + Int64($0) * 100, place: Optional(viewing($0 + 2))) }
    let written = writings(until: 30_000, [(0, viewing(1))] + rows)
    #expect(written.map(\.place) == [viewing(1), nil, viewing(51)])
    #expect(written[1].at <= 12_000)
  }

  @Test func `a reply is told at once, and so is its end`() {
    let written = writings(
      until: 20_000,
      [(0, viewing(1)), (5_000, replying(1)), (8_000, viewing(1))]
    )
    #expect(written.map(\.place) == [viewing(1), replying(1), viewing(1)])
    #expect(written.map(\.at).dropFirst() == [5_000, 8_000])
  }

  @Test func `no person costs more than a write per five seconds, whatever the hands do`() {
    let steps = (0..<600).map { step in
      (
        at: Int64(step) * 1_000,
        place: Optional(step.isMultiple(of: 2) ? viewing(step) : replying(step))
      )
    }
    let written = writings(until: 600_000, steps)
    #expect(written.count <= 600 / 5 + 3)
    for first in written.indices {
      let within = written[first...].prefix { $0.at < written[first].at + 30_000 }
      #expect(within.count <= 30 / 5 + 3)
    }
  }

  @Test func `what is held back is told in the end as it is then`() {
    let flicker = (0..<10).map { step in
      (at: Int64(step) * 200, place: Optional(step.isMultiple(of: 2) ? replying(1) : viewing(1)))
    }
    let written = writings(until: 30_000, flicker + [(2_000, viewing(2))])
    #expect(written.last?.place == viewing(2))
  }

  @Test func `somebody who comes back before it was told is never told to have left`() {
    let written = writings(
      until: 20_000,
      [(0, viewing(1)), (5_000, viewing(2)), (5_300, viewing(1))]
    )
    #expect(written.map(\.place) == [viewing(1)])
  }
}
