import Commerce
import JSON
import Store
import Sync
import Testing

/// What one line must be, and what is said when it is not.
@Suite struct FeedReadingTests {
  private func problem(_ draft: FeedDraft) -> FeedProblem? {
    do {
      _ = try FeedRecord(line: Array(draft.line.utf8)[...])
      return nil
    } catch {
      return error
    }
  }

  private func chatOrder(_ draft: FeedDraft) throws -> ChatOrderSnapshot {
    let record = try FeedRecord(line: Array(draft.line.utf8)[...])
    guard case .chatOrder(let order) = record else { throw WrongKind() }
    return order
  }

  private func message(_ draft: FeedDraft) throws -> IncomingMessage {
    let record = try FeedRecord(line: Array(draft.line.utf8)[...])
    guard case .message(let message) = record else { throw WrongKind() }
    return message
  }

  private struct WrongKind: Error {}

  @Test(arguments: [
    "type", "id", "order_number", "customer", "customer.name", "items", "items.0.product_id",
    "items.0.name", "items.1.quantity", "items.1.unit_price", "currency", "total", "payment",
    "payment.status", "chat_session_id", "status", "status_history.0.at", "created_at",
    "updated_at",
  ])
  func `a chat order without a required field is refused by its name`(field: String) {
    let draft = FeedDraft.chatOrder(1)
    for broken in [draft.with(field, nil), draft.with(field, .some(.null))] {
      #expect(problem(broken)?.field == field)
      #expect(problem(broken)?.sentence.contains("is missing") == true)
    }
  }

  @Test(arguments: [
    "id", "order_number", "customer", "items", "currency", "total", "payment", "status",
    "status_history", "created_at", "updated_at",
  ])
  func `a storefront order without a required field is refused`(field: String) {
    #expect(problem(FeedDraft.order(1).with(field, nil))?.field == field)
  }

  @Test(arguments: ["id", "chat_session_id", "sender", "sender.role", "body", "sent_at", "status"])
  func `a message without a required field is refused`(field: String) {
    #expect(problem(FeedDraft.message(1, session: 1).with(field, nil))?.field == field)
  }

  @Test(arguments: [
    ("id", "7"), ("id", "\"not-a-uuid\""), ("order_number", "\"\""),
    ("order_number", "\"123456789012345678901\""), ("order_number", "\"A\\u001b[2J\""),
    ("customer", "\"Ines\""), ("items", "{}"), ("items.0", "null"), ("items.0.quantity", "0"),
    ("items.0.quantity", "2.0"), ("items.0.quantity", "\"2\""), ("items.0.quantity", "true"),
    ("items.0.quantity", "100000000000000000000"), ("items.0.unit_price", "19.5"),
    ("items.0.unit_price", "\"19,50\""), ("items.0.unit_price", "\"-1.00\""),
    ("items.0.unit_price", "\"1e2\""), ("items.0.unit_price", "\"1.005\""),
    ("total", "45"), ("total", "\"\""), ("total", "\"99999999999999999999.00\""),
    ("currency", "\"eur\""), ("currency", "\"EURO\""), ("payment.status", "\"\""),
    ("payment.refunded", "0"), ("status", "[]"), ("created_at", "1772355600"),
    ("created_at", "\"2026-02-30T00:00:00Z\""), ("updated_at", "\"yesterday\""),
    ("chat_session_id", "\"\""), ("shipping_address", "\"Porto\""),
    ("shipping_address.city", "5"), ("estimated_delivery", "\"soon\""),
  ])
  func `a value of another kind is refused and never bent`(field: String, json: String) throws {
    let draft = FeedDraft.chatOrder(1).with(field, try JSONValue(reading: json))
    #expect(problem(draft)?.field == field)
  }

