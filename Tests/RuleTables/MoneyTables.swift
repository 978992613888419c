import Commerce
import SQLiteKit

private let words = "because of the table"

/// Refunds and payments: RELIABILITY.md 4.2 and 4.3.
///
/// Orders are of 1,000.00 €; ops approve up to 500.00 €, and above 100.00 € nobody what he asked for.
extension OperationTable {
  static let moneyTables = [
    requestRefund, requestByPayment, requestByRefund, requestFraudulent, requestOther,
    requestTooMuch, approveRefund, approveByAmount, cancelOthersRefund, cancelOwnRefund,
    cancelRefundWithoutReason, retryRefund, resolveAsPaid, resolveAsPaidWithoutReference,
    resolveAsFailed, capture, captureByPayment, captureByHand,
  ]

  private static let requestRefund = OperationTable(
    name: "request a refund",
    given: { Given.order($0, $1) },
    operation: { request($0, .full) },
    found: Found.refunds,
    rows: inEveryStatus("requested requested requested")
  )

  private static let requestByPayment = OperationTable(
    name: "request a refund, by what was paid",
    given: { Given.order($0, payment: $1) },
    operation: { request($0, .full) },
    found: Found.refunds,
    rows: """
      unpaid             | illegal   illegal   illegal | nothing is paid
      pending            | illegal   illegal   illegal | nothing is paid
      failed             | illegal   illegal   illegal | nothing is paid
      paid               | requested requested requested
      partially_refunded | requested requested requested
      refunded           | illegal   illegal   illegal | nothing is left
      """
  )

  private static let requestByRefund = OperationTable(
    name: "request a refund, by the one that it has",
    given: { Given.order($0) + Given.refund($0, $1, cents: 100_000) },
    operation: { request($0, .full) },
    found: Found.refunds,
    rows: """
      requested | illegal             illegal             illegal | nothing is left
      approved  | illegal             illegal             illegal | nothing is left
      pending   | illegal             illegal             illegal | nothing is left
      unknown   | illegal             illegal             illegal | nothing is left
      succeeded | illegal             illegal             illegal | nothing is left
      failed    | failed,requested    failed,requested    failed,requested
      canceled  | canceled,requested  canceled,requested  canceled,requested
      cancelled | cancelled,requested cancelled,requested cancelled,requested
      """
  )

  private static let requestFraudulent = OperationTable(
    name: "call a payment fraudulent",
    given: { Given.order($0, $1) },
    operation: { request($0, .full, reason: .fraudulent) },
    found: Found.refunds,
    rows: inEveryStatus("forbidden requested requested")
  )

  private static let requestOther = OperationTable(
    name: "request a refund without words",
    given: { Given.order($0, $1) },
    operation: { request($0, .full, reason: .other) },
    found: Found.refunds,
    rows: "processing | invalid invalid invalid"
  )

  private static let requestTooMuch = OperationTable(
    name: "request a refund of more than was paid",
    given: { Given.order($0, $1) },
    operation: { request($0, .amount(Money(minorUnits: 100_001, currency: .eur))) },
    found: Found.refunds,
    rows: "processing | illegal illegal illegal | at most"
  )

  private static func request(
    _ subject: Subject,
    _ part: RefundPart,
    reason: RefundReason = .damaged
  ) -> Operation {
    .requestRefund(subject.order, RefundRequest(part: part, reason: reason))
  }

  private static let approveRefund = OperationTable(
    name: "approve a refund",
    given: { Given.order($0) + Given.refund($0, $1) },
    operation: { .approveRefund($0.order, $0.refund) },
    found: Found.refund,
    rows: """
      requested | forbidden approved approved
      approved  | forbidden same     same
      pending   | forbidden illegal  illegal | succeeded, failed, canceled, unknown
      unknown   | forbidden illegal  illegal | succeeded, failed
      succeeded | forbidden illegal  illegal | failed
      failed    | forbidden illegal  illegal
      canceled  | forbidden illegal  illegal
      cancelled | forbidden illegal  illegal
      """
  )

  private static let approveByAmount = OperationTable(
    name: "approve a refund, by whose it is and its cents",
    given: { subject, state in
      let words = state.split(separator: " ").map(String.init)
      let person = Given.person(words[0], of: subject)
      let cents = Int(words[1]) ?? 0
      return Given.order(subject) + Given.refund(subject, "requested", cents: cents, by: person)
    },
    operation: { .approveRefund($0.order, $0.refund) },
    found: Found.refund,
    rows: """
      own 10000    | forbidden approved  approved
      own 10001    | forbidden forbidden forbidden
      others 10001 | forbidden approved  approved
      others 50000 | forbidden approved  approved
      others 50001 | forbidden forbidden approved
      own 50001    | forbidden forbidden forbidden
      """
  )

  private static let cancelOthersRefund = OperationTable(
    name: "cancel another's refund",
    given: { Given.order($0) + Given.refund($0, $1) },
    operation: { .cancelRefund($0.order, $0.refund, reason: words) },
    found: Found.refund,
    rows: "requested | forbidden cancelled cancelled\napproved | forbidden cancelled cancelled\n"
      + settledRefunds
  )

  private static let cancelOwnRefund = OperationTable(
    name: "cancel an own refund",
    given: { Given.order($0) + Given.refund($0, $1, by: $0.actor) },
    operation: { .cancelRefund($0.order, $0.refund, reason: words) },
    found: Found.refund,
    rows: "requested | cancelled cancelled cancelled\napproved | cancelled cancelled cancelled\n"
      + settledRefunds
  )

