import Commerce
import Desk
import SQLiteKit
import Store
import Testing

@Suite struct ShipTests {
  private let shop: Shop
  private let order: OrderID

  /// Three mugs and a pot, to be sent in any number of parcels.
  init() throws {
    shop = try Shop()
    order = try shop.order(
      "CHT001",
      items: #"""
        [{"product_id":"mug","name":"Mug","quantity":3,"unit_amount":300},
         {"product_id":"pot","name":"Pot","quantity":1,"unit_amount":300}]
        """#
    )
  }

  private func parcel(
    _ number: String,
    _ contents: [ParcelQuantity]? = nil,
    carrier: String? = "DHL"
  ) -> Operation {
    .ship(
      order,
      ShipmentNote(carrier: carrier, trackingNumbers: [number], contents: contents),
      reason: nil
    )
  }

  private func parcels() throws -> [Parcel] {
    try #require(try shop.store.order(order, for: .program)).parcels
  }

  private func quantity(_ sku: String, _ count: Int) -> ParcelQuantity {
    ParcelQuantity(sku: sku, quantity: count)
  }

  @Test func `one parcel with everything ships the order`() throws {
    let receipt = try shop.desk().perform([parcel(" 0034 ")])
    #expect(receipt.summary == "CHT001 is shipped")
    #expect(try shop.status(order) == .shipped)
    #expect(
      try shop.timeline(order) == [
        "status processing>packaged", "status packaged>shipped",
        "shipment >DHL: 3 × Mug, 1 × Pot", "tracking >0034",
      ]
    )
    let sent = try parcels()
    #expect(sent.map(\.contents) == ["3 × Mug, 1 × Pot"])
    #expect(sent.map(\.tracking) == ["DHL 0034"])
    #expect(try shop.store.order(order, for: .program)?.itemsToShip == [])
    #expect(
      try shop.texts("SELECT action || ' ' || (detail ->> 'shipment') AS text FROM audit") == [
        "ship DHL: 3 × Mug, 1 × Pot"
      ]
    )
    #expect(try shop.expectIntactAudit())
  }

  @Test func `a number is told from a longer one, and one with a comma is refused`() throws {
    _ = try shop.desk().perform([parcel("00341")])
    let again = Operation.setStatus(
      order,
      to: .shipped,
      shipment: ShipmentNote(carrier: "DHL", trackingNumber: "0034"),
      reason: nil
    )
    let refusal = try shop.refusal { try shop.desk().perform([again]) }
    let words = "is shipped already with 00341; to correct it to 0034"
    #expect(refusal?.sentence.contains(words) == true)
    let other = try shop.order("CHT002")
    let comma = ShipmentNote(carrier: "DHL", trackingNumber: "A1, B2")
    let split = try shop.refusal { try shop.desk().perform([.ship(other, comma, reason: nil)]) }
    #expect(
      split?.sentence == "CHT002: a tracking number has no comma; give those of A1, B2 one by one"
    )
  }

  @Test func `a parcel done again is the one that was taken back, or it is refused`() throws {
    try shop.hire(Shop.ana, Shop.ben)
    let desk = shop.desk()
    _ = try desk.perform([parcel("1", [quantity("mug", 1)])])
    _ = try desk.perform([parcel("2")])
    _ = try desk.undo()
    _ = try shop.desk(Shop.ben).perform([parcel("3", [quantity("mug", 1)], carrier: "UPS")])
    let refusal = try shop.refusal { try desk.redo() }
    #expect(refusal?.sentence.contains("cannot be done again: Ben entered the shipment") == true)
    _ = try shop.desk(Shop.ben).undo()
    _ = try desk.redo()
    #expect(try parcels().map(\.contents) == ["1 × Mug", "2 × Mug, 1 × Pot"])
  }

  @Test func `what staff sent keeps its number when the source tells of another`() throws {
    _ = try shop.desk().perform([parcel("TRACKONE")])
    let say = { (number: String?, day: Int) in
      try shop.sql(
        """
        UPDATE chat_orders SET metadata = json_object('tracking_number', \(number)),
          updated_at = \("2026-05-1\(day)T08:00:00Z") WHERE id = \(order)
        """
      )
    }
    try say(nil, 1)
    #expect(try shop.facts(order)?.trackingNumber == "TRACKONE")
    #expect(try shop.store.openConflicts(of: order, for: .program).isEmpty)
    for day in 2...3 {
      try say("THEIRS", day)
      #expect(try shop.facts(order)?.trackingNumber == "TRACKONE")
      #expect(
        try shop.store.openConflicts(of: order, for: .program).map(\.words)
          == ["tracking number TRACKONE here, THEIRS at the source"]
      )
    }
    let settle = { (side: ConflictSide) in
      Operation.settleConflict(order, field: "tracking_number", keep: side, seen: nil, reason: nil)
    }
    let theirs = try shop.refusal { try shop.desk().perform([settle(.theirs)]) }
    #expect(theirs?.sentence.contains("take the order a step back and ship it again") == true)
    _ = try shop.desk().perform([settle(.ours)])
    try say("THEIRS", 4)
    #expect(
      try shop.store.openConflicts(of: order, for: .program).isEmpty,
      "settled once is settled"
    )
  }

  @Test(arguments: [true, false])
  func `without a parcel of ours the order shows at once what the source said meanwhile`(
    isUndone: Bool
  ) throws {
    let desk = shop.desk()
    _ = try desk.perform([parcel("1", [quantity("mug", 2)])])
    try shop.sql(
      """
      UPDATE chat_orders SET metadata = json_object('tracking_number', 'THEIRS', 'carrier', 'UPS'),
        updated_at = '2026-05-12T08:00:00Z' WHERE id = \(order)
      """
    )
    #expect(try shop.facts(order)?.trackingNumber == "1")
    if isUndone {
      _ = try desk.undo()
    } else {
      _ = try desk.perform([.stepBack(order, reason: "wrong address on it")])
    }
    #expect(try shop.facts(order)?.trackingNumber == "THEIRS")
    #expect(try shop.facts(order)?.carrier == "UPS")
    #expect(try shop.store.openConflicts(of: order, for: .program).isEmpty, "both say the same now")
    _ = try desk.perform([parcel("2")])
    #expect(try shop.facts(order)?.trackingNumber == "THEIRS, 2")
  }

  @Test func `the rest follows in further parcels until nothing is left`() throws {
    let desk = shop.desk()
    let first = try desk.perform([parcel("1", [quantity("mug", 2)])])
    #expect(first.summary == "CHT001 is shipped; still to send: 1 × Mug, 1 × Pot")
    let second = try desk.perform([parcel("2", [quantity("pot", 1)], carrier: "UPS")])
    #expect(second.summary == "CHT001 has a further parcel; still to send: 1 × Mug")
    #expect(try shop.facts(order)?.carrier == "DHL, UPS")
    #expect(try shop.facts(order)?.trackingNumber == "1, 2")
    #expect(try desk.perform([parcel("3")]).summary == "CHT001 has a further parcel")
    #expect(try parcels().map(\.contents) == ["2 × Mug", "1 × Pot", "1 × Mug"])
    let nothing = try shop.refusal { try desk.perform([parcel("4")]) }
    #expect(nothing?.sentence == "CHT001: nothing is left to ship, all items are in a parcel")
    #expect(nothing?.kind == .invalid)
    #expect(try shop.number("SELECT count(*) FROM order_events WHERE kind = 'tracking'") == 3)
  }

  @Test(
    arguments: [
      ([("mug", 4)], "4 of mug cannot be sent: 1 to 3 are left to ship"),
      ([("mug", 0)], "0 of mug cannot be sent: 1 to 3 are left to ship"),
      ([("mug", -1)], "-1 of mug cannot be sent: 1 to 3 are left to ship"),
      ([("lid", 1)], "it has no item lid; it has mug, pot"),
      ([("mug", 1), ("mug", 1)], "mug is named twice; give its quantity once"),
      ([], "a parcel needs at least one item"),
    ] as [([(String, Int)], String)]
  )
  func `a parcel holds only what is left`(_ contents: [(String, Int)], _ rule: String) throws {
    let before = try shop.dump()
    let wanted = contents.map { quantity($0.0, $0.1) }
    let refusal = try shop.refusal { try shop.desk().perform([parcel("1", wanted)]) }
    #expect(refusal?.sentence == "CHT001: \(rule)")
    #expect(try shop.dump() == before)
  }

  @Test func `without a tracking number it needs a reason, which stays with the parcel`() throws {
    let carrierOnly = ShipmentNote(carrier: "DHL", trackingNumbers: [" "])
    for note in [ShipmentNote.untracked, carrierOnly] {
      let refusal = try shop.refusal { try shop.desk().perform([.ship(order, note, reason: " ")]) }
      #expect(refusal?.sentence.contains("carrier and tracking number, or a reason") == true)
    }
    _ = try shop.desk().perform([
      .ship(
        order,
        ShipmentNote(carrier: nil, trackingNumbers: [], contents: [quantity("pot", 1)]),
        reason: "own courier"
      )
    ])
    #expect(try parcels().map(\.reason) == ["own courier"])
    let further = try shop.refusal {
      try shop.desk().perform([.ship(order, carrierOnly, reason: nil)])
    }
    #expect(further?.sentence.contains("carrier and tracking number, or a reason") == true)
    _ = try shop.desk().perform([.ship(order, carrierOnly, reason: "letter post")])
    #expect(try parcels().map(\.reason) == ["own courier", "letter post"])
  }

  @Test func `an undo takes back the last parcel, then the one that shipped the order`() throws {
    let desk = shop.desk()
    let before = try shop.dump(besidesHistory: true)
    _ = try desk.perform([parcel("1", [quantity("mug", 2)])])
    let shipped = try shop.dump(besidesHistory: true)
    _ = try desk.perform([parcel("2")])
    #expect(try desk.undo().summary == "the further parcel of CHT001 is taken back")
    #expect(try shop.dump(besidesHistory: true) == shipped)
    #expect(try desk.redo().summary == "CHT001 has a further parcel")
    _ = try desk.undo()
    #expect(try desk.undo().summary == "CHT001 is processing again")
    #expect(try shop.dump(besidesHistory: true) == before)
    #expect(try desk.redo().summary == "CHT001 is shipped; still to send: 1 × Mug, 1 × Pot")
  }

  @Test func `the first parcel stays when somebody has sent another since`() throws {
    let desk = shop.desk()
    let first = try desk.perform([parcel("1", [quantity("mug", 2)])])
    _ = try shop.desk(Shop.ben).perform([parcel("2")])
    let refusal = try shop.refusal { try desk.undo(.act(try #require(first.actID))) }
    #expect(
      refusal?.sentence
        == "CHT001: cannot be taken back: "
        + "Ben entered the shipment DHL: 1 × Mug, 1 × Pot since"
    )
  }

  @Test func `a step back calls the parcels back, and what was in them can be sent again`() throws {
    let desk = shop.desk()
    _ = try desk.perform([parcel("1", [quantity("mug", 2)]), parcel("2")])
    let receipt = try desk.perform([.stepBack(order, reason: "wrong address on both")])
    #expect(receipt.summary == "CHT001 is packaged")
    #expect(try parcels() == [])
    #expect(try shop.facts(order)?.trackingNumber == nil)
    #expect(try shop.facts(order)?.carrier == nil)
    #expect(try shop.timeline(order).last == "shipment >called back: DHL 1; DHL 2")
    #expect(try desk.perform([parcel("3")]).summary == "CHT001 is shipped")
    _ = try desk.undo()
    #expect(try desk.undo().summary == "CHT001 is shipped again")
    #expect(try parcels().map(\.contents) == ["2 × Mug", "1 × Mug, 1 × Pot"])
    #expect(try shop.facts(order)?.trackingNumber == "1, 2")
  }

  @Test func `choosing the status shipped sends the same parcel`() throws {
    try shop.desk().set(order, to: .shipped)
    #expect(try parcels().map(\.contents) == ["3 × Mug, 1 × Pot"])
    #expect(try parcels().map(\.tracking) == ["DHL 0034"])
  }

  @Test func `only what is on its way to be shipped can be sent, by ops and admins`() throws {
    let pending = try shop.order("CHT002", status: .pending)
    let note = ShipmentNote(carrier: "DHL", trackingNumber: "1")
    let early = try shop.refusal { try shop.desk().perform([.ship(pending, note, reason: nil)]) }
    #expect(early?.kind == .illegal)
    let agent = shop.desk(Shop.cleo)
    #expect(try shop.refusal { try agent.perform([parcel("1")]) }?.kind == .forbidden)
    _ = try shop.desk().perform([parcel("1", [quantity("mug", 1)])])
    #expect(try shop.refusal { try agent.perform([parcel("2")]) }?.kind == .forbidden)
    try shop.desk().set(order, to: .delivered, reason: "handed over")
    let late = try shop.refusal { try shop.desk().perform([parcel("2")]) }
    #expect(late?.sentence == "CHT001: it is delivered; a further parcel needs a replacement")
  }

  @Test func `another tracking number for a shipped order is refused with the way to correct it`()
    throws
  {
    let desk = shop.desk()
    func set(_ number: String) -> Operation {
      let note = ShipmentNote(carrier: "DHL", trackingNumbers: [number])
      return .setStatus(order, to: .shipped, shipment: note, reason: nil)
    }
    _ = try desk.perform([set("WRONG1")])
    #expect(try desk.perform([set("WRONG1")]).summary == "CHT001 is shipped already")
    let refusal = try shop.refusal { try desk.perform([set("RIGHT2")]) }
    #expect(
      refusal?.sentence
        == "CHT001: is shipped already with WRONG1; to correct it to RIGHT2, take it a step back "
        + "with the reason and ship it again"
    )
  }

  @Test func `every tracking number finds the order`() throws {
    let note = ShipmentNote(carrier: "DHL", trackingNumbers: ["00340434", "JJD0001", "00340434"])
    _ = try shop.desk().perform([.ship(order, note, reason: nil)])
    #expect(try parcels().map(\.trackingNumbers) == [["00340434", "JJD0001"]])
    for number in ["40434", "jjd000"] {
      #expect(
        try shop.number(
          "SELECT count(*) FROM number_search WHERE number_search = \(number)"
        ) == 1
      )
    }
  }

  @Test func `many orders ship as one act, and one undo takes them all back`() throws {
    let orders = try (1...60).map { try shop.order("S\($0)", status: .packaged) }
    let cancelled = try shop.order("GONE", status: .cancelled)
    let before = try shop.dump(besidesHistory: true)
    let desk = shop.desk()
    let receipt = try desk.perform(
      (orders + [cancelled]).map { .ship($0, .untracked, reason: "own van") }
    )
    #expect(receipt.summary == "60 orders are shipped, 1 refused")
    #expect(try shop.number("SELECT count(*) FROM parcels") == 60)
    #expect(try desk.undo().summary == "took back 60 changes")
    #expect(try shop.dump(besidesHistory: true) == before)
    let agent = try shop.desk(Shop.cleo).perform(
      orders.map { .ship($0, .untracked, reason: "own van") }
    )
    #expect(agent.refused.count == 60)
  }
}