  @Test(arguments: ["0", "1000001", "100000000000000000000"])
  func `a quantity that no order has is told both limits`(quantity: String) throws {
    let draft = FeedDraft.chatOrder(1)
      .with("items.0.quantity", try JSONValue(reading: quantity))
    #expect(
      problem(draft)?.sentence.contains("is not a whole number from 1 to 1,000,000") == true
    )
  }

  @Test func `quantities and prices that cannot be counted together are refused`() {
    let draft = FeedDraft.chatOrder(1).with("items.0.unit_price", "90000000000000000.00")
      .with("items.0.quantity", 2_000)
    #expect(problem(draft)?.field == "items.0.quantity")
  }

  @Test func `amounts follow the decimals of their currency`() throws {
    let yen = FeedDraft.chatOrder(1).with("currency", "JPY").with("shipping", "400")
      .with("tax", "0").with("discount", "0").with("total", "4500").with("payment.refunded", "0")
      .with("items.0.unit_price", "1950").with("items.1.unit_price", "300")
    #expect(try chatOrder(yen).amountTotal == 4_500)
    #expect(problem(yen.with("total", "4500.00"))?.field == "total")
    let dinar = FeedDraft.chatOrder(1).with("currency", "KWD").with("total", "1.234")
    #expect(try chatOrder(dinar).amountTotal == 1_234)
  }

  @Test func `an id in capitals is the same id`() throws {
    let capitals = FeedDraft.chatOrder(171).with("id", .string(FeedDraft.id(171).uppercased()))
    #expect(try chatOrder(capitals).id == FeedDraft.id(171))
  }

  @Test func `times with any offset and fraction are instants`() throws {
    let draft = FeedDraft.chatOrder(1).with("updated_at", "2026-03-01t10:05:00.5009+01:00")
    #expect(try chatOrder(draft).updatedAt.rfc3339 == "2026-03-01T09:05:00.500Z")
  }

  @Test func `unknown fields at every level are kept, and provenance is not`() throws {
    let draft = FeedDraft.chatOrder(1).with("gift", true).with("items.0.color", "red")
      .with("customer.vip", 3).with("provenance", ["dataset": "none"])
    let metadata = try JSONValue(reading: chatOrder(draft).metadata)
    #expect(
      metadata["unknown_fields"]
        == ["gift": true, "items.0.color": "red", "customer.vip": 3]
    )
  }

  @Test func `too many unknown fields are counted and left out`() throws {
    let long = String(repeating: "x", count: 70_000)
    let metadata = try JSONValue(
      reading: chatOrder(FeedDraft.chatOrder(1).with("blob", .string(long))).metadata
    )
    #expect(metadata["unknown_fields"] == nil)
    #expect(metadata["unknown_fields_left_out_bytes"]?.integerValue ?? 0 > 70_000)
  }

  @Test(arguments: [
    ("read", MessageStatus.read), ("READ", .read), ("played", .read), ("failed", .failed),
    ("seen", .sent), ("queued", .sent), ("delivered ", .delivered),
  ])
  func `a message status has its place, the unknown word is kept`(
    word: String,
    status: MessageStatus
  ) throws {
    let taken = try message(FeedDraft.message(1, session: 1).with("status", .string(word)))
    #expect(taken.status == status)
    #expect(taken.metadata.contains("\"status\"") == (status == .sent))
  }

  @Test func `an unknown sender is trusted no more than a customer`() throws {
    let taken = try message(FeedDraft.message(1, session: 1).with("sender.role", "admin"))
    #expect(taken.role == .customer)
    #expect(taken.metadata == #"{"sender_role":"admin"}"#)
    let bot = try message(FeedDraft.message(1, session: 1).with("sender.role", "Bot"))
    #expect(bot.role == .bot)
  }

  @Test func `unknown types are named as such, without the word of the feed`() {
    let problem = problem(FeedDraft.order(1).with("type", "\u{1B}[2Jrefund"))
    #expect(problem?.field == "type")
    #expect(problem?.sentence.contains("refund") == false)
  }

  @Test func `NUL and noncharacters in texts are data`() throws {
    let taken = try message(FeedDraft.message(1, session: 1).with("body", "a\u{0}b\u{FFFF}"))
    #expect(taken.body == "a\u{0}b\u{FFFF}")
  }

  @Test(arguments: [
    "[1,2]", "\"text\"", "null", "{\"type\":\"order\"", "{\"a\":\"\\ud800\"}", "{'type':1}",
  ])
  func `what is no record is refused whole`(text: String) {
    #expect(throws: FeedProblem.self) { try FeedRecord(line: Array(text.utf8)[...]) }
  }

  @Test func `a line nested too deeply is refused without harm`() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: FeedProblem.self) { try FeedRecord(line: Array(deep.utf8)[...]) }
  }
}
