import Commerce
import Desk

/// What happens with a reply after it has left the house.
extension LiveShop {
  /// It is delivered after a second and read after three; then the customer answers.
  mutating func receive(_ reply: OutboundMessage, at now: Instant) {
    let id = MessageID(reply.key)
    plan(.report(id, .delivered), at: now.advanced(byMilliseconds: 1_000))
    plan(.report(id, .read), at: now.advanced(byMilliseconds: 3_000))
    plan(.answer(reply), at: now.advanced(byMilliseconds: 3_200))
  }

  mutating func answer(_ reply: OutboundMessage, at now: Instant) throws {
    guard let order = try outside.facts(of: reply.orderID, at: now) else { return }
    let book = library[order.language]
    let topic = book.topic(of: reply.body)
    let lines = book.answers(to: topic).spoken(with: words(for: order), by: &random).map(\.text)
    // After a goodbye not everybody writes once more.
    let isOver = topic == .thanks && random.happens(40)
    let start = now.advanced(byMilliseconds: random.milliseconds(500...3_000))
    say(isOver ? [] : lines, about: order, from: start)
  }
}
