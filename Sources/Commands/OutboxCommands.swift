import Store
import Commerce
import Desk
import JSON

enum OutboxCommands {
  static let all: [Command] = [list, deliver]

  static let list = Command(
    "outbox list",
    "List what waits to leave the house, and what is parked"
  ) { _, session in
    let rows = try session.store().openOutbox(limit: 500)
    let zone = try session.context().zone
    for row in rows {
      if session.isJSON {
        try session.say(
          [
            "message": .optional(row.messageID?.rawValue),
            "order_number": .string(row.orderNumber),
            "state": .string(row.state),
            "due_at": .string(row.dueAt.rfc3339),
            "attempts": .integer(row.attempts),
            "problem": .optional(row.problem),
          ]
        )
      } else {
        let problem = row.problem.map { ": \($0)" } ?? ""
        try session.say(
          "\(row.orderNumber)  \(row.state), due \(OrderText.time(row.dueAt, zone))\(problem)"
        )
      }
    }
    if rows.isEmpty { try session.talk("the outbox is empty") }
    return .done
  }

  static let deliver = Command(
    "outbox deliver",
    "Deliver what is due now, once, through the configured transport",
    notes: [
      "An open console does this by itself. Without `[transport] command` in the configuration",
      "nothing leaves: replies are kept in the outbox, and this says so.",
    ]
  ) { _, session in
    try session.refuseWhenReadOnly()
    let worker = OutboxWorker(
      store: try session.store(),
      transport: try session.transport(),
      owner: session.world.newID(),
      clock: session.world.now
    )
    let delivery = try worker.deliverDue()
    if session.isJSON {
      try session.say(
        [
          "sent": .integer(delivery.sent), "failed": .integer(delivery.failed),
          "parked": .integer(delivery.parked), "kept": .integer(delivery.kept),
        ]
      )
    } else {
      try session.say(
        "\(delivery.sent) sent, \(delivery.failed) to be tried again, \(delivery.parked) parked, "
          + "\(delivery.kept) kept"
      )
    }
    if delivery.kept > 0 { try session.talk(NoTransport.notice) }
    return delivery.failed + delivery.parked == 0 ? .done : .refused
  }
}
