import Commerce
import Desk
import Foundation
import SQLiteKit
import Store
import Synchronization
import Testing

/// Several people at once on one file, each with connections of their own.
@Suite struct TwoDesksTests {
  @Test func `thousands of changes at once lose nothing, and the chain verifies`() throws {
    let shop = try Shop()
    let orders = try (1...20).map { try shop.order("T\($0)") }
    let people = [Shop.ana, Shop.ben, Shop.dora]
    let desks = try people.map { person in
      shop.desk(person, store: try Store(at: shop.store.path, label: person.name))
    }
    let notes = 400
    let problems = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: desks.count) { place in
      do {
        for number in 0..<notes {
          let id = orders[(number * 7 + place) % orders.count]
          _ = try desks[place].perform([.addNote(id, body: "\(place)-\(number)")])
          if number.isMultiple(of: 8) { _ = try desks[place].undo() }
        }
      } catch {
        problems.withLock { $0.append("\(people[place].name): \(error)") }
      }
    }
    #expect(problems.withLock { $0 } == [])
    let undone = desks.count * notes / 8
    let written = desks.count * notes
    #expect(try shop.number("SELECT count(*) FROM order_events WHERE kind = 'note'") == written)
    #expect(
      try shop.number("SELECT count(DISTINCT to_value) FROM order_events WHERE kind = 'note'")
        == written
    )
    #expect(try shop.number("SELECT count(*) FROM audit") == written + undone)
    #expect(try shop.number("SELECT count(*) FROM acts WHERE undone_by IS NOT NULL") == undone)
    let drift = try shop.number(
      """
      SELECT count(*) FROM orders o
      WHERE revision <> (SELECT count(*) FROM order_events e WHERE e.order_id = o.id)
      """
    )
    #expect(drift == 0)
    #expect(try shop.expectIntactAudit())
    #expect(try shop.store.database.integrityCheck() == [])
  }

  @Test func `of two who have seen the same revision exactly one wins each round`() throws {
    let shop = try Shop()
    let order = try shop.order("CHT001")
    let people = [Shop.ana, Shop.ben]
    let desks = try people.map { person in
      shop.desk(person, store: try Store(at: shop.store.path, label: person.name))
    }
    for round in 1...60 {
      let seen = try #require(try shop.facts(order)).revision
      let outcomes = Mutex<[Refusal.Kind?]>([])
      DispatchQueue.concurrentPerform(iterations: 2) { place in
        do {
          let options = PerformOptions(ifRevision: seen)
          let body = "round \(round) of \(people[place].name)"
          _ = try desks[place].perform([.addNote(order, body: body)], options: options)
          outcomes.withLock { $0.append(nil) }
        } catch {
          outcomes.withLock { $0.append((error as? Refusal)?.kind ?? .invalid) }
        }
      }
      #expect(outcomes.withLock { Set($0) } == [nil, .revisionConflict])
    }
    #expect(try shop.number("SELECT count(*) FROM order_events WHERE kind = 'note'") == 60)
  }

  @Test func `two workers on one outbox send each reply once`() throws {
    let shop = try Shop()
    let orders = try (1...10).map { try shop.order("W\($0)") }
    for number in 1...6 {
      for id in orders { _ = try shop.desk().perform([.sendReply(id, body: "\(number)")]) }
    }
    shop.clock.advance(seconds: 10)
    let sent = SentMessages()
    let workers = [shop.worker(sent, owner: "one"), shop.worker(sent, owner: "two")]
    let problems = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 2) { place in
      do {
        _ = try workers[place].deliverDue()
      } catch {
        problems.withLock { $0.append("\(error)") }
      }
    }
    #expect(problems.withLock { $0 } == [])
    #expect(sent.keys.count == 60)
    #expect(Set(sent.keys).count == 60)
    for id in orders {
      let bodies = sent.all.filter { $0.orderID == id }.map(\.body)
      #expect(bodies == (1...6).map(String.init))
    }
  }
}
