import Commerce
import SQLiteKit

/// What is settled between source and store: RELIABILITY.md 4.1 and 4.6.
extension OperationTable {
  static let syncTables = [
    repair, repairWhatAgrees, repairWithoutCheckout, keepOurs, takeTheirs, discardRecord,
  ]

  private static let repair = OperationTable(
    name: "repair from the checkout",
    given: { subject, status in
      Given.order(subject, status) + [
        "UPDATE orders SET total_amount = 1 WHERE id = \(subject.order)"
      ]
    },
    operation: { .repairFromSync($0.order) },
    found: Found.total,
    rows: inEveryStatus("forbidden 100000 100000")
  )

  private static let repairWhatAgrees = OperationTable(
    name: "repair what agrees",
    given: { Given.order($0, $1) },
    operation: { .repairFromSync($0.order) },
    found: Found.total,
    rows: inEveryStatus("forbidden same same")
  )

  private static let repairWithoutCheckout = OperationTable(
    name: "repair without a checkout",
    given: { subject, status in
      Given.order(subject, status) + ["DELETE FROM chat_orders WHERE id = \(subject.order)"]
    },
    operation: { .repairFromSync($0.order) },
    found: Found.total,
    rows: inEveryStatus("forbidden illegal illegal | no chat checkout")
  )

  /// The source says another word each time.
  private static let keepOurs = OperationTable(
    name: "settle a conflict with ours",
    given: { subject, status in
      let word = status == "cancelled" ? "delivered" : "cancelled"
      return Given.order(subject, status) + Given.sourceSays(word, of: subject)
    },
    operation: { settle($0, .ours) },
    found: Found.statusAndConflict,
    rows: """
      pending    | forbidden pending+settled    pending+settled
      confirmed  | forbidden confirmed+settled  confirmed+settled
      processing | forbidden processing+settled processing+settled
      packaged   | forbidden packaged+settled   packaged+settled
      shipped    | forbidden shipped+settled    shipped+settled
      delivered  | forbidden delivered+settled  delivered+settled
      cancelled  | forbidden cancelled+settled  cancelled+settled
      """
  )

  /// Ours, then the source's: it is taken by the rules of every step.
  private static let takeTheirs = OperationTable(
    name: "settle a conflict with theirs",
    given: { subject, state in
      let words = state.split(separator: " ").map(String.init)
      return Given.order(subject, words[0]) + Given.sourceSays(words[1], of: subject)
    },
    operation: { settle($0, .theirs) },
    found: Found.statusAndConflict,
    namesSteps: true,
    rows: """
      pending confirmed     | forbidden confirmed+settled confirmed+settled
      pending packaged      | forbidden illegal           illegal
      pending cancelled     | forbidden cancelled+settled cancelled+settled
      confirmed cancelled   | forbidden cancelled+settled cancelled+settled
      confirmed shipped     | forbidden illegal           illegal
      processing shipped    | forbidden shipped+settled   shipped+settled
      processing cancelled  | forbidden cancelled+settled cancelled+settled
      packaged shipped      | forbidden shipped+settled   shipped+settled
      packaged cancelled    | forbidden cancelled+settled cancelled+settled
      packaged processing   | forbidden forbidden         processing+settled
      packaged delivered    | forbidden illegal           illegal
      shipped delivered     | forbidden delivered+settled delivered+settled
      shipped cancelled     | forbidden illegal           illegal | return
      delivered shipped     | forbidden forbidden         shipped+settled
      delivered cancelled   | forbidden illegal           illegal | return
      cancelled processing  | forbidden illegal           illegal | replacement
      """
  )

  private static func settle(_ subject: Subject, _ side: ConflictSide) -> Operation {
    let reason = "because of the table"
    return .settleConflict(subject.order, field: "status", keep: side, seen: nil, reason: reason)
  }

  private static let discardRecord = OperationTable(
    name: "discard a record",
    given: { Given.record($0, $1) },
    operation: { .discardRecord($0.record, reason: "because of the table") },
    found: Found.record,
    rows: """
      kept      | forbidden discarded discarded
      discarded | forbidden same      same
      taken     | forbidden illegal   illegal | taken in
      """
  )
}
