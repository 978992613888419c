import Commerce
import Desk
import SQLiteKit
import Testing

@Suite struct NoteAndDraftTests {
  private let shop: Shop
  private let order: OrderID

  init() throws {
    shop = try Shop()
    order = try shop.order("CHT001")
  }

  @Test func `a note stands in the timeline and in the view, without the blanks around it`() throws
  {
    let receipt = try shop.desk(Shop.cleo).perform([.addNote(order, body: "  fragile\n")])
    #expect(receipt.summary == "note added to CHT001")
    #expect(try shop.timeline(order) == ["note >fragile"])
    #expect(try shop.texts("SELECT internal_notes AS text FROM unified_orders") == ["fragile"])
    #expect(try shop.chat(order) == [])
  }

  @Test(arguments: ["", "   ", "\n\t", "\u{200B}\u{200B}", "\u{2800}"])
  func `a note that nobody can see is refused`(body: String) throws {
    let refusal = try shop.refusal { try shop.desk().perform([.addNote(order, body: body)]) }
    #expect(refusal?.kind == .invalid)
    #expect(refusal?.sentence == "CHT001: a note needs at least one visible character")
    #expect(try shop.number("SELECT count(*) FROM audit") == 0)
  }

  @Test func `a note that is too long is refused`() throws {
    let body = String(repeating: "a", count: 10_001)
    let refusal = try shop.refusal { try shop.desk().perform([.addNote(order, body: body)]) }
    #expect(refusal?.sentence == "CHT001: a note has at most 10000 characters")
  }

  @Test func `a note takes its draft away, and its undo brings it back`() throws {
    let desk = shop.desk()
    _ = try desk.perform([.saveDraft(order, kind: .note, body: "frag")])
    _ = try desk.perform([.addNote(order, body: "fragile")])
    #expect(try drafts() == [])
    let receipt = try desk.undo()
    #expect(receipt.summary == "note on CHT001 taken back, its text is a draft again")
    #expect(try drafts() == ["note: fragile"])
    #expect(try shop.timeline(order) == ["note >fragile", "undo note>"])
    #expect(
      try shop.number("SELECT count(*) FROM unified_orders WHERE internal_notes IS NULL") == 1
    )
  }

  @Test func `a note leaves other words in the draft`() throws {
    let desk = shop.desk()
    _ = try desk.perform([.saveDraft(order, kind: .note, body: "ask the carrier first")])
    let receipt = try desk.perform([.addNote(order, body: "fragile")])
    #expect(receipt.summary == "note added to CHT001; the other words of your draft stay")
    #expect(try drafts() == ["note: ask the carrier first"])
  }

  @Test func `the audit trail has no words of a note`() throws {
    _ = try shop.desk().perform([.addNote(order, body: "secret word")])
    #expect(try shop.number("SELECT count(*) FROM audit WHERE detail LIKE '%secret%'") == 0)
    #expect(try shop.number("SELECT count(*) FROM audit") == 1)
  }

  // MARK: Drafts

  @Test func `a draft is kept per person and kind, and an empty one is forgotten`() throws {
    let ana = shop.desk()
    let ben = shop.desk(Shop.ben)
    _ = try ana.perform([.saveDraft(order, kind: .reply, body: "Dear")])
    _ = try ana.perform([.saveDraft(order, kind: .reply, body: "Dear Maria")])
    _ = try ana.perform([.saveDraft(order, kind: .note, body: "check")])
    _ = try ben.perform([.saveDraft(order, kind: .reply, body: "Hi")])
    #expect(try drafts() == ["note: check", "reply: Dear Maria", "reply: Hi"])
    _ = try ana.perform([.saveDraft(order, kind: .reply, body: "")])
    #expect(try drafts() == ["note: check", "reply: Hi"])
  }

  @Test func `a draft is no act`() throws {
    let desk = shop.desk()
    try desk.set(order, to: .packaged)
    let events = try shop.timeline(order)
    let receipt = try desk.perform([.saveDraft(order, kind: .reply, body: "Dear")])
    #expect(receipt.actID == nil)
    #expect(receipt.undoUntil == nil)
    #expect(try shop.timeline(order) == events)
    #expect(try shop.number("SELECT count(*) FROM audit") == 1)
    #expect(try shop.texts("SELECT title AS text FROM acts") == ["CHT001 is packaged"])
  }

  private func drafts() throws -> [String] {
    try shop.texts("SELECT kind || ': ' || body AS text FROM drafts ORDER BY kind, staff_id")
  }
}
