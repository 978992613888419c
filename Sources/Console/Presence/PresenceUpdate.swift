import Commerce
import Screen

/// Who else is at an order, and where others see this person.
extension Model {
  /// Where this person is: at an order whose pane is on the screen.
  private var presencePlace: PresencePlace? {
    guard screen == .orders, let id = detail.orderID, panes.detail != nil || panes.chat != nil
    else { return nil }
    return PresencePlace(id, focus == .composer ? .replying : .viewing)
  }

  /// Says where this person is when that has changed; asked after every message.
  mutating func tellPresence() -> [Effect] {
    guard !isReadOnly, presence != presencePlace else { return [] }
    presence = presencePlace
    return [.tellPresence(presencePlace)]
  }

  mutating func takeColleagues(_ others: [StaffPresence]) -> [Effect] {
    let before = colleaguesReplying
    colleagues = others
    detail.layout = nil
    let new = colleaguesReplying.filter { person in
      !before.contains { $0.staff == person.staff }
    }
    if focus == .composer, let first = new.first { say("\(first.name) is replying here too") }
    return []
  }

  /// Who writes to the customer of the order in view.
  private var colleaguesReplying: [StaffPresence] {
    guard let id = detail.orderID else { return [] }
    return colleagues.at(id).filter { $0.place?.activity == .replying }
  }

  /// Whoever begins a reply learns that somebody is at one.
  mutating func tellOfColleagueReplying() {
    guard let first = colleaguesReplying.first else { return }
    say("\(first.name) is replying to this order since \(zone.clock(at: first.since))")
  }

  /// `Ana is replying, Ben is viewing`; empty for nobody.
  func presenceWords(at order: OrderID) -> String {
    colleagues.at(order).map { "\($0.name) is \($0.activityWord)" }.joined(separator: ", ")
  }

  /// As the list says it, replies alone where there is little room.
  func presenceMarks(at order: OrderID) -> [Span] {
    colleagues.at(order).map { person in
      let isReplying = person.place?.activity == .replying
      return Span("\(person.name) \(person.activityWord)", isReplying ? .warning : .accent)
    }
  }

  /// In the chat's title; who only looks stands there where no order pane says so.
  var presenceFact: String? {
    guard let id = chat.orderID else { return nil }
    let people = panes.detail == nil ? colleagues.at(id) : colleaguesReplying
    let words = people.map { "\($0.name) is \($0.activityWord)" }
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }
}

extension StaffPresence {
  var activityWord: String { place?.activity.rawValue ?? "" }
}
