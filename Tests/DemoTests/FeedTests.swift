import Commerce
import Demo
import JSON
import Testing

@Suite struct FeedTests {
  static let now = Instant(milliseconds: 1_794_757_500_000)  // a Sunday afternoon in November 2026
  private let records: [JSONValue]

  init() throws {
    records = try DemoFeed(now: Self.now).lines().map { try JSONValue(reading: $0) }
  }

  @Test func `the same seed and moment give the same feed`() {
    #expect(DemoFeed(now: Self.now).text() == DemoFeed(now: Self.now).text())
    #expect(DemoFeed(now: Self.now).text() != DemoFeed(now: Self.now, seed: 5).text())
  }

  @Test func `nothing is in the future and lines are in the order of events`() throws {
    let times = records.map { record -> String in
      let key = record["type"]?.stringValue == "message" ? "sent_at" : "updated_at"
      return record[key]?.stringValue ?? ""
    }.filter { !$0.isEmpty }
    #expect(times == times.sorted())
    #expect(times.last.map { $0 <= Self.now.rfc3339 } == true)
    let first = try #require(times.first)
    #expect(try Self.now.milliseconds(since: Instant(rfc3339: first)) < 61 * 86_400_000)
  }

  @Test func `no gap of a script is left open and no message is empty`() {
    let bodies = messages.compactMap { $0["body"]?.stringValue }
    #expect(bodies.filter { $0.isEmpty || $0.contains("{") || $0.contains("}") } == [])
  }

  @Test func `totals are those of the items but for one order`() throws {
    var odd: Set<String> = []
    for order in orders {
      let currency = try #require(Currency(code: order["currency"]?.stringValue ?? ""))
      let amount = { (value: JSONValue?) throws in
        try Money(decimal: value?.stringValue ?? "", currency: currency).minorUnits
      }
      let goods = try (order["items"]?.arrayValue ?? []).reduce(Int64(0)) { sum, item in
        try sum + (item["quantity"]?.integerValue ?? 0) * amount(item["unit_price"])
      }
      let sum =
        try goods + amount(order["shipping"]) + amount(order["tax"])
        - amount(order["discount"])
      if try amount(order["total"]) != sum { odd.insert(order["id"]?.stringValue ?? "") }
    }
    #expect(odd.count == 1)
  }

  @Test func `messages before the checkout name no order and are numbered from one`() {
    let bySession = Dictionary(grouping: messages) { $0["chat_session_id"]?.stringValue ?? "" }
    for (session, messages) in bySession {
      #expect(
        messages.compactMap { $0["seq"]?.integerValue } == Array(1...Int64(messages.count)),
        "\(session)"
      )
    }
    #expect(messages.contains { $0["order_id"]?.isNull == true })
    #expect(messages.contains { $0["order_id"]?.isNull == false })
  }

  @Test(arguments: [0, 5, 11, 20]) func `at any hour there is every status and work to do`(
    hour: Int64
  ) throws {
    let moment = Self.now.advanced(byMilliseconds: hour * 3_600_000 + 200 * 86_400_000)
    var statuses: [String: String] = [:]
    var waiting: Set<String> = []
    for line in DemoFeed(now: moment).lines() {
      let record = try JSONValue(reading: line)
      if let number = record["order_number"]?.stringValue {
        statuses[number] = record["status"]?.stringValue
      }
      let isCustomer = record["sender"]?["role"]?.stringValue == "customer"
      if isCustomer, record["status"]?.stringValue == "delivered" {
        waiting.insert(record["chat_session_id"]?.stringValue ?? "")
      }
    }
    let counts = Dictionary(grouping: statuses.values) { $0 }.mapValues(\.count)
    for status in OrderStatus.allCases { #expect(counts[status.rawValue, default: 0] >= 2) }
    #expect((10...16).contains(waiting.count))
  }

  @Test func `every language can say everything`() {
    #expect(ScriptTexts.gaps() == [])
  }

  @Test(
    arguments: [
      ("en", "I have refunded the amount.", "refund"),
      ("de", "Das Paket ist unterwegs.", "tracking"),
      ("es", "¿Me confirma la dirección?", "address"),
      ("pt", "Lamento o incômodo.", "delay"), ("fr", "Avec plaisir !", "thanks"),
      ("it", "Le va bene martedì?", "question"), ("ja", "本日中に返金いたします。", "refund"),
      ("en", "Noted.", "other"),
    ]
  ) func `a customer understands what a reply is about`(
    language: String,
    reply: String,
    topic: String
  ) {
    #expect(ScriptTexts.topic(of: reply, in: language) == topic)
  }

  private var messages: [JSONValue] {
    records.filter { $0["type"]?.stringValue == "message" }
  }

  private var orders: [JSONValue] {
    records.filter { ["order", "chat_order"].contains($0["type"]?.stringValue) }
  }
}