  /// Whose it was does not matter once it has been sent.
  private static let settledRefunds = """
    pending   | illegal illegal illegal | succeeded, failed, canceled, unknown
    unknown   | illegal illegal illegal | succeeded, failed
    succeeded | illegal illegal illegal | failed
    failed    | illegal illegal illegal
    canceled  | illegal illegal illegal
    cancelled | same    same    same
    """

  private static let cancelRefundWithoutReason = OperationTable(
    name: "cancel an own refund without a reason",
    given: { Given.order($0) + Given.refund($0, $1, by: $0.actor) },
    operation: { .cancelRefund($0.order, $0.refund, reason: nil) },
    found: Found.refund,
    rows: "requested | invalid invalid invalid\napproved | invalid invalid invalid"
  )

  /// The state is the refund's, then that of the outbox.
  private static let retryRefund = OperationTable(
    name: "send a refund again",
    given: { subject, state in
      let words = state.split(separator: " ").map(String.init)
      return Given.order(subject) + Given.refund(subject, words[0]) + [
        Given.refundInOutbox(subject, words[1])
      ]
    },
    operation: { .retryRefund($0.order, $0.refund) },
    found: Found.refundInOutbox,
    rows: """
      approved parked     | forbidden waiting waiting
      approved waiting    | forbidden same    same
      requested cancelled | forbidden illegal illegal | approved and was not sent
      pending sending     | forbidden illegal illegal | approved and was not sent
      unknown waiting     | forbidden illegal illegal | settle it
      succeeded sent      | forbidden illegal illegal | approved and was not sent
      failed refused      | forbidden illegal illegal | approved and was not sent
      canceled refused    | forbidden illegal illegal | approved and was not sent
      cancelled cancelled | forbidden illegal illegal | approved and was not sent
      """
  )

  private static let resolveAsPaid = resolving(
    "settle a refund as paid",
    RefundResolution(succeeded: true, reference: "re_1", reason: words),
    """
    requested | forbidden forbidden illegal | approved, cancelled
    approved  | forbidden forbidden illegal | pending, cancelled
    pending   | forbidden forbidden forbidden
    unknown   | forbidden forbidden succeeded
    succeeded | forbidden forbidden same
    failed    | forbidden forbidden illegal
    canceled  | forbidden forbidden illegal
    cancelled | forbidden forbidden illegal
    """
  )

  private static let resolveAsPaidWithoutReference = resolving(
    "settle a refund as paid without a reference",
    RefundResolution(succeeded: true, reference: nil, reason: words),
    "unknown | forbidden forbidden invalid"
  )

  private static let resolveAsFailed = resolving(
    "settle a refund as failed",
    RefundResolution(succeeded: false, reference: nil, reason: words),
    """
    requested | forbidden forbidden illegal | approved, cancelled
    approved  | forbidden forbidden illegal | pending, cancelled
    pending   | forbidden forbidden forbidden
    unknown   | forbidden forbidden failed
    succeeded | forbidden forbidden forbidden
    failed    | forbidden forbidden same
    canceled  | forbidden forbidden illegal
    cancelled | forbidden forbidden illegal
    """
  )

  private static func resolving(
    _ name: String,
    _ resolution: RefundResolution,
    _ rows: String
  ) -> OperationTable {
    OperationTable(
      name: name,
      given: { Given.order($0) + Given.refund($0, $1) },
      operation: { .resolveRefund($0.order, $0.refund, resolution) },
      found: Found.refund,
      rows: rows
    )
  }

  private static let capture = OperationTable(
    name: "note cash on delivery",
    given: { Given.order($0, $1, payment: "pending", method: "cash_on_delivery") },
    operation: { .capturePayment($0.order, reference: "receipt 5") },
    found: Found.payment,
    rows: """
      pending    | forbidden illegal illegal | delivered
      confirmed  | forbidden illegal illegal | delivered
      processing | forbidden illegal illegal | delivered
      packaged   | forbidden illegal illegal | delivered
      shipped    | forbidden illegal illegal | delivered
      delivered  | forbidden paid    paid
      cancelled  | forbidden illegal illegal | takes no payment
      """
  )

  private static let captureByPayment = OperationTable(
    name: "note cash on delivery, by what was paid and how",
    given: { subject, state in
      let words = state.split(separator: " ").map(String.init)
      return Given.order(subject, "delivered", payment: words[0], method: words[1])
    },
    operation: { .capturePayment($0.order, reference: "receipt 5") },
    found: Found.payment,
    rows: """
      unpaid cash_on_delivery             | forbidden paid    paid
      pending cash_on_delivery            | forbidden paid    paid
      failed cash_on_delivery             | forbidden paid    paid
      paid cash_on_delivery               | forbidden same    same
      partially_refunded cash_on_delivery | forbidden same    same
      refunded cash_on_delivery           | forbidden same    same
      unpaid card                         | forbidden illegal illegal | only cash on delivery
      unpaid bank_transfer                | forbidden illegal illegal | only cash on delivery
      """
  )

  /// Of an order that no source speaks for, by its status and how it is to be paid.
  private static let captureByHand = OperationTable(
    name: "note the payment of an order by hand",
    given: { subject, state in
      let words = state.split(separator: " ").map(String.init)
      return Given.order(subject, words[0], payment: "unpaid", method: words[1])
        + Given.isByHand(subject)
    },
    operation: { .capturePayment($0.order, reference: "receipt 5") },
    found: Found.payment,
    rows: """
      pending bank_transfer      | forbidden paid    paid
      confirmed card             | forbidden paid    paid
      packaged invoice           | forbidden paid    paid
      shipped bank_transfer      | forbidden paid    paid
      delivered cash             | forbidden paid    paid
      cancelled bank_transfer    | forbidden illegal illegal | takes no payment
      pending cash_on_delivery   | forbidden illegal illegal | delivered
      delivered cash_on_delivery | forbidden paid    paid
      """
  )
}
