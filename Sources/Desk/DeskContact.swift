package import Commerce
import JSON
import SQLiteKit
import Store

/// Who sees a customer's phone, e-mail address and address, and the record of it.
extension Desk {
  /// As this person reads without having asked for more.
  package var reader: ContactReader { .staff(staffID) }

  /// Lets this person read the contact data of an order, and writes that into the audit trail, once
  /// for each hour; the timeline tells nothing of it.
  ///
  /// Throws a ``Refusal`` that says what to do when somebody else has the order.
  package func revealContact(of id: OrderID) throws -> ContactReader {
    try refuseIfReadOnly()
    let now = clock()
    let refusal: Refusal? = try store.database.write { connection in
      var scope = scope(actID: newID(), now: now)
      try scope.readActorAgain(on: connection)
      let facts = try scope.facts(of: id, on: connection)
      let assignee = facts.assignment?.staff
      // Who sees everything anyway asks for nothing.
      if ContactRules.sees(scope.actor, isRevealed: false, orderOf: assignee) { return nil }
      let rule = ContactRules.refusal(scope.actor, orderOf: assignee)
      let since = now.advanced(byMilliseconds: -ContactRules.lookMilliseconds)
      if rule == nil,
        try AuditTable.hasLook(at: id, by: scope.actor.id, since: since, on: connection)
      {
        return nil
      }
      var detail = JSONObject([.init(key: "number", value: .string(facts.number))])
      if let rule {
        detail["refused"] = .string(Refusal.Kind.forbidden.rawValue)
        detail["because"] = .string(rule)
      }
      let entry = AuditEntry(
        action: AuditTable.look,
        subject: id.rawValue,
        detail: JSONValue.object(detail).text()
      )
      try AuditTrail.append(entry, by: scope, on: connection)
      return rule.map { Refusal.about(facts, .forbidden, $0) }
    }
    if let refusal { throw refusal }
    return .staff(staffID, isRevealed: true)
  }
}

extension ActScope {
  /// Whether the actor may see the order's contact data at all.
  func seesContact(of facts: OrderFacts) -> Bool {
    ContactRules.sees(actor, isRevealed: true, orderOf: facts.assignment?.staff)
  }
}
