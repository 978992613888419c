import Commerce
import Desk
import SQLiteKit
import Store
import Testing

@Suite struct ContactDeskTests {
  private let shop: Shop
  private let order: OrderID

  init() throws {
    shop = try Shop()
    order = try shop.order("CHT001", status: .confirmed)
    try shop.sql(
      """
      UPDATE orders SET customer_email = 'maria@example.com', customer_phone = '+49 151 2345642',
        shipping_address = '{"street":"Via Roma 12","city":"Roma","postal_code":"00184","country":"IT"}'
      WHERE id = \(order)
      """
    )
    for person in [Shop.ana, Shop.cleo, Shop.dora] {
      try shop.sql(
        """
        INSERT INTO staff (id, name, role, os_user, created_at)
        VALUES (\(person.id), \(person.name), \(person.role), \(person.id), '2026-01-01T00:00:00Z')
        """
      )
    }
  }

  private func read(_ reader: ContactReader) throws -> OrderDetail {
    try #require(try shop.store.order(order, for: reader))
  }

  private func looks() throws -> Int? {
    try shop.number("SELECT count(*) FROM audit WHERE action = 'see_contact'")
  }

  @Test func `what nobody asked for is cut, and so it is for an agent`() throws {
    for reader in [ContactReader.nobody, shop.desk(Shop.cleo).reader, .staff(StaffID("nobody"))] {
      let detail = try read(reader)
      #expect(detail.isContactMasked)
      #expect(detail.customerEmail == "m…@example.com")
      #expect(detail.customerPhone == "+49 … 42")
      #expect(detail.shippingAddress == Address(city: "Roma", country: "IT"))
    }
    #expect(try read(.program).customerEmail == "maria@example.com")
    for person in [Shop.ana, Shop.dora] {
      #expect(try read(shop.desk(person).reader).customerPhone == "+49 151 2345642")
    }
  }

  @Test func `an agent sees it of an order that is theirs, noted once an hour`() throws {
    let desk = shop.desk(Shop.cleo)
    let refusal = try shop.refusal {
      _ = try desk.revealContact(of: order)
      return Receipt(actID: nil, summary: "")
    }
    #expect(refusal?.kind == .forbidden)
    #expect(refusal?.sentence.contains("take it first") == true)
    #expect(try looks() == 1, "who was refused is on record")
    _ = try desk.perform([.claim(order)])
    #expect(try read(desk.reader).isContactMasked)
    let before = try shop.number("SELECT count(*) FROM order_events")
    #expect(try read(desk.revealContact(of: order)).customerEmail == "maria@example.com")
    _ = try desk.revealContact(of: order)
    #expect(try looks() == 2)
    shop.clock.advance(seconds: 3_601)
    _ = try desk.revealContact(of: order)
    #expect(try looks() == 3)
    #expect(try shop.number("SELECT count(*) FROM order_events") == before)
    #expect(try shop.expectIntactAudit())
    _ = try shop.desk(Shop.ana).perform([.assign(order, to: Shop.ana.id)])
    #expect(try read(.staff(Shop.cleo.id, isRevealed: true)).isContactMasked)
  }

  @Test func `ops see it always, and nothing is noted of that`() throws {
    _ = try shop.desk(Shop.ana).revealContact(of: order)
    #expect(try looks() == 0)
  }

  @Test func `a role that was taken away counts at once`() throws {
    try shop.sql("UPDATE staff SET role = 'agent' WHERE id = 'ana'")
    #expect(try read(shop.desk(Shop.ana).reader).isContactMasked)
  }

  @Test func `an edit of an address tells an agent neither the address before nor the rest of it`()
    throws
  {
    let edit = OrderEdit(address: [.city: "Milano"])
    let agent = shop.desk(Shop.cleo)
    let rehearsal = try agent.perform(
      [.editOrder(order, edit)],
      options: PerformOptions(dryRun: true)
    )
    let done = try agent.perform([.editOrder(order, edit)])
    let undone = try agent.undo()
    for receipt in [rehearsal, done, undone] {
      let words = "\(receipt)"
      #expect(!words.contains("Via Roma"), "\(words)")
      #expect(!words.contains("00184"), "\(words)")
    }
    let street =
      "SELECT shipping_address ->> 'street' AS text FROM orders WHERE id = \(order)" as SQL
    #expect(try shop.texts(street) == ["Via Roma 12"])
    let lines = try read(agent.reader).timeline.flatMap { [$0.from, $0.to] }.compactMap(\.self)
    #expect(!lines.contains { $0.contains("Via Roma") }, "\(lines)")
    let whole = try read(.program).timeline.flatMap { [$0.from, $0.to] }.compactMap(\.self)
    #expect(whole.contains { $0.contains("Via Roma") })
  }

  @Test func `who is refused for another's change is not told the address`() throws {
    let seen = try #require(try shop.facts(order)?.revision)
    _ = try shop.desk().perform([.editOrder(order, OrderEdit(address: [.street: "Rua Nova 5"]))])
    let refusal = try shop.refusal {
      try shop.desk(Shop.cleo).perform(
        [.editOrder(order, OrderEdit(notes: "x"))],
        options: PerformOptions(ifRevision: seen)
      )
    }
    #expect(refusal?.kind == .revisionConflict)
    #expect(refusal?.sentence.contains("Rua Nova") == false)
  }
}
