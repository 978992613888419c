import Commerce
import Desk
import SQLiteKit
import Store
import TestSupport
import Testing

/// Random acts, undos and redos of one person against a stack, as an editor has it.
@Suite struct HandlingUndoStackTests {
  private struct Handling: Equatable {
    var assignee: StaffID?
    var tags: [String] = []
    var priority = Priority.medium
  }

  @Test func `undo and redo walk through assignee, tags and priority there and back`() throws {
    let shop = try Shop()
    let order = try shop.order("CHT001")
    try shop.hire(Shop.ana, Shop.ben)
    let desk = shop.desk()
    var dice = SeededNumbers(seed: 11)
    var past: [Handling] = []
    var future: [Handling] = []
    var now = Handling()
    for step in 0..<300 {
      switch Int.random(in: 0..<5, using: &dice) {
      case 0, 1:
        var next = now
        let operation = try self.operation(on: order, &next, &dice)
        guard try desk.perform([operation]).actID != nil else { continue }
        past.append(now)
        now = next
        future = []
      case 2, 3:
        let refusal = try shop.refusal { try desk.undo() }
        #expect((refusal == nil) == !past.isEmpty, "\(step): \(refusal?.sentence ?? "")")
        guard let last = past.popLast() else { continue }
        future.append(now)
        now = last
      default:
        let refusal = try shop.refusal { try desk.redo() }
        #expect((refusal == nil) == !future.isEmpty, "\(step): \(refusal?.sentence ?? "")")
        guard let next = future.popLast() else { continue }
        past.append(now)
        now = next
      }
      #expect(try handling(of: order, in: shop) == now, "\(step)")
    }
    #expect(try shop.expectIntactAudit())
  }

  /// One of the four, and what comes of it.
  private func operation(
    on order: OrderID,
    _ next: inout Handling,
    _ dice: inout SeededNumbers
  ) throws -> Commerce.Operation {
    switch Int.random(in: 0..<4, using: &dice) {
    case 0:
      next.assignee = [nil, Shop.ana.id, Shop.ben.id].randomElement(using: &dice) ?? nil
      return .assign(order, to: next.assignee)
    case 1 where next.assignee != Shop.ben.id:
      next.assignee = Shop.ana.id
      return .claim(order)
    case 2:
      let numbers = (0..<2).map { _ in Int.random(in: 0..<4, using: &dice) }
      let edit = TagEdit(words: "T\(numbers[0]) -t\(numbers[1])")
      next.tags = try edit.applied(to: next.tags)
      return .tag(order, edit)
    default:
      next.priority = Priority.allCases.randomElement(using: &dice) ?? .low
      return .setPriority(order, to: next.priority)
    }
  }

  private func handling(of order: OrderID, in shop: Shop) throws -> Handling? {
    try shop.facts(order).map { facts in
      Handling(
        assignee: facts.assignment?.staff,
        tags: try shop.texts(
          "SELECT tag AS text FROM order_tags WHERE order_id = \(order) ORDER BY tag"
        ),
        priority: facts.priority
      )
    }
  }
}
