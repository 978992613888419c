import Commerce
import Desk
import JSON
import SQLiteKit
import Store
import Synchronization
import TestSupport
import Testing

@Suite struct EmailDeskTests {
  private let shop: Shop
  private let order: OrderID
  private let text = EmailText(subject: "About {number}", body: "Dear {customer},\nÄ=.")

  init() throws {
    shop = try Shop()
    order = try shop.order("CHT001")
    try shop.sql("UPDATE orders SET customer_email = 'maria@example.com' WHERE id = \(order)")
  }

  @discardableResult
  private func write(by staff: Staff = Shop.ana) throws -> Receipt {
    try shop.desk(staff).perform([.sendEmail(order, text)])
  }

  private func states() throws -> [String] {
    try shop.texts("SELECT state || ' ' || attempts AS text FROM outbox ORDER BY serial")
  }

  private func email() throws -> SentEmail? { try shop.store.order(order)?.emails.last }

  @Test func `nothing leaves before its undo window has passed, and then once`() throws {
    let receipt = try write()
    #expect(receipt.summary == "e-mail to CHT001 is queued: About CHT001")
    let sent = SentEmails()
    let worker = shop.worker(sent)
    shop.clock.advance(seconds: 9.999)
    #expect(try worker.deliverDue() == DeliveryReport())
    #expect(try email()?.state == .waiting)
    shop.clock.advance(seconds: 0.001)
    #expect(try worker.deliverDue().sent == 1)
    #expect(try worker.deliverDue() == DeliveryReport())
    #expect(sent.all.map(\.recipient) == ["maria@example.com"])
    #expect(sent.all.map(\.text.subject) == ["About CHT001"])
    #expect(sent.all.map(\.text.body) == ["Dear Maria,\nÄ=."])
    #expect(try email()?.state == .sent)
    #expect(try shop.timeline(order) == ["email >About CHT001"])
  }

  @Test func `an undone e-mail never leaves, and done again it leaves once`() throws {
    try write()
    let before = try shop.dump(besidesHistory: true)
    _ = try shop.desk().undo()
    #expect(try states() == ["cancelled 0"])
    #expect(try email()?.state == .takenBack)
    _ = try shop.desk().redo()
    #expect(try shop.dump(besidesHistory: true).count == before.count + 1)
    shop.clock.advance(seconds: 10)
    let sent = SentEmails()
    #expect(try shop.worker(sent).deliverDue().sent == 1)
    #expect(sent.all.count == 1)
    #expect(try shop.refusal { try shop.desk().undo() }?.kind == .cannotUndo)
    #expect(try shop.expectIntactAudit())
  }

  @Test func `without a program it is kept, which is told, and leaves once there is one`() throws {
    try write()
    shop.clock.advance(seconds: 10)
    let none = shop.worker(NoMailer())
    #expect(try none.deliverDue().kept == 1)
    #expect(try none.keptCount() == 1)
    #expect(try email()?.story == "queued: kept: no e-mail program is set")
    #expect(try email()?.isHeld == true)
    let sent = SentEmails()
    #expect(try shop.worker(sent).deliverDue().sent == 1)
    #expect(try email()?.story == "sent")
    #expect(sent.all.count == 1)
  }

  @Test func `a failing e-mail is tried again as the same message, then parked and told`() throws {
    try write()
    shop.clock.advance(seconds: 10)
    let sent = SentEmails(failing: TransportFailure("no connection"))
    let worker = shop.worker(sent, policy: DeliveryPolicy(mostAttempts: 2))
    #expect(try worker.deliverDue().failed == 1)
    #expect(try shop.store.outboxCounts() == OutboxCounts(waiting: 1, failing: 1))
    shop.clock.advance(seconds: 5)
    #expect(try worker.deliverDue().parked == 1)
    #expect(try shop.store.outboxCounts() == OutboxCounts(waiting: 0, failing: 1))
    #expect(sent.all.count == 2)
    #expect(Set(sent.all.map(\.id)).count == 1)
    #expect(sent.all[0] == sent.all[1])
    #expect(try email()?.story == "failed: no connection")
    let line = try #require(try shop.store.order(order)?.timeline.last)
    #expect(line.to == "failed")
    #expect(line.from == "About CHT001")
    #expect(line.reason == "no connection")
    let id = try #require(try email()?.id)
    _ = try shop.desk().perform([.retryEmail(order, id)])
    #expect(try states() == ["waiting 0"])
    _ = try shop.desk().undo()
    #expect(try states() == ["parked 2"])
    _ = try shop.desk().perform([.retryEmail(order, id)])
    shop.clock.advance(seconds: 10)
    #expect(try shop.worker(SentEmails()).deliverDue().sent == 1)
  }

