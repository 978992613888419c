import JSON
import SQLiteKit
import TestSupport
import Testing

/// A way to change something, as typed.
struct WritingCall: Sendable, CustomTestStringConvertible {
  var words: [String]
  var takesChangeOptions = true

  var testDescription: String { words.joined(separator: " ") }

  /// Every command that can write; the table is checked for others below.
  static let all = [
    WritingCall(words: ["order", "status", "CHT000002", "--to", "packaged"]),
    WritingCall(words: ["order", "ship", "CHT000002", "--no-tracking", "own van"]),
    WritingCall(words: ["order", "cancel", "CHT000002", "--reason", "out of stock"]),
    WritingCall(words: ["order", "back", "CHT000002", "--reason", "set by mistake"]),
    WritingCall(words: ["order", "note", "CHT000002", "a note"]),
    WritingCall(words: ["order", "edit", "CHT000002", "--city", "Porto"]),
    WritingCall(words: ["order", "note", "CHT000002", "--customer", "a bulb is in it"]),
    WritingCall(words: ["order", "assign", "CHT000002", "--to", "mara"]),
    WritingCall(words: ["order", "claim", "CHT000002"]),
    WritingCall(words: ["order", "tag", "CHT000002", "--add", "vip"]),
    WritingCall(words: ["order", "priority", "CHT000002", "--to", "urgent"]),
    WritingCall(words: ["order", "capture", "CHT000010", "--reference", "list 7"]),
    WritingCall(
      words: ["refund", "request", "CHT000002", "--shipping", "--reason", "not_received"]
    ),
    WritingCall(words: ["refund", "approve", "r-open"]),
    WritingCall(words: ["refund", "retry", "r-kept"]),
    WritingCall(words: ["refund", "cancel", "r-open", "--reason", "a mistake"]),
    WritingCall(
      words: [
        "refund", "resolve", "r-unknown", "--to", "succeeded", "--reference", "re_1", "--reason",
        "seen there",
      ]
    ),
    WritingCall(
      words: ["order", "new", "--customer", "Ana", "--item", "Lamp=1@49.00", "--currency", "EUR"]
    ),
    WritingCall(words: ["order", "replace", "CHT000004", "--reason", "defect"]),
    WritingCall(words: ["order", "email", "CHT000002", "--subject", "Hello", "--body", "Soon."]),
    WritingCall(words: ["order", "snooze", "CHT000002", "--until", "message"]),
    WritingCall(words: ["order", "unsnooze", "CHT000020"]),
    WritingCall(words: ["return", "request", "CHT000004", "--reason", "damaged"]),
    WritingCall(words: ["return", "approve", "ORD-2026-000005", "R1"]),
    WritingCall(words: ["return", "reject", "ORD-2026-000005", "R1", "--reason", "late"]),
    WritingCall(words: ["return", "cancel", "ORD-2026-000005", "R1", "--reason", "kept"]),
    WritingCall(words: ["return", "transit", "ORD-2026-000011", "R1"]),
    WritingCall(words: ["return", "receive", "ORD-2026-000017", "R1"]),
    WritingCall(words: ["return", "close", "CHT000016", "R1"]),
    WritingCall(words: ["email", "retry", "CHT000022", "mail-22"]),
    WritingCall(words: ["email", "cancel", "CHT000024", "mail-24"]),
    WritingCall(words: ["chat", "send", "CHT000002", "a reply"]),
    WritingCall(words: ["chat", "retry", "CHT000002", "failed-1"]),
    WritingCall(words: ["chat", "cancel", "CHT000002", "held-1"]),
    WritingCall(words: ["chat", "read", "CHT000002"]),
    WritingCall(words: ["chat", "draft", "CHT000002", "a draft"], takesChangeOptions: false),
    WritingCall(words: ["sync", "--from", "feed.ndjson", "--full"], takesChangeOptions: false),
    WritingCall(words: ["sync", "repair"], takesChangeOptions: false),
    WritingCall(words: ["sync", "retry"], takesChangeOptions: false),
    WritingCall(words: ["sync", "order", "CHT000002"]),
    WritingCall(words: ["sync", "settle", "CHT000002", "--keep", "ours"]),
    WritingCall(words: ["sync", "discard", "1", "--reason", "a test"], takesChangeOptions: false),
    WritingCall(words: ["outbox", "deliver"], takesChangeOptions: false),
    WritingCall(words: ["staff", "add", "Zoe"], takesChangeOptions: false),
    WritingCall(
      words: ["staff", "set", "mara", "--availability", "away"],
      takesChangeOptions: false
    ),
    WritingCall(
      words: ["view", "save", "Chats", "--query", "source:chat", "--shared"],
      takesChangeOptions: false
    ),
    WritingCall(words: ["view", "delete", "Kept"], takesChangeOptions: false),
    WritingCall(words: ["undo"], takesChangeOptions: false),
    WritingCall(words: ["redo"], takesChangeOptions: false),
  ]
}

