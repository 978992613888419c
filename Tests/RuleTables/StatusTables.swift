import Commerce

private let words = "because of the table"

/// Setting a status, shipping, cancelling, going back: RELIABILITY.md 4.1.
extension OperationTable {
  static let statusTables =
    settingTables + [
      confirmWithoutReason, deliverWithoutReason, deliverAfterCarrier, shipWithoutTracking,
      ship, shipDelivered, cancel, cancelWithoutReason, cancelByPayment, cancelByRefund,
      cancelNoRefund,
      stepBack, stepBackOwn, stepBackLate, stepBackWithoutReason,
    ]

  /// Nobody has taken a step of his own here, so only an admin goes back.
  private static let settingTables = [
    setting(
      .pending,
      """
      pending    | same      same      same
      confirmed  | forbidden forbidden pending
      processing | illegal   illegal   illegal
      packaged   | illegal   illegal   illegal
      shipped    | illegal   illegal   illegal
      delivered  | illegal   illegal   illegal | goes no further
      cancelled  | illegal   illegal   illegal | replacement
      """
    ),
    setting(
      .confirmed,
      """
      pending    | confirmed confirmed confirmed
      confirmed  | same      same      same
      processing | forbidden forbidden confirmed
      packaged   | illegal   illegal   illegal
      shipped    | illegal   illegal   illegal
      delivered  | illegal   illegal   illegal
      cancelled  | illegal   illegal   illegal | replacement
      """
    ),
    setting(
      .processing,
      """
      pending    | forbidden processing processing
      confirmed  | forbidden processing processing
      processing | same      same       same
      packaged   | forbidden forbidden  processing
      shipped    | illegal   illegal    illegal
      delivered  | illegal   illegal    illegal
      cancelled  | illegal   illegal    illegal | replacement
      """
    ),
    setting(
      .packaged,
      """
      pending    | illegal   illegal   illegal
      confirmed  | illegal   illegal   illegal
      processing | forbidden packaged  packaged
      packaged   | same      same      same
      shipped    | forbidden forbidden packaged
      delivered  | illegal   illegal   illegal
      cancelled  | illegal   illegal   illegal | replacement
      """
    ),
    setting(
      .shipped,
      """
      pending    | illegal   illegal   illegal
      confirmed  | illegal   illegal   illegal
      processing | forbidden shipped   shipped
      packaged   | forbidden shipped   shipped
      shipped    | same      same      same
      delivered  | forbidden forbidden shipped
      cancelled  | illegal   illegal   illegal | replacement
      """
    ),
    setting(
      .delivered,
      """
      pending    | illegal   illegal   illegal
      confirmed  | illegal   illegal   illegal
      processing | illegal   illegal   illegal
      packaged   | illegal   illegal   illegal
      shipped    | forbidden delivered delivered
      delivered  | same      same      same
      cancelled  | illegal   illegal   illegal | replacement
      """
    ),
    setting(
      .cancelled,
      """
      pending    | cancelled cancelled cancelled
      confirmed  | cancelled cancelled cancelled
      processing | forbidden cancelled cancelled
      packaged   | forbidden cancelled cancelled
      shipped    | illegal   illegal   illegal | return, replacement
      delivered  | illegal   illegal   illegal | return, replacement
      cancelled  | same      same      same
      """
    ),
  ]

  private static func setting(_ status: OrderStatus, _ rows: String) -> OperationTable {
    OperationTable(
      name: "set \(status)",
      given: { Given.order($0, $1) },
      operation: { .setStatus($0.order, to: status, shipment: parcel(status), reason: words) },
      found: Found.status,
      namesSteps: true,
      rows: rows
    )
  }

  private static func parcel(_ status: OrderStatus) -> ShipmentNote? {
    status == .shipped ? ShipmentNote(carrier: "DHL", trackingNumber: "0034") : nil
  }

