import Commerce
import Desk
import JSON
import Reports
import Screen
import Store

enum OutboxCommands {
  static let all: [Command] = [list, deliver]

  static let list = Command(
    "outbox list",
    "List what waits to leave the house, and what is parked",
    options: [SharedOptions.limit]
  ) { invocation, session in
    let limit = try invocation.number("limit", from: 0) ?? 50
    let rows = try session.store().openOutbox(limit: limit == 0 ? .max : limit)
    let zone = try session.context().zone
    for row in rows {
      if session.isJSON {
        try session.say(
          [
            "message": .optional(row.messageID?.rawValue),
            "refund": .optional(row.refundID?.rawValue),
            "email": .optional(row.emailID?.rawValue),
            "order_number": .string(row.orderNumber),
            "state": .string(row.state),
            "due_at": .string(row.dueAt.rfc3339),
            "attempts": .integer(row.attempts),
            "problem": .optional(row.problem),
          ]
        )
      } else {
        try session.say(line(row, zone))
      }
    }
    if rows.isEmpty { try session.talk("the outbox is empty") }
    let overview = try session.store().syncOverview(limit: 1)
    let total = overview.outboxWaiting + overview.outboxParked
    if rows.count < total {
      try session.talk(CountText.cut(rows.count, of: total))
    }
    if rows.contains(where: { $0.state == "parked" && $0.messageID != nil }) {
      try session.talk("a parked reply goes again with `orderdeck chat retry NUMBER`")
    }
    if rows.contains(where: { $0.state == "parked" && $0.emailID != nil }) {
      try session.talk("a parked e-mail goes again with `orderdeck email retry NUMBER`")
    }
    if rows.contains(where: { $0.state == "parked" && $0.refundID != nil }) {
      try session.talk("a parked refund is settled with `orderdeck refund resolve` or cancelled")
    }
    return .done
  }

  private static func line(_ row: WaitingDelivery, _ zone: LocalZone) -> String {
    let refund = row.refundID.map { ", refund \($0)" }
    let email = row.emailID.map { ", e-mail \($0)" }
    let id = refund ?? email ?? row.messageID.map { ", id \($0.rawValue)" } ?? ""
    let problem = row.problem.map { ": \($0)" } ?? ""
    let due = OrderText.time(row.dueAt, zone)
    return "\(row.orderNumber)  \(row.state), due \(due)\(id)\(problem)"
  }

  static let deliver = Command(
    "outbox deliver",
    "Deliver what is due now, once: replies, e-mails and approved refunds",
    notes: [
      "An open console does this by itself. Without `[transport] command` in the configuration",
      "replies are kept in the outbox, without `[email] command` e-mails, without",
      "`[payments] command` refunds, and this says so.",
    ]
  ) { _, session in
    try session.refuseWhenReadOnly()
    let carriers = try session.carriers()
    var delivery = DeliveryReport()
    var notices: [String] = []
    for carrier in carriers {
      var part = try carrier.deliverDue()
      // Also those that an earlier call has left.
      part.kept = try carrier.keptCount()
      delivery.add(part)
      if part.kept > 0, let notice = carrier.keepsInOutbox { notices.append(notice) }
    }
    if session.isJSON {
      try session.say(
        [
          "sent": .integer(delivery.sent), "failed": .integer(delivery.failed),
          "parked": .integer(delivery.parked), "kept": .integer(delivery.kept),
        ]
      )
    } else {
      try session.say(
        [
          (delivery.sent, "sent"), (delivery.failed, "to be tried again"),
          (delivery.parked, "parked"), (delivery.kept, "kept"),
        ].map { "\(CountText.grouped($0)) \($1)" }.joined(separator: ", ")
      )
    }
    for notice in notices { try session.talk(notice) }
    let next = try carriers.compactMap { try $0.nextDue() }.min()
    if let next {
      let count = try session.store().syncOverview(limit: 1).outboxWaiting - delivery.kept
      let time = OrderText.time(next, try session.context().zone)
      try session.talk(
        "\(CountText.of(count, "waits", many: "wait")) for a later try, the next at \(time)"
      )
    }
    return delivery.failed + delivery.parked == 0 ? .done : .refused
  }
}

extension Session {
  /// Whatever takes something out of the outbox.
  fileprivate func carriers() throws -> [any OutboxCarrier] {
    let replies = OutboxWorker(
      store: try store(),
      transport: try transport(),
      owner: world.newID(),
      clock: world.now
    )
    let emails = OutboxWorker(
      store: try store(),
      mailer: try mailer(),
      owner: world.newID(),
      clock: world.now
    )
    let refunds = RefundWorker(
      desk: try desk(),
      provider: try paymentProvider(),
      owner: world.newID()
    )
    return [replies, emails, refunds]
  }
}
