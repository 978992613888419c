import Commerce
import JSON
import Reports
import Store

enum ChatSearchCommand {
  static let search = Command(
    "chat search",
    "Find messages in all chats, those that came in last first",
    arguments: [Argument("TEXT", "the words", count: .oneOrMore)],
    options: [
      Option("in", value: "NUMBER", "only in this order's chat"), SharedOptions.limit,
    ],
    notes: [SharedOptions.nothingFound]
  ) { invocation, session in
    let limit = try invocation.number("limit", from: 0) ?? 50
    let order = try invocation.value("in").map(session.shownOrderID)
    let zone = try session.context().zone
    let text = try session.text(at: 0)
    let (count, isCut) = try forEachHit(text, order, limit, session) { hit in
      if session.isJSON {
        try session.say(
          [
            "order_id": .string(hit.orderID.rawValue), "order_number": .string(hit.orderNumber),
            "message": JSONForm.message(hit.message),
          ]
        )
      } else {
        try session.say(
          text: ChatText.line(hit.message, zone, after: "\(hit.orderNumber)  ")
        )
      }
    }
    if count == 0 { try session.talk(reason(nothingHas: text)) }
    if isCut {
      try session.talk("more than \(CountText.grouped(limit)) match; --limit 0 shows all")
    }
    return count == 0 ? .refused : .done
  }

  private static func reason(nothingHas text: String) -> String {
    SearchText.hasWord(text)
      ? "no message matches"
      : "only words and numbers can be searched for; the text has none"
  }

  /// Lends at most `limit` hits, 0 for all, and keeps no more of them than one page.
  private static func forEachHit(
    _ text: String,
    _ order: OrderID?,
    _ limit: Int,
    _ session: Session,
    _ body: (MessageHit) throws -> Void
  ) throws -> (count: Int, isCut: Bool) {
    let limit = limit == 0 ? .max : limit
    var count = 0
    var place: MessagePlace?
    while true {
      let wanted = min(500, limit - count)
      let hits = try session.store().searchMessages(
        text,
        in: order,
        limit: wanted + 1,
        before: place
      )
      try hits.prefix(wanted).forEach(body)
      count += min(hits.count, wanted)
      guard hits.count > wanted, count < limit else { return (count, hits.count > wanted) }
      place = hits[wanted - 1].message.place
    }
  }
}
