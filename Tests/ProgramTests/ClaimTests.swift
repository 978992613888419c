import Foundation
import SQLiteKit
import Store
import TestSupport
import Testing

extension TheProgram {
  @Suite struct `Two people who claim one order` {
    @Test func `from two processes at once have exactly one winner each time`() throws {
      let rounds = Trials.count(10)
      let floor = try ShopFloor.withShop(orders: rounds * 2, messagesEach: 1)
      // The first one here is admin, who may act as others.
      #expect(try floor.call("order", "priority", "CHT000002", "--to", "high").status == 0)
      try Store(at: floor.storePath).database.write {
        try $0.run(
          """
          INSERT INTO staff (id, name, role, created_at)
          VALUES ('s-2', 'Ben', 'agent', '2026-01-01T00:00:00.000Z')
          """
        )
      }
      var wins = 0
      for round in 1...rounds {
        let number = String(format: "CHT%06d", round * 2)
        let claim = ["order", "claim", number]
        let runs = try [claim, claim + ["--as", "Ben"]].map { try floor.start($0) }
        let outcomes = try runs.map { try $0.wait(seconds: 120) }
        #expect(outcomes.map(\.status).sorted() == [0, 1], "\(number)")
        let holder = try floor.text(
          """
          SELECT s.name FROM orders o JOIN staff s ON s.id = o.assignee_id
          WHERE o.order_number = \(number)
          """
        )
        let loser = try #require(outcomes.first { $0.status == 1 })
        #expect(loser.errorOutput.contains(try #require(holder)), "\(loser.errorOutput)")
        if holder == "Ben" { wins += 1 }
      }
      let lines = "SELECT count(*) FROM order_events WHERE kind = 'assignee'" as SQL
      #expect(try floor.number(lines) == rounds)
      try floor.expectSound()
      print("of \(rounds) claims by two processes at once Ben got \(wins)")
    }
  }
}
