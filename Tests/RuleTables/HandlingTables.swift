import Commerce
import SQLiteKit

/// What staff do with an order beside moving it: RELIABILITY.md 4.6.
extension OperationTable {
  static let handlingTables = [
    editOrder, editItems, addNote, addCustomerNote, assignToSelf, assignToSelfByHolder,
    assignToOthers,
    assignToNobody, claim, claimByHolder, tag, setPriority,
    snooze, snoozeByState, unsnooze, seeSnoozeEnd,
  ]

  private static let editOrder = OperationTable(
    name: "edit",
    given: { Given.order($0, $1) },
    operation: { .editOrder($0.order, OrderEdit(notes: "edited")) },
    found: Found.orderNote,
    rows: """
      pending    | edited    edited  edited
      confirmed  | edited    edited  edited
      processing | forbidden edited  edited
      packaged   | forbidden edited  edited
      shipped    | illegal   illegal illegal | before shipping
      delivered  | illegal   illegal illegal | before shipping
      cancelled  | illegal   illegal illegal | before shipping
      """
  )

  /// Of an item that is refunded, or may be.
  private static let editItems = OperationTable(
    name: "edit items, by the refund of one",
    given: { Given.order($0) + Given.refundOfItem($0, $1) },
    operation: {
      .editOrder($0.order, OrderEdit(quantities: [ParcelQuantity(sku: "lamp", quantity: 5)]))
    },
    found: Found.quantity,
    rows: """
      requested | forbidden illegal illegal | they stay as they are
      approved  | forbidden illegal illegal | they stay as they are
      pending   | forbidden illegal illegal | they stay as they are
      unknown   | forbidden illegal illegal | they stay as they are
      succeeded | forbidden illegal illegal | they stay as they are
      failed    | forbidden 5       5
      canceled  | forbidden 5       5
      cancelled | forbidden 5       5
      """
  )

  private static let addNote = OperationTable(
    name: "add a note",
    given: { Given.order($0, $1) },
    operation: { .addNote($0.order, body: "fragile") },
    found: Found.line("note"),
    rows: inEveryStatus("fragile fragile fragile")
  )

  private static let addCustomerNote = OperationTable(
    name: "add a note for the customer",
    given: { Given.order($0, $1) },
    operation: { .addCustomerNote($0.order, body: "soon") },
    found: Found.line("customer_note"),
    rows: inEveryStatus("soon soon soon")
  )

  private static let assignToSelf = OperationTable(
    name: "assign to oneself",
    given: { Given.order($0, $1) },
    operation: { .assign($0.order, to: $0.actor.id) },
    found: Found.holder,
    rows: inEveryStatus("own own own")
  )

  private static let assignToSelfByHolder = OperationTable(
    name: "assign to oneself, by who has it",
    given: orderHeld,
    operation: { .assign($0.order, to: $0.actor.id) },
    found: Found.holder,
    rows: """
      nobody | own       own  own
      own    | same      same same
      others | forbidden own  own
      """
  )

  private static let assignToOthers = OperationTable(
    name: "assign to another, by who has it",
    given: orderHeld,
    operation: { .assign($0.order, to: Person.ben.id) },
    found: Found.holder,
    rows: """
      nobody | forbidden others others
      own    | forbidden others others
      others | same      same   same
      """
  )

  private static let assignToNobody = OperationTable(
    name: "assign to nobody, by who has it",
    given: orderHeld,
    operation: { .assign($0.order, to: nil) },
    found: Found.holder,
    rows: """
      nobody | same      same   same
      own    | nobody    nobody nobody
      others | forbidden nobody nobody
      """
  )

  private static let claim = OperationTable(
    name: "claim",
    given: { Given.order($0, $1) },
    operation: { .claim($0.order) },
    found: Found.holder,
    rows: inEveryStatus("own own own")
  )

  private static let claimByHolder = OperationTable(
    name: "claim, by who has it",
    given: orderHeld,
    operation: { .claim($0.order) },
    found: Found.holder,
    rows: """
      nobody | own               own               own
      own    | same              same              same
      others | revision_conflict revision_conflict revision_conflict
      """
  )

  private static let tag = OperationTable(
    name: "tag",
    given: { Given.order($0, $1) },
    operation: { .tag($0.order, TagEdit(words: "vip")) },
    found: Found.tags,
    rows: inEveryStatus("vip vip vip")
  )

  private static let setPriority = OperationTable(
    name: "set a priority",
    given: { Given.order($0, $1) },
    operation: { .setPriority($0.order, to: .high) },
    found: Found.priority,
    rows: inEveryStatus("high high high")
  )

  private static let snooze = OperationTable(
    name: "snooze",
    given: { Given.order($0, $1) },
    operation: { .snooze($0.order, until: .message) },
    found: Found.snooze,
    rows: inEveryStatus("message message message")
  )

  private static let snoozeByState = OperationTable(
    name: "snooze, by what it is",
    given: orderSnoozed,
    operation: { .snooze($0.order, until: .message) },
    found: Found.snooze,
    rows: """
      none    | message message message
      message | same    same    same
      later   | message message message
      back    | message message message
      """
  )

  private static let unsnooze = OperationTable(
    name: "end a snooze, by what it is",
    given: orderSnoozed,
    operation: { .unsnooze($0.order) },
    found: Found.snooze,
    rows: """
      none    | same same same
      message | none none none
      later   | none none none
      back    | same same same
      """
  )

  private static let seeSnoozeEnd = OperationTable(
    name: "open an order that is back, by what it is",
    given: orderSnoozed,
    operation: { .seeSnoozeEnd($0.order) },
    found: Found.snooze,
    rows: """
      none    | same same same
      message | same same same
      later   | same same same
      back    | none none none
      """
  )

  private static let orderSnoozed: @Sendable (Subject, String) -> [SQL] = { subject, state in
    let since = subject.now.advanced(byMilliseconds: -60_000)
    let hour: Int64 = state == "later" ? 3_600_000 : -1
    let until: String? =
      state == "message" ? nil : subject.now.advanced(byMilliseconds: hour).rfc3339
    return Given.order(subject) + [
      """
      UPDATE orders SET snoozed_at = \(since.rfc3339), snoozed_until = \(until),
        snoozed_by = \(Person.ben.id)
      WHERE id = \(subject.order) AND \(state) <> 'none'
      """
    ]
  }

  private static let orderHeld: @Sendable (Subject, String) -> [SQL] = { subject, whose in
    let holder = whose == "nobody" ? nil : Given.person(whose, of: subject).id
    return Given.order(subject) + [
      """
      UPDATE orders SET assignee_id = \(holder), assigned_at = '2026-01-01T08:00:00.000Z'
      WHERE id = \(subject.order) AND \(holder) IS NOT NULL
      """
    ]
  }
}
