package import Commerce

/// When colleagues are told where a person is: after a short rest at an order, at once what matters
/// for a reply, and never more than one writing per five seconds, but for a small reserve.
///
/// Times are milliseconds of a clock that is never set.
package struct PresencePacing: Equatable, Sendable {
  /// At an order that was passed sooner nobody was.
  package static let rest: Int64 = 700
  /// An order that was left is not shown as looked at for longer, also while the person scrolls on.
  package static let longestStale: Int64 = 1_500
  package static let interval: Int64 = 5_000
  /// Writings that may come one behind the other.
  package static let reserve: Int64 = 3

  private var wanted: PresencePlace?
  private var wantedAt: Int64 = 0
  /// Since when colleagues see something else than is true.
  private var staleAt: Int64?
  package private(set) var told: PresencePlace?
  /// When the reserve is full again.
  private var isFullAt: Int64 = 0

  package init() {}

  /// The person is there now.
  package mutating func want(_ place: PresencePlace?, at now: Int64) {
    guard place != wanted else { return }
    wanted = place
    wantedAt = now
    staleAt = place == told ? nil : staleAt ?? now
  }

  /// When something is to be written; nil while colleagues see what is true.
  package var due: Int64? {
    guard let staleAt, wanted != told else { return nil }
    let lasting = wantedAt + (isUrgent ? 0 : Self.rest)
    let end = told == nil ? lasting : min(lasting, staleAt + Self.longestStale)
    return max(end, isFullAt - (Self.reserve - 1) * Self.interval)
  }

  /// What is to be written now; nil when nothing is, or not yet.
  package mutating func next(at now: Int64) -> Writing? {
    guard let due, due <= now else { return nil }
    let hasRested = isUrgent || now >= wantedAt + Self.rest
    told = hasRested ? wanted : nil
    staleAt = told == wanted ? nil : wantedAt
    isFullAt = max(isFullAt, now) + Self.interval
    return Writing(place: told)
  }

  package struct Writing: Equatable, Sendable {
    /// Nil for no order.
    package var place: PresencePlace?
  }

  /// A reply that begins, or ends, on the order that is told of.
  private var isUrgent: Bool {
    wanted?.activity == .replying || wanted != nil && wanted?.order == told?.order
  }
}
