import Commerce
import SQLiteKit

private let words = "because of the table"

/// Returns: RELIABILITY.md 4.4.
extension OperationTable {
  static let returnTables = [
    requestReturn, requestByReturn, requestWithoutWords, approveReturn, rejectReturn,
    rejectWithoutReason, sendReturn, receiveReturn, closeReturn, cancelReturn,
    cancelReturnWithoutReason, refundOfReturn,
  ]

  private static let requestReturn = OperationTable(
    name: "request a return",
    given: { Given.order($0, $1) },
    operation: { .requestReturn($0.order, ReturnRequest(reason: .damaged)) },
    found: Found.returns,
    rows: """
      pending    | illegal   illegal   illegal | only what was shipped
      confirmed  | illegal   illegal   illegal | only what was shipped
      processing | illegal   illegal   illegal | only what was shipped
      packaged   | illegal   illegal   illegal | only what was shipped
      shipped    | requested requested requested
      delivered  | requested requested requested
      cancelled  | illegal   illegal   illegal | only what was shipped
      """
  )

  /// All four pieces are in the return that the order has.
  private static let requestByReturn = OperationTable(
    name: "request a return, by the one that it has",
    given: { Given.order($0, "delivered") + Given.goodsReturn($0, $1) },
    operation: { .requestReturn($0.order, ReturnRequest(reason: .damaged)) },
    found: Found.returns,
    rows: """
      requested  | illegal             illegal             illegal | nothing is left
      approved   | illegal             illegal             illegal | nothing is left
      rejected   | rejected,requested  rejected,requested  rejected,requested
      in_transit | illegal             illegal             illegal | nothing is left
      received   | illegal             illegal             illegal | nothing is left
      closed     | illegal             illegal             illegal | nothing is left
      cancelled  | cancelled,requested cancelled,requested cancelled,requested
      """
  )

  private static let requestWithoutWords = OperationTable(
    name: "request a return for another reason without words",
    given: { Given.order($0, $1) },
    operation: { .requestReturn($0.order, ReturnRequest(reason: .other)) },
    found: Found.returns,
    rows: "shipped | invalid invalid invalid"
  )

  private static let approveReturn = moving(
    "approve a return",
    .approve,
    """
    requested  | forbidden approved approved
    approved   | forbidden same     same
    rejected   | forbidden illegal  illegal
    in_transit | forbidden illegal  illegal | received, cancelled
    received   | forbidden illegal  illegal | closed
    closed     | forbidden illegal  illegal
    cancelled  | forbidden illegal  illegal
    """
  )

  private static let rejectReturn = moving(
    "reject a return",
    .reject(reason: words),
    """
    requested  | forbidden rejected rejected
    approved   | forbidden illegal  illegal | in transit, cancelled
    rejected   | forbidden same     same
    in_transit | forbidden illegal  illegal | received, cancelled
    received   | forbidden illegal  illegal | closed
    closed     | forbidden illegal  illegal
    cancelled  | forbidden illegal  illegal
    """
  )

  private static let rejectWithoutReason = moving(
    "reject a return without a reason",
    .reject(reason: nil),
    "requested | forbidden invalid invalid"
  )

  private static let sendReturn = moving(
    "mark a return as in transit",
    .send(.untracked),
    """
    requested  | forbidden illegal    illegal | approved, rejected, cancelled
    approved   | forbidden in_transit in_transit
    rejected   | forbidden illegal    illegal
    in_transit | forbidden same       same
    received   | forbidden illegal    illegal | closed
    closed     | forbidden illegal    illegal
    cancelled  | forbidden illegal    illegal
    """
  )

  private static let receiveReturn = moving(
    "receive a return",
    .receive(ReceivedGoods()),
    """
    requested  | forbidden illegal  illegal | approved, rejected, cancelled
    approved   | forbidden illegal  illegal | in transit, cancelled
    rejected   | forbidden illegal  illegal
    in_transit | forbidden received received
    received   | forbidden same     same
    closed     | forbidden illegal  illegal
    cancelled  | forbidden illegal  illegal
    """
  )

  private static let closeReturn = moving(
    "close a return",
    .close,
    """
    requested  | forbidden illegal illegal | approved, rejected, cancelled
    approved   | forbidden illegal illegal | in transit, cancelled
    rejected   | forbidden illegal illegal
    in_transit | forbidden illegal illegal | received, cancelled
    received   | forbidden closed  closed
    closed     | forbidden same    same
    cancelled  | forbidden illegal illegal
    """
  )

  private static let cancelReturn = moving(
    "cancel a return",
    .cancel(reason: words),
    """
    requested  | cancelled cancelled cancelled
    approved   | cancelled cancelled cancelled
    rejected   | illegal   illegal   illegal
    in_transit | forbidden cancelled cancelled
    received   | illegal   illegal   illegal | closed
    closed     | illegal   illegal   illegal
    cancelled  | same      same      same
    """
  )

  private static let cancelReturnWithoutReason = moving(
    "cancel a return without a reason",
    .cancel(reason: nil),
    """
    requested  | invalid   invalid invalid
    approved   | invalid   invalid invalid
    in_transit | forbidden invalid invalid
    """
  )

  private static let refundOfReturn = OperationTable(
    name: "request a refund for a return",
    given: { Given.order($0, "delivered") + Given.goodsReturn($0, $1) },
    operation: {
      let part = RefundPart.items([ItemQuantity(item: "lamp", quantity: 4)])
      let request = RefundRequest(part: part, reason: .damaged, returnID: ReturnID(1))
      return .requestRefund($0.order, request)
    },
    found: Found.refunds,
    rows: """
      requested  | illegal   illegal   illegal | once it is received
      approved   | illegal   illegal   illegal | once it is received
      rejected   | illegal   illegal   illegal | once it is received
      in_transit | illegal   illegal   illegal | once it is received
      received   | requested requested requested
      closed     | requested requested requested
      cancelled  | illegal   illegal   illegal | once it is received
      """
  )

  private static func moving(_ name: String, _ move: ReturnMove, _ rows: String) -> OperationTable {
    OperationTable(
      name: name,
      given: { Given.order($0, "delivered") + Given.goodsReturn($0, $1) },
      operation: { .moveReturn($0.order, ReturnID(1), move) },
      found: Found.returns,
      rows: rows
    )
  }
}

extension Found {
  /// The states of all its returns, the oldest first.
  static func returns(_ subject: Subject) -> SQL {
    """
    SELECT coalesce(group_concat(state), 'none')
    FROM (SELECT state FROM returns WHERE order_id = \(subject.order) ORDER BY number)
    """
  }
}

extension Given {
  /// All four pieces of its order, asked for by Ben.
  static func goodsReturn(_ subject: Subject, _ state: String) -> [SQL] {
    let hasCome = ["received", "closed"].contains(state)
    let time = subject.now.rfc3339
    let came = hasCome ? 4 : nil
    return [
      """
      INSERT INTO returns (order_id, number, state, reason, requester_id, requested_at,
        received_at, restock, act_id)
      VALUES (\(subject.order), 1, \(state), 'damaged', \(Person.ben.id), \(time),
        \(hasCome ? time : nil), \(hasCome ? 0 : nil), 'before')
      """,
      """
      INSERT INTO return_items (order_id, number, position, sku, name, quantity, received, damaged)
      VALUES (\(subject.order), 1, 0, 'lamp', 'Lamp', 4, \(came), \(came.map { _ in 0 }))
      """,
    ]
  }
}
