import Commerce
import Reports
import Store

enum TrackCommand {
  static let track = Command(
    "track",
    "Print what the customer may see of an order, nothing internal",
    arguments: [Argument("NUMBER", "the order's number")]
  ) { invocation, session in
    let id = try session.shownOrderID(try invocation.required("NUMBER"))
    guard let detail = try session.store().order(id) else {
      throw Refusal(.notFound, orderID: id, sentence: "the order has just gone")
    }
    let view = CustomerView(detail)
    if session.isJSON {
      try session.say(view.json)
    } else {
      try session.say(text: view.lines(session.context().zone).joined(separator: "\n"))
    }
    return .done
  }
}
