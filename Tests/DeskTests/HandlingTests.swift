import Commerce
import Desk
import Foundation
import SQLiteKit
import Store
import Synchronization
import TestSupport
import Testing

/// Who takes care of an order, its tags and its priority.
@Suite struct HandlingTests {
  private let shop: Shop
  private let order: OrderID

  init() throws {
    shop = try Shop()
    order = try shop.order("CHT001")
    try shop.hire(Shop.ana, Shop.ben, Shop.cleo, Shop.dora)
  }

  private func holder() throws -> String? { try shop.facts(order)?.assignment?.name }

  private func tags() throws -> [String] {
    try shop.texts("SELECT tag AS text FROM order_tags WHERE order_id = \(order) ORDER BY tag")
  }

  // MARK: Assign

  @Test func `an order is assigned to a colleague, to oneself and to nobody`() throws {
    let desk = shop.desk()
    #expect(
      try desk.perform([.assign(order, to: Shop.cleo.id)]).summary == "CHT001 is assigned to Cleo"
    )
    #expect(
      try desk.perform([.assign(order, to: Shop.ana.id)]).summary == "CHT001 is assigned to Ana"
    )
    #expect(try shop.facts(order)?.assignment?.since == shop.clock.now)
    let again = try desk.perform([.assign(order, to: Shop.ana.id)])
    #expect(again.summary == "CHT001 is assigned to Ana already")
    #expect(again.actID == nil)
    #expect(try desk.perform([.assign(order, to: nil)]).summary == "CHT001 is nobody's")
    #expect(try holder() == nil)
    #expect(
      try shop.timeline(order) == ["assignee >Cleo", "assignee Cleo>Ana", "assignee Ana>"]
    )
    #expect(
      try shop.texts("SELECT action AS text FROM audit ORDER BY seq")
        == ["assign", "assign", "assign"]
    )
    #expect(try shop.expectIntactAudit())
  }

  @Test func `an agent takes what is free and gives back what is theirs, no more`() throws {
    let cleo = shop.desk(Shop.cleo)
    _ = try cleo.perform([.assign(order, to: Shop.cleo.id)])
    let giving = try shop.refusal { try cleo.perform([.assign(order, to: Shop.ben.id)]) }
    #expect(giving?.kind == .forbidden)
    #expect(
      giving?.sentence
        == "CHT001: assigning orders to others, or taking theirs, needs ops or admin, "
        + "and you are agent"
    )
    _ = try cleo.perform([.assign(order, to: nil)])
    _ = try shop.desk(Shop.ben).perform([.assign(order, to: Shop.ben.id)])
    shop.clock.advance(seconds: 180)
    for taking in [Commerce.Operation.assign(order, to: Shop.cleo.id), .assign(order, to: nil)] {
      let refusal = try shop.refusal { try cleo.perform([taking]) }
      #expect(refusal?.kind == .forbidden)
      #expect(refusal?.sentence.hasPrefix("CHT001: Ben has had it for 3 min; assigning") == true)
    }
    #expect(try holder() == "Ben")
  }

  @Test func `nobody is assigned who is not known here`() throws {
    let refusal = try shop.refusal {
      try shop.desk().perform([.assign(order, to: StaffID("zoe"))])
    }
    #expect(refusal?.kind == .invalid)
    #expect(refusal?.sentence == "CHT001: zoe is not known as staff of this store")
  }

  // MARK: Claim

  @Test func `a claim of what somebody has is told who and since when`() throws {
    _ = try shop.desk(Shop.ben).perform([.claim(order)])
    #expect(
      try shop.desk(Shop.ben).perform([.claim(order)]).summary == "CHT001 is yours already"
    )
    for (seconds, words) in [(0.5, "got it just now"), (11, "has had it for 11 s")] {
      shop.clock.advance(seconds: seconds)
      let refusal = try shop.refusal { try shop.desk(Shop.cleo).perform([.claim(order)]) }
      #expect(refusal?.kind == .revisionConflict)
      #expect(refusal?.sentence == "CHT001: Ben \(words)")
    }
    let ops = try shop.refusal { try shop.desk(Shop.ana).perform([.claim(order)]) }
    #expect(
      ops?.sentence == "CHT001: Ben has had it for 11 s; assign it to yourself to take it over"
    )
  }

  @Test func `of two who claim at once exactly one wins each time`() throws {
    let people = [Shop.ana, Shop.cleo]
    let desks = try people.map { person in
      shop.desk(person, store: try Store(at: shop.store.path, label: person.name))
    }
    var wins = [0, 0]
    let rounds = Trials.count(200)
    for round in 1...rounds {
      let id = try shop.order("R\(round)")
      let outcomes = Mutex<[Int: Refusal]>([:])
      let ready = Atomic<Int>(0)
      DispatchQueue.concurrentPerform(iterations: 2) { turn in
        // Each begins as the first of the two every second time.
        let place = (turn + round) % 2
        ready.add(1, ordering: .acquiringAndReleasing)
        // Both go together; where one thread must do for both, the first waits no longer than this.
        var waits = 0
        while ready.load(ordering: .acquiring) < 2, waits < 1_000_000 { waits += 1 }
        do {
          _ = try desks[place].perform([.claim(id)])
        } catch {
          let refusal = error as? Refusal ?? Refusal(.invalid, sentence: "\(error)")
          outcomes.withLock { $0[place] = refusal }
        }
      }
      let refusals = outcomes.withLock { $0 }
      let loser = try #require(refusals.keys.first)
      #expect(refusals.count == 1, "round \(round): \(refusals)")
      let winner = people[1 - loser]
      #expect(try shop.facts(id)?.assignment?.staff == winner.id)
      #expect(refusals[loser]?.kind == .revisionConflict)
      #expect(refusals[loser]?.sentence.contains("\(winner.name) got it just now") == true)
      wins[1 - loser] += 1
    }
    #expect(wins[0] + wins[1] == rounds)
    #expect(try shop.number("SELECT count(*) FROM order_events WHERE kind = 'assignee'") == rounds)
    print("of \(rounds) claims by two at once Ana got \(wins[0]) and Cleo \(wins[1])")
    #expect(try shop.expectIntactAudit())
  }

  // MARK: Undo of it

  @Test func `undo gives the order back to whom it was, since when it was`() throws {
    _ = try shop.desk(Shop.ben).perform([.claim(order)])
    let before = try shop.facts(order)?.assignment
    shop.clock.advance(seconds: 60)
    let ana = shop.desk()
    _ = try ana.perform([.assign(order, to: Shop.ana.id)])
    #expect(try ana.undo().summary == "CHT001 is assigned to Ben again")
    #expect(try shop.facts(order)?.assignment == before)
    #expect(try shop.timeline(order).last == "undo assigned to Ana>assigned to Ben")
    #expect(try ana.redo().summary == "CHT001 is assigned to Ana")
  }

  @Test func `undo is refused when somebody assigned it since, with name and change`() throws {
    let cleo = shop.desk(Shop.cleo)
    _ = try cleo.perform([.claim(order)])
    _ = try shop.desk(Shop.ben).perform([.assign(order, to: Shop.dora.id)])
    let refusal = try shop.refusal { try cleo.undo() }
    #expect(refusal?.kind == .cannotUndo)
    #expect(
      refusal?.sentence.hasSuffix("\" cannot be taken back: Ben assigned it to Dora since") == true
    )
    #expect(try holder() == "Dora")
  }

  @Test func `another field that changed since does not stand in the way`() throws {
    let ana = shop.desk()
    let ben = shop.desk(Shop.ben)
    _ = try ana.perform([.claim(order)])
    _ = try ben.perform([.tag(order, TagEdit(words: "vip")), .setPriority(order, to: .high)])
    try ben.set(order, to: .packaged)
    #expect(try ana.undo().summary == "CHT001 is nobody's again")
  }

  // MARK: Tags

  @Test func `tags are kept in small letters, each once, and taken off again`() throws {
    let desk = shop.desk(Shop.cleo)
    #expect(
      try desk.perform([.tag(order, TagEdit(words: "VIP gift #Vip"))]).summary
        == "CHT001 is tagged gift, vip"
    )
    #expect(try tags() == ["gift", "vip"])
    #expect(
      try desk.perform([.tag(order, TagEdit(words: "vip"))]).summary
        == "CHT001 is tagged gift, vip already"
    )
    #expect(
      try desk.perform([.tag(order, TagEdit(words: "late -GIFT -vip"))]).summary
        == "CHT001 is tagged late"
    )
    #expect(
      try desk.perform([.tag(order, TagEdit(words: "-late"))]).summary == "CHT001 has no tags"
    )
    #expect(
      try shop.timeline(order)
        == ["tags >gift, vip", "tags gift, vip>late", "tags late>"]
    )
  }

  @Test func `what is no tag, and too many, are refused and change nothing`() throws {
    let desk = shop.desk()
    let many = TagEdit(add: (1...20).map { "t\($0)" }, remove: [])
    _ = try desk.perform([.tag(order, many)])
    let before = try shop.dump()
    for (edit, sentence) in [
      (TagEdit(add: ["a\u{1B}[2J"], remove: []), "without U+001B"),
      (TagEdit(add: [String(repeating: "x", count: 33)], remove: []), "at most 32 characters"),
      (TagEdit(add: ["one-more"], remove: []), "an order has at most 20 tags; remove some first"),
      (TagEdit(add: [], remove: []), "name a tag to add or to remove"),
    ] {
      let refusal = try shop.refusal { try desk.perform([.tag(order, edit)]) }
      #expect(refusal?.kind == .invalid)
      #expect(refusal?.sentence.contains(sentence) == true, "\(refusal?.sentence ?? "done")")
    }
    #expect(try shop.dump() == before)
  }

  @Test func `undo brings the tags back, and is refused when somebody tagged it since`() throws {
    let ana = shop.desk()
    _ = try ana.perform([.tag(order, TagEdit(words: "vip pending"))])
    _ = try ana.perform([.tag(order, TagEdit(words: "late -vip"))])
    #expect(try ana.undo().summary == "CHT001 is tagged pending, vip again")
    #expect(try tags() == ["pending", "vip"])
    _ = try shop.desk(Shop.ben).perform([.tag(order, TagEdit(words: "gift"))])
    let refusal = try shop.refusal { try ana.undo() }
    #expect(
      refusal?.sentence.hasSuffix("\" cannot be taken back: Ben tagged it gift, pending, vip since")
        == true
    )
    #expect(try tags() == ["gift", "pending", "vip"])
  }

  // MARK: Priority

  @Test func `a priority is set, taken back, and kept when somebody changed it since`() throws {
    let ana = shop.desk()
    #expect(
      try ana.perform([.setPriority(order, to: .urgent)]).summary == "CHT001 has priority urgent"
    )
    #expect(
      try ana.perform([.setPriority(order, to: .urgent)]).summary
        == "CHT001 has priority urgent already"
    )
    #expect(try ana.undo().summary == "CHT001 has priority medium again")
    _ = try ana.redo()
    _ = try shop.desk(Shop.cleo).perform([.setPriority(order, to: .low)])
    let refusal = try shop.refusal { try ana.undo() }
    #expect(
      refusal?.sentence.hasSuffix("\" cannot be taken back: Cleo gave it priority low since")
        == true
    )
    #expect(try shop.facts(order)?.priority == .low)
  }

  // MARK: As every operation

  @Test func `a repair from the checkout leaves them alone`() throws {
    let ana = shop.desk()
    _ = try ana.perform([
      .claim(order), .tag(order, TagEdit(words: "vip")), .setPriority(order, to: .low),
    ])
    try shop.sql("UPDATE orders SET total_amount = 1 WHERE id = \(order)")
    _ = try ana.perform([.repairFromSync(order)])
    #expect(try shop.number("SELECT total_amount FROM orders WHERE id = \(order)") == 1_200)
    #expect(try holder() == "Ana")
    #expect(try tags() == ["vip"])
    #expect(try shop.facts(order)?.priority == .low)
  }

  @Test func `a dry run says what would be and leaves nothing`() throws {
    let before = try shop.dump()
    let desk = shop.desk()
    let options = PerformOptions(dryRun: true)
    let answers = try [
      Commerce.Operation.claim(order), .assign(order, to: Shop.ben.id),
      .tag(order, TagEdit(words: "vip")), .setPriority(order, to: .high),
    ].map { try desk.perform([$0], options: options).summary }
    #expect(
      answers == [
        "CHT001 is assigned to Ana (now nobody's)", "CHT001 is assigned to Ben (now nobody's)",
        "CHT001 is tagged vip (now no tags)", "CHT001 has priority high (now medium)",
      ]
    )
    #expect(try shop.dump() == before)
  }

  @Test func `who has not seen the newest revision is told what changed`() throws {
    let seen = try #require(try shop.facts(order)).revision
    let ben = shop.desk(Shop.ben)
    _ = try ben.perform([.tag(order, TagEdit(words: "vip"))])
    _ = try ben.perform([.claim(order)])
    let refusal = try shop.refusal {
      try shop.desk().perform(
        [.setPriority(order, to: .low)],
        options: PerformOptions(ifRevision: seen)
      )
    }
    #expect(refusal?.kind == .revisionConflict)
    #expect(
      refusal?.sentence.contains("(Ben assigned it to Ben, Ben tagged it vip)") == true,
      "\(refusal?.sentence ?? "done")"
    )
  }

  @Test func `the same key twice is one change`() throws {
    let desk = shop.desk()
    let options = PerformOptions(idempotencyKey: "k-1")
    let first = try desk.perform([.tag(order, TagEdit(words: "vip"))], options: options)
    let second = try desk.perform([.tag(order, TagEdit(words: "vip"))], options: options)
    #expect(second.isReplay)
    #expect(second.actID == first.actID)
    #expect(try shop.number("SELECT count(*) FROM order_events WHERE kind = 'tags'") == 1)
  }

  @Test func `many at once are one act and one undo, refusals apart`() throws {
    let orders = try (1...5).map { try shop.order("B\($0)") }
    _ = try shop.desk(Shop.ben).perform([.claim(orders[2])])
    let ana = shop.desk()
    let claimed = try ana.perform(orders.map { .claim($0) })
    #expect(claimed.summary == "4 orders are yours, 1 refused")
    #expect(claimed.refused.map(\.orderNumber) == ["B3"])
    #expect(try ana.undo().summary == "took back 4 changes")
    let held = "SELECT count(*) FROM orders WHERE assignee_id IS NOT NULL" as SQL
    #expect(try shop.number(held) == 1)
    _ = try ana.perform(orders.map { .setPriority($0, to: .urgent) })
    #expect(try shop.number("SELECT count(*) FROM orders WHERE priority = 'urgent'") == 5)
    #expect(try ana.undo().summary == "took back 5 changes")
    #expect(try shop.number("SELECT count(*) FROM orders WHERE priority = 'medium'") == 6)
  }
}

extension Shop {
  /// Makes people known to the store, as their first start of the program does.
  func hire(_ people: Staff...) throws {
    for person in people {
      try store.database.write { try StaffTable.insert(person, at: self.clock.now, on: $0) }
    }
  }
}
