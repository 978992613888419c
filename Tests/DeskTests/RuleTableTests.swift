import Commerce
import Desk
import SQLiteKit
import Store
import Testing

/// Every role, every status, every wanted status, through the door, against the table of the rules.
@Suite struct RuleTableTests {
  @Test(arguments: StaffRole.allCases)
  func `each change of status has exactly the outcome of the table`(role: StaffRole) throws {
    let shop = try Shop()
    for from in OrderStatus.allCases {
      for to in OrderStatus.allCases {
        let id = try shop.order("T-\(from)-\(to)".prefix(20).description, status: from)
        let outcome = try outcome(of: id, to: to, by: role, in: shop)
        #expect(outcome == expected(from, to, role), "\(role): \(from) to \(to)")
        #expect(try shop.status(id) == (outcome == "done" ? to : from))
      }
    }
    #expect(try shop.expectIntactAudit())
    #expect(
      try shop.number("SELECT count(*) FROM audit") == 49 - 7,
      "every cell but the seven that change nothing leaves its record"
    )
  }

  @Test(arguments: StaffRole.allCases)
  func `each other operation is open to exactly the roles of the table`(role: StaffRole) throws {
    let shop = try Shop()
    let order = try shop.order("CHT001")
    try shop.hire(Shop.staff(role))
    try shop.customerWrites("Hello", to: order, message: "m1")
    let operations: [Operation] = [
      .addNote(order, body: "fragile"), .addCustomerNote(order, body: "a bulb"),
      .sendReply(order, body: "Hi"), .markUnread(order),
      .markRead(order), .saveDraft(order, kind: .reply, body: "Dear"), .repairFromSync(order),
      .claim(order), .assign(order, to: nil), .tag(order, TagEdit(words: "vip")),
      .setPriority(order, to: .high),
    ]
    for operation in operations {
      let desk = shop.desk(Shop.staff(role))
      let isAllowed =
        operation.requiredAction.map { !Permissions.permission(role, $0).isDenied } ?? true
      let refusal = try shop.refusal { try desk.perform([operation]) }
      #expect(refusal?.kind == (isAllowed ? nil : .forbidden), "\(role): \(operation)")
    }
  }

  /// Whose an order is before, and whose it is to be, for each role.
  @Test(arguments: StaffRole.allCases)
  func `an order goes from one to another as the role may`(role: StaffRole) throws {
    let shop = try Shop()
    try shop.hire(Shop.ana, Shop.ben, Shop.cleo, Shop.dora)
    let own = Shop.staff(role)
    let people: [StaffID?] = [nil, own.id, Shop.ben.id]
    for (place, (from, to)) in people.flatMap({ from in people.map { (from, $0) } }).enumerated() {
      let id = try shop.order("A\(place)")
      if let from { _ = try shop.desk(Shop.dora).perform([.assign(id, to: from)]) }
      let refusal = try shop.refusal { try shop.desk(own).perform([.assign(id, to: to)]) }
      let isOthers = from == Shop.ben.id || to == Shop.ben.id
      let isRefused = from != to && isOthers && role == .agent
      #expect(refusal?.kind == (isRefused ? .forbidden : nil), "\(place)")
      #expect(try shop.facts(id)?.assignment?.staff == (isRefused ? from : to))
    }
    #expect(try shop.expectIntactAudit())
  }

  private func outcome(
    of id: OrderID,
    to status: OrderStatus,
    by role: StaffRole,
    in shop: Shop
  ) throws -> String {
    let desk = shop.desk(Shop.staff(role))
    let refusal = try shop.refusal {
      let receipt = try desk.set(id, to: status, reason: "because of the table")
      return receipt
    }
    if let refusal { return refusal.kind.rawValue }
    return try shop.timeline(id).isEmpty ? "unchanged" : "done"
  }

  private func expected(_ from: OrderStatus, _ to: OrderStatus, _ role: StaffRole) -> String {
    guard from != to else { return "unchanged" }
    guard let edge = OrderRules.edge(from: from, to: to) else { return "illegal" }
    // Nobody has taken a step of his own here, so only an admin goes back.
    if edge.kind == .back { return role == .admin ? "done" : "forbidden" }
    return role >= edge.role ? "done" : "forbidden"
  }
}
