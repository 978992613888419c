/// What the other side of a chat does right now.
package enum DemoPresence: String, CaseIterable, Sendable {
  case typing, online, away
}

/// How lively the made-up shop is.
package struct DemoPace: Equatable, Sendable {
  /// Until the first thing happens.
  package var firstMilliseconds: ClosedRange<Int64>
  /// From one happening to the next.
  package var betweenMilliseconds: ClosedRange<Int64>

  package init(
    firstMilliseconds: ClosedRange<Int64> = 1_000...2_000,
    betweenMilliseconds: ClosedRange<Int64> = 6_000...20_000
  ) {
    self.firstMilliseconds = firstMilliseconds
    self.betweenMilliseconds = betweenMilliseconds
  }
}