  @Test func `a worker that died leaves a lease, after which the same message is tried again`()
    throws
  {
    try write()
    shop.clock.advance(seconds: 10)
    let lease = OutboxLease(owner: "dead", until: shop.clock.now.advanced(byMilliseconds: 1_000))
    _ = try shop.store.database.write {
      try Outbox.take(.email, at: shop.clock.now, lease: lease, on: $0)
    }
    let sent = SentEmails()
    #expect(try shop.worker(sent).deliverDue() == DeliveryReport())
    let id = try #require(try email()?.id)
    #expect(
      try shop.refusal { try shop.desk().perform([.cancelEmail(order, id)]) }?.kind == .illegal
    )
    shop.clock.advance(seconds: 1)
    #expect(try shop.worker(sent).deliverDue().sent == 1)
    #expect(sent.all.map(\.id) == [id])
  }

  @Test func `of many orders those without an address are named, and the rest is one undo`() throws
  {
    let other = try shop.order("CHT002")
    let receipt = try shop.desk().perform([.sendEmail(order, text), .sendEmail(other, text)])
    #expect(receipt.summary == "1 e-mail is queued, 1 refused")
    #expect(
      receipt.refused.map(\.sentence) == ["CHT002: the customer's e-mail address is not known"]
    )
    _ = try shop.desk().undo()
    #expect(try states() == ["cancelled 0"])
  }

  @Test func `a status moved back and forth sends no e-mail at all`() throws {
    for _ in 0..<2 {
      try shop.desk().set(order, to: .packaged)
      _ = try shop.desk().undo()
    }
    try shop.desk().set(order, to: .shipped)
    #expect(try shop.number("SELECT count(*) FROM outbox") == 0)
  }

  // MARK: The message itself

  private func message(_ email: OutboundEmail, from sender: String) throws -> String {
    let input = Mutex<[UInt8]>([])
    let mailer = CommandMailer(from: try #require(EmailSender(sender))) { bytes in
      input.withLock { $0 = bytes }
      return .exited(0, errorOutput: "")
    }
    try mailer.send(email)
    return String(decoding: input.withLock { $0 }, as: UTF8.self)
  }

  private func email(name: String, subject: String, body: String) throws -> OutboundEmail {
    OutboundEmail(
      id: EmailID("id 1>"),
      recipient: "maria@example.com",
      recipientName: name,
      text: EmailText(subject: subject, body: body),
      writtenAt: try Instant(rfc3339: "2026-11-22T00:48:45.120Z")
    )
  }

  @Test func `the message has the headers that mail programs ask for`() throws {
    let email = try email(name: "Maria Rossi", subject: "Plain", body: "Hi\n.\nFrom me ")
    #expect(
      try message(email, from: "Oak <orders@example.org>") == """
        Date: Sun, 22 Nov 2026 00:48:45 +0000
        From: Oak
         <orders@example.org>
        To: Maria Rossi
         <maria@example.com>
        Subject: Plain
        Message-ID: <id.1.@example.org>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: quoted-printable

        Hi
        =2E
        =46rom me=20

        """
    )
  }

  @Test func `no name and no subject begins a header, and long or foreign ones are whole again`()
    throws
  {
    let name = "Zoë \"x\" <evil@x.org> Bcc: a@b.org, 山田太郎"
    let subject = String(repeating: "Größe 👩‍👩‍👧 ", count: 12) + "=?UTF-8?Q?x?="
    let body = String(repeating: "Straße = 100 % ", count: 20) + "\n\u{1F680}"
    let text = try message(
      try email(name: name, subject: subject, body: body),
      from: "orders@example.org"
    )
    #expect(text.split(separator: "\n").allSatisfy { $0.utf8.count <= 78 })
    #expect(text.utf8.allSatisfy { $0 == 10 || (0x20...0x7E).contains($0) })
    let script = """
      import email, email.header, email.policy, sys, json
      data = sys.stdin.buffer.read()
      m = email.message_from_bytes(data, policy=email.policy.default)
      raw = email.message_from_bytes(data)
      name = email.header.make_header(email.header.decode_header(raw["To"].split("<")[0].strip()))
      to = m["To"].addresses
      print(json.dumps([sorted(m.keys()), m["Subject"], m.get_content(), len(to), to[0].addr_spec,
        str(name), m["Date"].datetime.isoformat()]))
      """
    let file = try shop.folder.write(text, to: "message")
    let outcome = try ProgramRun.outcome(of: "python3", ["-c", script], input: file)
    try #require(outcome.status == 0, "\(outcome.errorOutput)")
    let answer = outcome.output
    let parts = try #require(try JSONValue(reading: answer).arrayValue)
    #expect(parts[0].arrayValue?.count == 8)
    #expect(parts[1].stringValue == subject)
    #expect(parts[2].stringValue == body + "\n")
    #expect(parts[3] == 1)
    #expect(parts[4] == "maria@example.com")
    #expect(parts[5].stringValue == name)
    #expect(parts[6] == "2026-11-22T00:48:45+00:00")
  }
}