@Suite struct `Options of every change` {
  private let counter: Counter

  /// A shop in which every writing call has something to do.
  init() throws {
    counter = try Counter.withShop(orders: 24)
    try counter.run(
      """
      INSERT INTO messages (id, conversation_id, chat_session_id, sender_role, body, sent_at, status)
      VALUES ('failed-1', 'session-2', 'session-2', 'agent', 'lost', '2026-01-02T00:00:00.000Z',
        'failed')
      """
    )
    try counter.run(
      """
      INSERT INTO messages (id, conversation_id, chat_session_id, sender_role, body, sent_at, status)
      VALUES ('held-1', 'session-2', 'session-2', 'agent', 'kept', '2026-01-02T00:01:00.000Z',
        'queued')
      """
    )
    try counter.run(
      """
      INSERT INTO conflicts (order_id, field, ours, theirs, source_updated_at, seen_at)
      SELECT id, 'source', 'here', 'there', '2026-01-02T00:00:00.000Z', '2026-01-02T00:00:00.000Z'
      FROM orders WHERE order_number = 'CHT000002'
      """
    )
    try counter.run(
      """
      INSERT INTO quarantine (source_id, line, reason, raw, digest, first_seen_at)
      VALUES ('feed', 1, 'no JSON', x'7b', 'd', '2026-01-02T00:00:00.000Z')
      """
    )
    try counter.run(
      """
      INSERT INTO outbox (id, kind, order_id, message_id, payload, created_at, due_at)
      SELECT 'held-1', 'reply', id, 'held-1', '{}', '2026-01-02T00:01:00.000Z',
        '2026-01-02T00:01:10.000Z' FROM orders WHERE order_number = 'CHT000002'
      """
    )
    try counter.run(
      "UPDATE orders SET total_amount = total_amount + 1 WHERE order_number = 'CHT000006'"
    )
    try addMoney()
    try addReturns()
    for (number, state) in [("22", "parked"), ("24", "waiting")] {
      try prepare("order", "email", "CHT0000\(number)", "--subject", "Hello", "--body", "Soon.")
      try counter.run(
        """
        UPDATE outbox SET id = \("mail-\(number)"), state = \(state) WHERE kind = 'email'
          AND order_id = (SELECT id FROM orders WHERE order_number = \("CHT0000\(number)"))
        """
      )
    }
    try prepare("order", "snooze", "CHT000020", "--until", "message")
    _ = try counter.call("view", "save", "Kept", "--query", "source:chat")
    _ = try counter.call("order", "note", "CHT000008", "to be taken back")
  }

  private func prepare(_ words: String...) throws {
    let answer = try counter.call(words)
    try #require(answer.status == 0, "\(answer.errorOutput)")
  }

  /// A return in each of its states.
  private func addReturns() throws {
    let steps = ["approve", "transit", "receive"]
    let numbers = ["ORD-2026-000005", "ORD-2026-000011", "ORD-2026-000017", "CHT000016"]
    for (count, number) in numbers.enumerated() {
      try prepare("return", "request", number, "--reason", "damaged")
      for step in steps.prefix(count) { try prepare("return", step, number) }
    }
  }

  /// A refund that is asked for, one that has no answer, one that was kept for lack of room, and a parcel that was paid in cash.
  private func addMoney() throws {
    for key in ["r-open", "r-unknown", "r-kept"] {
      _ = try counter.call(
        "refund",
        "request",
        "CHT000004",
        "--amount",
        "1",
        "--reason",
        "damaged",
        "--key",
        key
      )
    }
    _ = try counter.call("refund", "approve", "r-kept")
    try counter.run("UPDATE outbox SET state = 'parked' WHERE refund_id = 'r-kept'")
    try counter.run(
      """
      UPDATE refunds SET state = 'unknown', sent_place = 1, source_refunded = 0
      WHERE id = 'r-unknown'
      """
    )
    try counter.run(
      """
      UPDATE orders SET payment_method = 'cash_on_delivery', status = 'delivered',
        reported_payment_status = 'pending', payment_status = 'pending'
      WHERE order_number = 'CHT000010'
      """
    )
  }

