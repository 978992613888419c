import Commerce
import Screen

/// What is said of a snoozed order, and of one that is back.
struct SnoozeWords {
  private let snooze: Snooze
  private let now: Instant
  private let zone: LocalZone
  private let dates: DateOrder

  init(_ snooze: Snooze, now: Instant, _ zone: LocalZone, _ dates: DateOrder) {
    self.snooze = snooze
    self.now = now
    self.zone = zone
    self.dates = dates
  }

  var isOver: Bool { snooze.isOver(at: now) }

  /// With who put it off.
  var whole: String {
    guard !isOver else { return short }
    return "\(snooze.end.words(now: now, in: zone, dates: dates)) by \(snooze.name)"
  }

  /// For the second line of the list.
  var span: Span { isOver ? Span(short, .accent) : Span("snoozed \(whole)", .dim) }

  private var short: String { "back from snooze" }
}

extension Model {
  func snoozeWords(of order: OrderSummary) -> SnoozeWords? {
    order.snooze.map { SnoozeWords($0, now: now, zone, settings.dates) }
  }
}
