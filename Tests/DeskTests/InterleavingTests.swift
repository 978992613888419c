import Commerce
import Desk
import Foundation
import SQLiteKit
import Store
import Testing

/// Two people on the same orders in every order of turns that a seed gives, against a model.
///
/// `ORDERDECK_TURNS=10000 swift test --filter InterleavingTests` runs the full count.
@Suite struct InterleavingTests {
  private static var turns: Int {
    ProcessInfo.processInfo.environment["ORDERDECK_TURNS"].flatMap(Int.init) ?? 500
  }

  /// What one person last saw of an order.
  private struct Sight {
    var revision: Int
    var status: OrderStatus
  }

  @Test func `nobody ever writes over a version that he has not seen`() throws {
    let shop = try Shop()
    let orders = try (1...4).map { try shop.order("I\($0)", status: .pending) }
    try shop.hire(Shop.dora, Shop.ben)
    let desks = [shop.desk(Shop.dora), shop.desk(Shop.ben)]
    var sights: [[OrderID: Sight]] = [[:], [:]]
    var dice = Dice(state: 20_260_504)
    var refused = 0
    for _ in 0..<Self.turns {
      let person = dice.roll(2)
      let id = orders[dice.roll(orders.count)]
      let facts = try #require(try shop.facts(id))
      if dice.roll(3) == 0 || sights[person][id] == nil {
        sights[person][id] = Sight(revision: facts.revision, status: facts.status)
        continue
      }
      let sight = try #require(sights[person][id])
      let operation = operation(on: id, seeing: sight.status, &dice)
      let refusal = try shop.refusal {
        try desks[person].perform(
          [operation],
          options: PerformOptions(ifRevision: sight.revision)
        )
      }
      let after = try #require(try shop.facts(id))
      if sight.revision == facts.revision {
        #expect(refusal?.kind != .revisionConflict)
      } else {
        #expect(refusal?.kind == .revisionConflict)
        #expect(after == facts)
        refused += 1
      }
    }
    #expect(refused > Self.turns / 20)
    #expect(try shop.expectIntactAudit())
  }

  private func operation(
    on id: OrderID,
    seeing status: OrderStatus,
    _ dice: inout Dice
  ) -> Commerce.Operation {
    switch dice.roll(6) {
    case 0: .addNote(id, body: "note \(dice.roll(1000))")
    case 1: .sendReply(id, body: "reply \(dice.roll(1000))")
    case 2: .tag(id, TagEdit(words: "t\(dice.roll(3)) -t\(dice.roll(3))"))
    case 3: .setPriority(id, to: Priority.allCases[dice.roll(4)])
    case 4: .assign(id, to: [nil, Shop.ben.id, Shop.dora.id][dice.roll(3)])
    default:
      .setStatus(
        id,
        to: OrderStatus.allCases[dice.roll(OrderStatus.allCases.count - 1)],
        shipment: ShipmentNote(carrier: "DHL", trackingNumber: "1"),
        reason: "by the dice"
      )
    }
  }
}

/// The same numbers on every machine.
private struct Dice {
  var state: UInt64

  mutating func roll(_ sides: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(sides))
  }
}
