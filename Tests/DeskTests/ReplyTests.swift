import Commerce
import Desk
import SQLiteKit
import Store
import Testing

@Suite struct ReplyTests {
  private let shop: Shop
  private let order: OrderID

  init() throws {
    shop = try Shop()
    order = try shop.order("CHT001")
  }

  @Test func `a reply is queued and waits for its undo window`() throws {
    try shop.customerWrites("Where is it?", to: order, message: "m1")
    let desk = shop.desk(Shop.cleo)
    _ = try desk.perform([.saveDraft(order, kind: .reply, body: "On it")])

    let receipt = try desk.perform([.sendReply(order, body: "On its way ")])

    #expect(receipt.summary == "reply to CHT001 is queued")
    #expect(
      try shop.chat(order)
        == ["customer: Where is it? (delivered)", "agent: On its way (queued)"]
    )
    #expect(try shop.timeline(order) == ["message >reply"])
    #expect(try outbox() == ["waiting 2026-05-04T09:00:10.000Z"])
    #expect(try shop.number("SELECT count(*) FROM drafts") == 0)
    #expect(try shop.number("SELECT sum(unread_count) FROM conversations") == 0)
  }

  @Test func `an empty or endless reply is refused`() throws {
    for body in ["", " \n", "\u{FEFF}", String(repeating: "a", count: 4097)] {
      let refusal = try shop.refusal { try shop.desk().perform([.sendReply(order, body: body)]) }
      #expect(refusal?.kind == .invalid)
    }
    #expect(try shop.chat(order) == [])
  }

  @Test func `a closed chat takes no reply, an archived one opens again`() throws {
    try shop.sql("UPDATE conversations SET state = 'closed'")
    let refusal = try shop.refusal { try shop.desk().perform([.sendReply(order, body: "Hi")]) }
    #expect(refusal?.kind == .illegal)
    try shop.sql("UPDATE conversations SET state = 'archived'")
    _ = try shop.desk().perform([.sendReply(order, body: "Hi")])
    #expect(try shop.texts("SELECT state AS text FROM conversations") == ["active"])
  }

  @Test func `words written since a reply was taken back outlive its redo`() throws {
    let desk = shop.desk()
    _ = try desk.perform([.sendReply(order, body: "Your parcel costs 5")])
    _ = try desk.undo()
    _ = try desk.perform([.saveDraft(order, kind: .reply, body: "Your parcel costs 50")])
    let receipt = try desk.redo()
    #expect(receipt.summary == "reply to CHT001 is queued; the other words of your draft stay")
    #expect(try shop.texts("SELECT body AS text FROM drafts") == ["Your parcel costs 50"])
    _ = try desk.undo()
    let both = "Your parcel costs 5\nYour parcel costs 50"
    #expect(try shop.texts("SELECT body AS text FROM drafts") == [both])
    _ = try desk.redo()
    #expect(try shop.texts("SELECT body AS text FROM drafts") == ["Your parcel costs 50"])
  }

  @Test func `an undone reply was never sent, and its text and the unread marks are back`() throws {
    try shop.customerWrites("Where is it?", to: order, message: "m1")
    let desk = shop.desk()
    let sent = SentMessages()
    _ = try desk.perform([.sendReply(order, body: "Soon")])
    _ = try desk.perform([.saveDraft(order, kind: .reply, body: "and one thing more")])

    let receipt = try desk.undo()

    #expect(receipt.summary == "reply to CHT001 was not sent, its text is a draft again")
    #expect(try shop.chat(order) == ["customer: Where is it? (delivered)"])
    #expect(try outbox() == ["cancelled 2026-05-04T09:00:10.000Z"])
    #expect(try shop.texts("SELECT body AS text FROM drafts") == ["Soon\nand one thing more"])
    #expect(try shop.number("SELECT sum(unread_count) FROM conversations") == 1)
    #expect(try shop.timeline(order) == ["message >reply", "undo reply>"])
    shop.clock.advance(seconds: 3600)
    #expect(try shop.worker(sent).deliverDue() == DeliveryReport())
    #expect(sent.keys.isEmpty)
  }

  @Test func `a reply that has left cannot be taken back`() throws {
    let desk = shop.desk()
    _ = try desk.perform([.sendReply(order, body: "Soon")])
    shop.clock.advance(seconds: 10)
    let late = try shop.refusal { try desk.undo() }
    #expect(late?.kind == .cannotUndo)
    #expect(late?.sentence.hasPrefix("too late to undo \"reply to CHT001 is queued\"") == true)
    #expect(late?.sentence.hasSuffix("while it has not left, else write again") == true)
    // Another machine's clock may be ahead: what it has sent is sent, whatever ours says.
    _ = try shop.worker(SentMessages()).deliverDue()
    shop.clock.advance(seconds: -5)
    let gone = try shop.refusal { try desk.undo() }
    #expect(
      gone?.sentence
        == "\"reply to CHT001 is queued\" cannot be taken back: the reply is on its way already"
    )
    #expect(try shop.chat(order) == ["agent: Soon (sent)"])
  }

  @Test func `a reply done again is sent once`() throws {
    let desk = shop.desk()
    let sent = SentMessages()
    _ = try desk.perform([.sendReply(order, body: "Soon")])
    _ = try desk.undo()
    let receipt = try desk.redo()
    #expect(receipt.summary == "reply to CHT001 is queued")
    #expect(try shop.number("SELECT count(*) FROM drafts") == 0)
    shop.clock.advance(seconds: 10)
    _ = try shop.worker(sent).deliverDue()
    #expect(sent.bodies == ["Soon"])
    #expect(try shop.chat(order) == ["agent: Soon (sent)"])
  }

  // MARK: Retry

  @Test func `a parked reply is tried again under its own key`() throws {
    let desk = shop.desk()
    _ = try desk.perform([.sendReply(order, body: "Soon")])
    shop.clock.advance(seconds: 10)
    let refusing = FlakyTransport { _ in
      .fail(TransportFailure("no such number", isPermanent: true))
    }
    #expect(try shop.worker(refusing).deliverDue().parked == 1)
    #expect(try shop.chat(order) == ["agent: Soon (failed)"])
    let message = try #require(try shop.texts("SELECT message_id AS text FROM outbox").first)

    let receipt = try desk.perform([.retryReply(order, MessageID(message))])

    #expect(receipt.summary == "reply to CHT001 is queued again")
    #expect(try shop.chat(order) == ["agent: Soon (queued)"])
    _ = try desk.undo()
    #expect(try shop.chat(order) == ["agent: Soon (failed)"])
    #expect(
      try shop.texts("SELECT failure AS text FROM messages WHERE failure IS NOT NULL")
        == ["no such number"]
    )
    _ = try desk.perform([.retryReply(order, MessageID(message))])
    let sent = SentMessages()
    #expect(try shop.worker(sent).deliverDue().sent == 0)
    shop.clock.advance(seconds: 10)
    #expect(try shop.worker(sent).deliverDue().sent == 1)
    #expect(sent.keys == [message])
    #expect(try shop.chat(order) == ["agent: Soon (sent)"])
  }

  @Test func `only a failed reply of ours can be tried again`() throws {
    try shop.customerWrites("Where?", to: order, message: "m1")
    let desk = shop.desk()
    _ = try desk.perform([.sendReply(order, body: "Soon")])
    let message = try #require(try shop.texts("SELECT message_id AS text FROM outbox").first)
    let waiting = try shop.refusal { try desk.perform([.retryReply(order, MessageID(message))]) }
    #expect(waiting?.sentence == "CHT001: that reply has not failed, it is queued")
    let theirs = try shop.refusal { try desk.perform([.retryReply(order, MessageID("m1"))]) }
    #expect(theirs?.kind == .illegal)
    let nobody = try shop.refusal { try desk.perform([.retryReply(order, MessageID("x"))]) }
    #expect(nobody?.kind == .notFound)
    let other = try shop.order("CHT002")
    let elsewhere = try shop.refusal { try desk.perform([.retryReply(other, MessageID("m1"))]) }
    #expect(elsewhere?.kind == .notFound)
  }

  @Test func `a reply that failed in the source is taken over`() throws {
    try shop.sql(
      """
      INSERT INTO messages (id, conversation_id, sender_role, sender_name, body, sent_at, status)
      VALUES ('old', 'session-CHT001', 'agent', 'Ana', 'Hi', '2026-05-02T00:00:00.000Z', 'failed')
      """
    )
    _ = try shop.desk().perform([.retryReply(order, MessageID("old"))])
    shop.clock.advance(seconds: 10)
    let sent = SentMessages()
    _ = try shop.worker(sent).deliverDue()
    #expect(sent.keys == ["old"])
  }

  private func outbox() throws -> [String] {
    try shop.texts("SELECT state || ' ' || due_at AS text FROM outbox ORDER BY serial")
  }
}
