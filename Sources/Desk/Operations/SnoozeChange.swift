import Commerce
import JSON
import SQLiteKit
import Store

/// Another snooze of an order, or none, and how that is taken back.
struct SnoozeChange: Sendable {
  var facts: OrderFacts
  var after: Snooze?

  func apply(
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    // One that has passed says nothing any more.
    let before = facts.snooze.flatMap { $0.isOver(at: scope.now) ? nil : $0 }
    let event = NewEvent(
      id: scope.newID(),
      orderID: facts.id,
      kind: .snooze,
      from: before?.end.text,
      to: after?.end.text
    )
    try scope.write(event, on: connection)
    try OrderChanges.writeSnooze(after, of: facts.id, on: connection)
    try OrderChanges.touch(facts.id, at: scope.now, on: connection)
    return AppliedChange(
      sentence: "\(facts.number) \(scope.words(of: after))",
      before: before.map { scope.words(of: $0) } ?? "not snoozed",
      inverse: JSONObject([
        .init(key: "from", value: Self.value(before)), .init(key: "to", value: Self.value(after)),
      ]),
      audit: JSONObject([
        .init(key: "number", value: .string(facts.number)),
        .init(key: "from", value: .optional(before?.end.text)),
        .init(key: "to", value: .optional(after?.end.text)),
      ])
    )
  }

  static func takeBack(
    _ change: StandingChange,
    in scope: ActScope,
    on connection: borrowing Connection
  ) throws -> AppliedChange {
    let facts = try scope.facts(of: change.order, on: connection)
    let past = snooze(change.inverse["from"]).flatMap { $0.isOver(at: scope.now) ? nil : $0 }
    let done = snooze(change.inverse["to"])
    try scope.refuseIfChangedSince(change, field: .snooze, of: facts, on: connection)
    // The customer's message has brought it back, or its time has come.
    guard facts.snooze?.end == done?.end, facts.snooze?.isOver(at: scope.now) != true else {
      throw Refusal.about(facts, .cannotUndo, "cannot be taken back: its snooze has ended since")
    }
    try OrderChanges.writeSnooze(past, of: facts.id, on: connection)
    try OrderChanges.touch(facts.id, at: scope.now, on: connection)
    try scope.writeUndo(
      of: facts.id,
      field: EventKind.snooze.rawValue,
      from: done == nil ? "not snoozed" : "snoozed",
      to: past == nil ? "not snoozed" : "snoozed",
      on: connection
    )
    return AppliedChange(
      sentence: "\(facts.number) \(scope.words(of: past)) again",
      before: scope.words(of: done),
      audit: JSONObject([
        .init(key: "number", value: .string(facts.number)),
        .init(key: "to", value: .optional(past?.end.text)),
      ])
    )
  }

  private static func value(_ snooze: Snooze?) -> JSONValue {
    guard let snooze else { return .null }
    return [
      "until": .string(snooze.end.text), "since": .string(snooze.since.rfc3339),
      "by": .string(snooze.staff.rawValue),
    ]
  }

  private static func snooze(_ value: JSONValue?) -> Snooze? {
    guard let object = value?.objectValue,
      let end = object["until"]?.stringValue.flatMap(SnoozeEnd.init(text:)),
      // What this program wrote it can read; anything else is no snooze.
      let since = object["since"]?.stringValue.flatMap({ try? Instant(rfc3339: $0) }),
      let staff = object["by"]?.stringValue
    else { return nil }
    return Snooze(until: end, since: since, staff: StaffID(staff), name: "")
  }
}

extension ActScope {
  func words(of end: SnoozeEnd) -> String { end.words(now: now, in: zone) }

  func words(of snooze: Snooze?) -> String {
    snooze.map { "is snoozed \(words(of: $0.end))" } ?? "is not snoozed"
  }
}