  private static let confirmWithoutReason = OperationTable(
    name: "confirm without a reason",
    given: { subject, state in
      let words = state.split(separator: " ").map(String.init)
      return Given.order(subject, "pending", payment: words[0], method: words[1])
    },
    operation: { .setStatus($0.order, to: .confirmed, shipment: nil, reason: nil) },
    found: Found.status,
    rows: """
      unpaid card              | invalid   invalid   invalid
      pending card             | invalid   invalid   invalid
      failed card              | invalid   invalid   invalid
      paid card                | confirmed confirmed confirmed
      partially_refunded card  | confirmed confirmed confirmed
      refunded card            | confirmed confirmed confirmed
      unpaid cash_on_delivery  | confirmed confirmed confirmed
      pending cash_on_delivery | confirmed confirmed confirmed
      """
  )

  private static let deliverWithoutReason = OperationTable(
    name: "set delivered without a reason",
    given: { Given.order($0, $1) },
    operation: { .setStatus($0.order, to: .delivered, shipment: nil, reason: nil) },
    found: Found.status,
    rows: "shipped | forbidden invalid invalid"
  )

  private static let deliverAfterCarrier = OperationTable(
    name: "set delivered without a reason, after the carrier's word",
    given: { Given.order($0, $1) + Given.sourceSays("delivered", of: $0) },
    operation: { .setStatus($0.order, to: .delivered, shipment: nil, reason: nil) },
    found: Found.status,
    rows: "shipped | forbidden delivered delivered"
  )

  private static let shipWithoutTracking = OperationTable(
    name: "ship without tracking or a reason",
    given: { Given.order($0, $1) },
    operation: { .ship($0.order, .untracked, reason: nil) },
    found: Found.statusAndParcels,
    rows: """
      processing | forbidden invalid invalid
      packaged   | forbidden invalid invalid
      shipped    | forbidden invalid invalid
      """
  )

  private static let ship = OperationTable(
    name: "ship",
    given: { Given.order($0, $1) },
    operation: {
      .ship($0.order, ShipmentNote(carrier: "DHL", trackingNumber: "0034"), reason: nil)
    },
    found: Found.statusAndParcels,
    namesSteps: true,
    rows: """
      pending    | illegal   illegal   illegal
      confirmed  | illegal   illegal   illegal
      processing | forbidden shipped+1 shipped+1
      packaged   | forbidden shipped+1 shipped+1
      shipped    | forbidden shipped+1 shipped+1
      cancelled  | illegal   illegal   illegal | replacement
      """
  )

  /// What could be sent then is another order.
  private static let shipDelivered = OperationTable(
    name: "ship after delivery",
    given: ship.given,
    operation: ship.operation,
    found: ship.found,
    rows: "delivered | illegal illegal illegal | needs a replacement"
  )

  private static let cancel = OperationTable(
    name: "cancel",
    given: { Given.order($0, $1) },
    operation: { .cancel($0.order, reason: words, noRefund: nil) },
    found: Found.statusAndRefunds,
    namesSteps: true,
    rows: """
      pending    | cancelled+requested cancelled+requested cancelled+requested
      confirmed  | cancelled+requested cancelled+requested cancelled+requested
      processing | forbidden           cancelled+requested cancelled+requested
      packaged   | forbidden           cancelled+requested cancelled+requested
      shipped    | illegal             illegal             illegal | return, replacement
      delivered  | illegal             illegal             illegal | return, replacement
      cancelled  | same                same                same
      """
  )

  private static let cancelWithoutReason = OperationTable(
    name: "cancel without a reason",
    given: { Given.order($0, $1) },
    operation: { .cancel($0.order, reason: nil, noRefund: nil) },
    found: Found.statusAndRefunds,
    rows: """
      pending    | invalid   invalid invalid
      confirmed  | invalid   invalid invalid
      processing | forbidden invalid invalid
      packaged   | forbidden invalid invalid
      """
  )

  private static let cancelByPayment = OperationTable(
    name: "cancel, by what was paid",
    given: { Given.order($0, "confirmed", payment: $1) },
    operation: { .cancel($0.order, reason: words, noRefund: nil) },
    found: Found.statusAndRefunds,
    rows: """
      unpaid             | cancelled+none      cancelled+none      cancelled+none
      pending            | cancelled+none      cancelled+none      cancelled+none
      failed             | cancelled+none      cancelled+none      cancelled+none
      paid               | cancelled+requested cancelled+requested cancelled+requested
      partially_refunded | cancelled+requested cancelled+requested cancelled+requested
      refunded           | cancelled+none      cancelled+none      cancelled+none
      """
  )

