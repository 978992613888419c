import Commerce
import JSON
import Reports
import Store

/// `order list --due`: the queue of a triage run.
enum DueList {
  static func say(limit: Int, in session: Session) throws -> ExitStatus {
    guard session.invocation.value("sort") == nil else {
      throw UsageError("--due has an order of its own, so --sort says nothing beside it")
    }
    let most = limit == 0 ? Int(Int32.max) : limit
    let context = try session.context()
    let queue = try session.store().due(
      try session.listing().filter,
      limit: most,
      in: context
    )
    guard !queue.orders.isEmpty else {
      try session.talk("nothing is due")
      return .done
    }
    var table = TextTable(["ORDER", "CUSTOMER", "STATUS", "ASSIGNEE", "DUE"])
    for due in queue.orders {
      if session.isJSON {
        try session.say(form(due))
      } else {
        table.add([
          due.order.number, due.order.customerName, due.order.status.rawValue,
          due.order.assignment?.name ?? "",
          due.dues.map { $0.words(now: context.now) }.joined(separator: ", "),
        ])
      }
    }
    if !session.isJSON { for line in table.lines { try session.say(line) } }
    if queue.isCut {
      try session.talk(
        "\(CountText.grouped(queue.orders.count)) shown, and more are due; --limit 0 shows all"
      )
    }
    return .done
  }

  private static func form(_ due: DueOrder) -> JSONValue {
    guard case .object(var form) = JSONForm.order(due.order) else { return .null }
    form["due"] = .array(
      due.dues.map { due in
        [
          "reason": .string(due.reason.rawValue), "since": .string(due.since.rfc3339),
          "at": .string(due.at.rfc3339),
        ]
      }
    )
    return .object(form)
  }
}
