import Foundation
import SQLiteKit
import Store
import TestSupport
import Testing

extension TheProgram {
  @Suite struct `Two people who take orders by hand` {
    @Test func `in two processes at once get numbers of their own, each the next`() throws {
      let rounds = Trials.count(8)
      let floor = try ShopFloor.withShop(orders: 2, messagesEach: 1)
      #expect(try floor.call("order", "priority", "CHT000002", "--to", "high").status == 0)
      let call = ["order", "new", "--item", "Mug=1@5", "--currency", "EUR", "--customer"]
      for round in 1...rounds {
        let runs = try ["Ana \(round)", "Ben \(round)"].map { try floor.start(call + [$0]) }
        for run in runs {
          let outcome = try run.wait(seconds: 120)
          #expect(outcome.status == 0, "\(outcome.errorOutput)")
        }
      }
      let numbers = """
        SELECT count(DISTINCT order_number) || ' ' || min(order_number) || ' ' || max(order_number)
        FROM orders WHERE order_number LIKE 'ORD-%-9%'
        """
      let words = try #require(try floor.text(SQL(raw: numbers))).split(separator: " ")
      #expect(words[0] == "\(2 * rounds)")
      #expect(words[1].hasSuffix("-900001"))
      #expect(words[2].hasSuffix(String(format: "-9%05d", 2 * rounds)))
      try floor.expectSound()
    }
  }
}