  @Test(arguments: WritingCall.all)
  func `read-only refuses it and writes nothing`(_ call: WritingCall) throws {
    if call.words == ["redo"] { _ = try counter.call("undo") }
    let before = try counter.dump()
    let answer = try counter.call(call.words + ["--read-only"])
    #expect(answer.status == 1)
    #expect(answer.errorOutput.contains("read-only"))
    #expect(answer.output == "")
    #expect(try counter.dump() == before)
  }

  @Test(arguments: WritingCall.all.filter(\.takesChangeOptions))
  func `a dry run says what it would do and writes nothing`(_ call: WritingCall) throws {
    let before = try counter.dump()
    let plain = try counter.call(call.words + ["--dry-run"])
    #expect(plain.status == 0)
    #expect(plain.output != "")
    let value = try counter.call(call.words + ["--dry-run", "--json"]).value()
    #expect(value["dry_run"]?.boolValue == true)
    #expect(try counter.dump() == before)
  }

  @Test(arguments: WritingCall.all.filter(\.takesChangeOptions))
  func `the same key twice is one change`(_ call: WritingCall) throws {
    let words = call.words + ["--idempotency-key", "key-1", "--json"]
    let first = try counter.call(words)
    #expect(first.status == 0)
    #expect(try first.value()["replay"]?.boolValue == false)
    let acts = try counter.number("SELECT count(*) FROM acts")
    let second = try counter.call(words)
    #expect(second.status == 0)
    #expect(try second.value()["replay"]?.boolValue == true)
    #expect(try second.value()["summary"] == first.value()["summary"])
    #expect(try counter.number("SELECT count(*) FROM acts") == acts)
  }

  @Test func `a key with another request is refused`() throws {
    _ = try counter.call("order", "note", "CHT000002", "one", "--idempotency-key", "key-1")
    let answer = try counter.call("order", "note", "CHT000002", "two", "--idempotency-key", "key-1")
    #expect(answer.status == 1)
    #expect(answer.errorOutput.contains("key"))
  }

  @Test func `a revision that has passed is refused, and it says who changed what`() throws {
    let seen = try counter.call("order", "show", "CHT000002", "--json").value()["revision"]?
      .integerValue
    let revision = String(try #require(seen))
    let first = try counter.call(
      "order",
      "status",
      "CHT000002",
      "--to",
      "packaged",
      "--if-revision",
      revision
    )
    #expect(first.status == 0)
    let second = try counter.call(
      "order",
      "note",
      "CHT000002",
      "late",
      "--if-revision",
      revision
    )
    #expect(second.status == 1)
    #expect(second.errorOutput.contains("mara"))
    #expect(second.errorOutput.contains("packaged"))
    #expect(try counter.call("order", "note", "CHT000002", "x", "--if-revision", "-1").status == 2)
  }

  @Test func `the receipt has one shape`() throws {
    let value = try counter.call("order", "note", "CHT000002", "shape", "--json").value()
    #expect(
      value.objectValue?.keys == [
        "act_id", "summary", "changed", "unchanged", "refused", "undo_until", "dry_run", "replay",
      ]
    )
  }

  @Test func `every command that takes the options of a change is tried here`() throws {
    let tried = Set(WritingCall.all.map { $0.words.prefix(2).joined(separator: " ") })
    let offering = CommandNames.all.filter { $0.options.contains("dry-run") }.map(\.name)
    for name in offering { #expect(tried.contains(name)) }
  }

  @Test func `read-only is said in words that fit a command`() throws {
    let counter = try Counter.withShop()
    let calls = [
      ["order", "note", "CHT000002", "x"], ["sync", "--from", "feed.ndjson"], ["undo"],
      ["outbox", "deliver"],
    ]
    for words in calls {
      let answer = try counter.call(["--read-only"] + words)
      #expect(answer.status == 1)
      #expect(
        answer.errorOutput
          == "orderdeck: nothing is changed: orderdeck was started with --read-only\n"
      )
    }
  }
}
