import Commerce
import Screen

/// The order as it was at the moments of its timeline.
extension Model {
  /// The moment before, or after, the one that is shown.
  mutating func stepPast(by step: Int) -> [Effect] {
    guard let order = detail.order else { return [] }
    let moments = order.moments
    let shown = detail.past.map { past in moments.count { $0 <= past } } ?? moments.count
    let wanted = shown + step
    guard wanted >= 1 else { return refuse("nothing is known of the order before that") }
    guard wanted < moments.count else {
      return detail.past == nil ? refuse("this is the order as it is now") : returnToNow()
    }
    detail.past = moments[wanted - 1]
    detail.layout = nil
    detail.scroll = Scroll()
    return []
  }

  mutating func returnToNow() -> [Effect] {
    guard detail.past != nil else { return [] }
    detail.past = nil
    detail.layout = nil
    return []
  }

  /// Acts are of the order as it is, so nothing is done while something else is shown.
  static let pastReason = "this is the order as it was"

  var lackOfPresent: String? {
    guard screen == .orders, focus == .detail, detail.past != nil else { return nil }
    return keys.keyName(of: .present).map { "\(Self.pastReason); \($0) shows it as it is" }
      ?? Self.pastReason
  }
}

extension DetailBlocks {
  /// Said first, so that nobody takes the past for the present.
  var pastNote: [DetailBlock] {
    guard let past else { return [] }
    let moment = zone.dateAndClock(at: past.moment, dates: settings.dates)
    let place = "step \(past.position) of \(past.count)"
    return wrapped("As it was on \(moment), \(place)", role: .warning, lead: "", leadRole: .warning)
  }
}
