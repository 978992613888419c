import Commerce
import Desk
import SQLiteKit
import Store
import Testing

/// One draft that two consoles of the same person keep.
@Suite struct SharedDraftTests {
  private let shop: Shop
  private let order: OrderID

  init() throws {
    shop = try Shop()
    order = try shop.order("CHT001")
  }

  private func save(
    _ body: String,
    from console: String,
    after base: String,
    staysOpen: Bool = true
  ) throws -> Receipt {
    let hand = DraftHand(console: console, base: base, staysOpen: staysOpen)
    return try shop.desk().perform([.saveDraft(order, kind: .reply, body: body, by: hand)])
  }

  private func bodies() throws -> [String] {
    try shop.texts("SELECT body AS text FROM drafts")
  }

  @Test func `words of both consoles are kept`() throws {
    _ = try save("Hello", from: "one", after: "")
    _ = try save("Hello Ana", from: "two", after: "Hello")
    let receipt = try save("Hello, it left", from: "one", after: "Hello")
    #expect(try bodies() == ["Hello Ana, it left"])
    #expect(receipt.changed.first?.before == "Hello Ana")
  }

  @Test func `words that differ altogether stand one below the other`() throws {
    _ = try save("Hello", from: "one", after: "")
    _ = try save("Good morning", from: "two", after: "")
    #expect(try bodies() == ["Hello\nGood morning"])
  }

  @Test func `a console that typed nothing more brings no sent words back`() throws {
    let desk = shop.desk()
    _ = try save("Hello", from: "one", after: "")
    _ = try desk.perform([.sendReply(order, body: "Hello")])
    _ = try save("Hello", from: "two", after: "Hello", staysOpen: false)
    #expect(try bodies() == [])
    _ = try save("Hello, and", from: "two", after: "Hello")
    #expect(try bodies() == ["Hello, and"])
  }

  @Test func `a reply that another console sent or changed is not sent again`() throws {
    let desk = shop.desk()
    var options = PerformOptions()
    options.ifDraft = DraftSeen(kind: .reply, body: "Hello")
    _ = try save("Hello", from: "one", after: "")
    _ = try save("Hello Ana", from: "two", after: "Hello")
    let changed = try shop.refusal {
      try desk.perform([.sendReply(order, body: "Hello")], options: options)
    }
    #expect(changed?.sentence.contains("was changed in another console") == true)
    _ = try desk.perform([.sendReply(order, body: "Hello Ana")])
    let sent = try shop.refusal {
      try desk.perform([.sendReply(order, body: "Hello")], options: options)
    }
    #expect(sent?.kind == .revisionConflict)
    #expect(sent?.sentence.contains("was sent or emptied in another console") == true)
    #expect(try shop.number("SELECT count(*) FROM messages WHERE body = 'Hello'") == 0)
  }

  @Test func `a draft knows which consoles have it open, until they put it away`() throws {
    func names() throws -> [String] {
      try shop.store.drafts(of: order, by: Shop.ana.id).first?.openIn.map(\.name) ?? []
    }
    _ = try save("Hello", from: "one", after: "")
    _ = try save("Hello Ana", from: "two", after: "Hello")
    #expect(try names() == ["one", "two"])
    _ = try save("Hello Ana", from: "one", after: "Hello Ana", staysOpen: false)
    #expect(try names() == ["two"])
    _ = try shop.desk().perform([.sendReply(order, body: "Hello Ana")])
    #expect(try shop.number("SELECT count(*) FROM draft_consoles") == 0)
  }
}