  /// All of it is asked for or given back already, unless that refund came to nothing.
  private static let cancelByRefund = OperationTable(
    name: "cancel, by the refund that it has",
    given: { Given.order($0, "confirmed") + Given.refund($0, $1, cents: 100_000) },
    operation: { .cancel($0.order, reason: words, noRefund: nil) },
    found: Found.statusAndRefunds,
    rows: """
      requested | cancelled+requested cancelled+requested cancelled+requested
      approved  | cancelled+approved  cancelled+approved  cancelled+approved
      pending   | cancelled+pending   cancelled+pending   cancelled+pending
      unknown   | cancelled+unknown   cancelled+unknown   cancelled+unknown
      succeeded | cancelled+succeeded cancelled+succeeded cancelled+succeeded
      failed    | \(again("failed"))
      canceled  | \(again("canceled"))
      cancelled | \(again("cancelled"))
      """
  )

  private static func again(_ state: String) -> String {
    Array(repeating: "cancelled+\(state),requested", count: 3).joined(separator: " ")
  }

  private static let cancelNoRefund = OperationTable(
    name: "cancel without a refund",
    given: { Given.order($0, $1) },
    operation: { .cancel($0.order, reason: words, noRefund: "kept as credit") },
    found: Found.statusAndRefunds,
    rows: """
      pending    | cancelled+none cancelled+none cancelled+none
      confirmed  | cancelled+none cancelled+none cancelled+none
      processing | forbidden      cancelled+none cancelled+none
      packaged   | forbidden      cancelled+none cancelled+none
      """
  )

  private static let stepBack = OperationTable(
    name: "step back from another's step",
    given: { Given.order($0, $1) },
    operation: { .stepBack($0.order, reason: words) },
    found: Found.status,
    namesSteps: true,
    rows: """
      pending    | illegal   illegal   illegal
      confirmed  | forbidden forbidden pending
      processing | forbidden forbidden confirmed
      packaged   | forbidden forbidden processing
      shipped    | forbidden forbidden packaged
      delivered  | forbidden forbidden shipped
      cancelled  | illegal   illegal   illegal | replacement
      """
  )

  private static let stepBackOwn = OperationTable(
    name: "step back from an own step of 15 minutes ago",
    given: { Given.order($0, $1) + Given.ownStep($0, to: $1, minutesAgo: 15) },
    operation: { .stepBack($0.order, reason: words) },
    found: Found.status,
    rows: """
      confirmed  | forbidden pending    pending
      processing | forbidden confirmed  confirmed
      packaged   | forbidden processing processing
      shipped    | forbidden packaged   packaged
      delivered  | forbidden forbidden  shipped
      """
  )

  private static let stepBackLate = OperationTable(
    name: "step back from an own step of 16 minutes ago",
    given: { Given.order($0, $1) + Given.ownStep($0, to: $1, minutesAgo: 16) },
    operation: { .stepBack($0.order, reason: words) },
    found: Found.status,
    rows: """
      confirmed  | forbidden forbidden pending
      processing | forbidden forbidden confirmed
      packaged   | forbidden forbidden processing
      shipped    | forbidden forbidden packaged
      delivered  | forbidden forbidden shipped
      """
  )

  private static let stepBackWithoutReason = OperationTable(
    name: "step back without a reason",
    given: { Given.order($0, $1) + Given.ownStep($0, to: $1, minutesAgo: 1) },
    operation: { .stepBack($0.order, reason: nil) },
    found: Found.status,
    rows: """
      confirmed  | forbidden invalid   invalid
      processing | forbidden invalid   invalid
      packaged   | forbidden invalid   invalid
      shipped    | forbidden invalid   invalid
      delivered  | forbidden forbidden invalid
      """
  )
}
