import Commerce
import TestSupport
import Testing

@Suite struct QueryTests {
  @Test func `the sentence of the product is understood whole`() throws {
    let filter = try OrderFilter(
      query: """
        status:shipped pay:refunded source:chat amount:>100 created:<7d customer:ana tag:vip \
        assignee:me unread:yes -status:cancelled
        """
    )
    #expect(
      filter.terms == [
        FilterTerm(.status([.shipped])), FilterTerm(.payment([.refunded])),
        FilterTerm(.source([.chatCommerce])),
        FilterTerm(.amount(.compared(.greater, try PlainDecimal("100")))),
        FilterTerm(.created(.younger(Age(7, .days)))), FilterTerm(.customer(["ana"])),
        FilterTerm(.tag(["vip"])), FilterTerm(.assignee([.me])), FilterTerm(.unread(true)),
        FilterTerm(.status([.cancelled]), isNegated: true),
      ]
    )
  }

  @Test func `an empty query asks for everything`() throws {
    for text in ["", "   ", "\t\n"] {
      #expect(try OrderFilter(query: text).isEmpty)
    }
  }

  @Test func `words, phrases and negations are told apart`() throws {
    let filter = try OrderFilter(
      query: #"ana -bo !"red lamp" "say \"hi\"" 10:30 https://x.org a-b é"#
    )
    #expect(
      filter.terms == [
        FilterTerm(.word("ana")), FilterTerm(.word("bo"), isNegated: true),
        FilterTerm(.phrase("red lamp"), isNegated: true), FilterTerm(.phrase("say \"hi\"")),
        FilterTerm(.word("10:30")), FilterTerm(.word("https://x.org")), FilterTerm(.word("a-b")),
        FilterTerm(.word("é")),
      ]
    )
  }

  @Test(arguments: [
    ("status:pending,confirmed", "status:pending,confirmed"),
    ("STATUS:Shipped,shipped", "status:shipped"),
    ("status:completed,canceled", "status:delivered,cancelled"),
    ("payment:partial", "pay:partially_refunded"),
    ("refund:Requested,unknown", "refund:requested,unknown"),
    ("refund:canceled,cancelled", "refund:cancelled"),
    ("via:chat_commerce,std", "source:chat,standard"),
    ("total:100..200", "amount:100..200"), ("amount:>=59.99", "amount:>=59.99"),
    ("amount:=5", "amount:5"), ("amount:..7.50", "amount:..7.50"), ("amount:7..", "amount:7.."),
    ("created:TODAY", "created:today"), ("created:>=2026-01-31", "created:>=2026-01-31"),
    ("created:2026-01-01..2026-01-31", "created:2026-01-01..2026-01-31"),
    ("updated:..yesterday", "updated:..yesterday"), ("updated:>2h", "updated:>2h"),
    ("created:<=2W", "created:<2w"), ("customer:\"ana souza\",bo", "customer:\"ana souza\",bo"),
    ("currency:usd,EUR", "currency:usd,eur"),
    ("return:yes", "return:yes"), ("return:canceled,OPEN", "return:cancelled,open"),
    ("-return:none", "-return:no"), ("return:in_transit", "return:in_transit"),
    ("has:draft,total_differs", "has:draft,total_differs"),
    ("is:late", "late:yes"), ("is:unread", "unread:yes"), ("-is:read", "-unread:no"),
    ("unread:0", "unread:no"), ("assignee:none,maya", "assignee:none,maya"),
    ("assignee:\"me\"", "assignee:\"me\""), ("order:CHT001234", "number:CHT001234"),
    ("  ana   bo  ", "ana bo"), ("!x", "-x"), ("--x", "x"), ("-!-x", "-x"),
    ("\"a\\\\b\"", "\"a\\\\b\""),
    ("tag:\"a,b\"", "tag:\"a,b\""), ("prio:urgent,HIGH", "priority:urgent,high"),
  ])
  func `a query is written back in one spelling that means the same`(
    query: String,
    text: String
  ) throws {
    let filter = try OrderFilter(query: query)
    #expect(filter.text == text)
    #expect(try OrderFilter(query: filter.text) == filter)
  }

  @Test func `values made in code are quoted where they need it`() throws {
    let filter = OrderFilter(
      .phrase("10%"),
      .customer(["a b", "c,d", "\"e"]),
      .assignee([.name("Me"), .name("x y")]),
      .word("plain")
    )
    #expect(filter.text == #""10%" customer:"a b","c,d","\"e" assignee:"Me","x y" plain"#)
    #expect(try OrderFilter(query: filter.text) == filter)
    for word in ["-x", "status:x", "\"q", "a b", ""] {
      #expect(OrderFilter(.word(word)).text.hasPrefix("\""))
    }
  }

  @Test func `random queries survive being written and read again`() throws {
    let fragments = [
      "ana", "-", "!", "\"", "\"red lamp\"", "status:", "shipped", ",", "amount:", ">", "<=", "100",
      ".",
      "..", "created:", "7d", "today", "2026-01-31", ":", " ", " ", " ", "\\", "customer:",
      "has:draft",
      "é", "pay:paid", "currency:usd", "assignee:me", "x_y",
    ]
    var random = SeededNumbers(seed: 51)
    var readable = 0
    for _ in 0..<20_000 {
      let query = (0..<Int.random(in: 1...8, using: &random))
        .map { _ in fragments[Int.random(in: fragments.indices, using: &random)] }.joined()
      do {
        let filter = try OrderFilter(query: query)
        readable += 1
        #expect(try OrderFilter(query: filter.text) == filter, "\(query)")
      } catch {
        #expect(error.position >= 0 && error.length >= 0)
        #expect(error.position + error.length <= query.count, "\(query)")
        #expect(!error.sentence.isEmpty)
      }
    }
    #expect(readable > 3_000)
  }

  @Test func `chips replace the status and leave the rest alone`() throws {
    let filter = try OrderFilter(query: "status:pending,confirmed ana -status:cancelled")
    #expect(filter.soleStatus == nil)
    #expect(filter.replacingStatus(with: .shipped).text == "status:shipped ana")
    #expect(filter.replacingStatus(with: .shipped).soleStatus == .shipped)
    #expect(filter.replacingStatus(with: nil).text == "ana")
    #expect(try OrderFilter(query: "-status:shipped").soleStatus == nil)
  }
}

@Suite struct QueryErrorTests {
  @Test(arguments: [
    (
      "ana status:shiped", 11, 6,
      "column 12: status: knows no \"shiped\"; did you mean shipped?"
    ),
    ("stauts:shipped", 0, 6, "column 1: there is no field \"stauts\"; did you mean status:?"),
    (
      "colour:red", 0, 6,
      "column 1: there is no field \"colour\"; quote the word if it is none: \"colour:…\""
    ),
    (
      "status:pending,,paid", 0, 15,
      "column 1: nothing follows after status:; it knows pending, confirmed, processing, packaged, shipped, delivered, cancelled"
    ),
    (
      "x status:", 2, 7,
      "column 3: nothing follows after status:; it knows pending, confirmed, processing, packaged, shipped, delivered, cancelled"
    ),
    ("amount:abc", 7, 3, "column 8: \"abc\" is not an amount; write >100, <=59.99, 10..20"),
    ("amount:1,000", 7, 5, "column 8: amount: takes one value, not \"1,000\""),
    ("amount:1e3", 7, 3, "column 8: \"1e3\" is not an amount; write >100, <=59.99, 10..20"),
    ("amount:>-5", 7, 3, "column 8: \">-5\" is not an amount; write >100, <=59.99, 10..20"),
    ("amount:20..10", 7, 6, "column 8: the range \"20..10\" ends before it begins"),
    ("amount:..", 7, 2, "column 8: \"..\" is not an amount; write >100, <=59.99, 10..20"),
    ("created:7d", 8, 2, "column 9: \"7d\" is not a time; did you mean <7d?"),
    (
      "created:2026-02-30", 8, 10,
      "column 9: \"2026-02-30\" is not a time; write <7d, >2h, today, 2026-01-31, 2026-01-01..2026-01-31"
    ),
    ("created:todya", 8, 5, "column 9: \"todya\" is not a time; did you mean today?"),
    (
      "created:2026-01-02..2026-01-01", 8, 22,
      "column 9: the range \"2026-01-02..2026-01-01\" ends before it begins"
    ),
    ("currency:dollars", 9, 7, "column 10: \"dollars\" is not a currency; write usd, eur"),
    ("unread:maybe", 7, 5, "column 8: unread: knows no \"maybe\"; it knows yes, no"),
    ("ana \"red lamp", 4, 9, "column 5: the quote \"red lamp is never closed"),
    ("ana - bo", 4, 1, "column 5: nothing follows after \"-\""),
    ("unread:yes //", 11, 2, "column 12: \"//\" has no letter or number to look for"),
    ("-&", 1, 1, "column 2: \"&\" has no letter or number to look for"),
    ("\"\"", 0, 2, "column 1: the quotes are empty"),
    (
      "é status:shiped", 9, 6,
      "column 10: status: knows no \"shiped\"; did you mean shipped?"
    ),
  ])
  func `a wrong token is named with its column`(
    query: String,
    position: Int,
    length: Int,
    sentence: String
  ) {
    #expect {
      try OrderFilter(query: query)
    } throws: { error in
      guard let error = error as? QueryError else { return false }
      return (error.position, error.length, error.sentence) == (position, length, sentence)
    }
  }

  @Test(arguments: [
    "status:", "status:ship", "status:pending,", "ana -", "\"red", "amount:>", "amount:10..",
    "amount:5.",
    "created:2026-0", "created:<7", "created:tod", "created:2026-01-01..", "currency:us", "has:",
    "created:2026-01-01..2026",
  ])
  func `a query that is still being typed is no mistake`(query: String) {
    do { _ = try OrderFilter(query: query) } catch { #expect(error.isUnfinished, "\(query)") }
  }

  @Test(arguments: [
    "status:ship ana", "status:xyz", "stat:x", "created:tomorrow", "amount:abc", "amount:1,2",
    "created:2026-01-01 status: ana status:nope",
  ])
  func `a mistake that more typing cannot mend is one at once`(query: String) {
    #expect {
      try OrderFilter(query: query)
    } throws: { error in
      (error as? QueryError)?.isUnfinished == false
    }
  }

  @Test func `a query has a longest length and a largest number of terms`() {
    #expect(throws: QueryError.self) {
      try OrderFilter(query: String(repeating: "x", count: 2_001))
    }
    #expect(throws: QueryError.self) { try OrderFilter(query: String(repeating: "x ", count: 65)) }
    #expect(throws: Never.self) { try OrderFilter(query: String(repeating: "x ", count: 64)) }
  }
}

@Suite struct QueryMeaningTests {
  let now = LocalTimeTests.instant("2026-03-30T10:00:00Z")
  let berlin = LocalTimeTests.berlin

  func bounds(_ text: String) throws -> [String?] {
    let filter = try OrderFilter(query: "created:" + text)
    guard case .created(let condition) = try #require(filter.terms.first).condition else {
      return []
    }
    let bounds = condition.bounds(now: now, in: berlin)
    return [bounds.from?.rfc3339, bounds.before?.rfc3339]
  }

  @Test func `times become half-open ranges of instants in the local zone`() throws {
    #expect(try bounds("<2h") == ["2026-03-30T08:00:00.000Z", nil])
    #expect(try bounds(">1w") == [nil, "2026-03-23T10:00:00.000Z"])
    #expect(try bounds("today") == ["2026-03-29T22:00:00.000Z", "2026-03-30T22:00:00.000Z"])
    // The day of the change has 23 hours.
    #expect(try bounds("yesterday") == ["2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z"])
    #expect(try bounds("<today") == [nil, "2026-03-29T22:00:00.000Z"])
    #expect(try bounds("<=2026-01-31") == [nil, "2026-01-31T23:00:00.000Z"])
    #expect(try bounds(">2026-01-31") == ["2026-01-31T23:00:00.000Z", nil])
    #expect(try bounds(">=2026-01-31") == ["2026-01-30T23:00:00.000Z", nil])
    #expect(
      try bounds("2026-01-01..2026-01-31") == [
        "2025-12-31T23:00:00.000Z", "2026-01-31T23:00:00.000Z",
      ]
    )
    #expect(try bounds("..2026-01-31") == [nil, "2026-01-31T23:00:00.000Z"])
    #expect(try bounds("2026-01-01..") == ["2025-12-31T23:00:00.000Z", nil])
  }

  @Test func `an absurd age does not overflow`() throws {
    #expect(try bounds("<999999y")[0] == "0000-01-01T00:00:00.000Z")
    #expect(throws: QueryError.self) { try bounds("<9999999y") }
  }

  @Test(
    arguments: [
      (">100", 2, 10_001, Int64.max), (">=100", 2, 10_000, .max), ("<100", 2, .min, 9_999),
      ("<=100", 2, .min, 10_000), ("100", 2, 10_000, 10_000), ("59.99", 2, 5_999, 5_999),
      (">59.99", 0, 60, .max), (">=59.99", 0, 60, .max), ("<59.99", 0, .min, 59),
      ("<=59.99", 0, .min, 59), (">60.00", 0, 61, .max), ("<60.00", 0, .min, 59),
      ("1.5", 3, 1_500, 1_500), ("10..20", 0, 10, 20), ("10.5..20.5", 0, 11, 20),
      ("10..", 2, 1_000, .max),
      ("..20", 4, .min, 200_000), ("<99999999999999999", 4, .min, .max), ("0", 2, 0, 0),
    ] as [(String, Int, Int64, Int64)]
  )
  func `amounts become minor units of each exponent`(
    text: String,
    exponent: Int,
    lowest: Int64,
    highest: Int64
  ) throws {
    #expect(try range(text)?.minorUnits(exponent: exponent) == lowest...highest)
  }

  @Test(arguments: [
    ("59.99", 0), (">99999999999999999", 4), ("99999999999999999..", 4), ("0.0001", 3),
    ("10.2..10.8", 0),
  ])
  func `what no amount of a currency can be matches nothing`(text: String, exponent: Int) throws {
    #expect(try #require(try range(text)).minorUnits(exponent: exponent) == nil)
  }

  private func range(_ text: String) throws -> AmountRange? {
    let filter = try OrderFilter(query: "amount:" + text)
    guard case .amount(let range) = try #require(filter.terms.first).condition else { return nil }
    return range
  }
}

@Suite struct QueryCompletionTests {
  func texts(_ query: String) -> [String] {
    OrderFilter.complete(query, cursor: query.count).map(\.text)
  }

  @Test func `the beginning of a field is completed`() throws {
    #expect(texts("st") == ["status:"])
    #expect(texts("ana c") == ["currency:", "created:", "customer:", "conflict:"])
    #expect(texts("-St") == ["status:"])
    #expect(texts("").count == QueryField.allCases.count)
    #expect(texts("zzz").isEmpty)
  }

  @Test func `the words of a field are completed, without those that are there`() {
    #expect(texts("status:p") == ["pending", "processing", "packaged"])
    #expect(texts("status:pending,p") == ["processing", "packaged"])
    #expect(texts("x -pay:re") == ["refunded"])
    #expect(texts("ref") == ["refund:"])
    #expect(
      texts("refund:")
        == ["requested", "approved", "cancelled", "pending", "succeeded", "failed", "unknown"]
    )
    #expect(texts("created:") == ["today", "yesterday", "<1h", "<1d", "<7d", "<30d"])
    #expect(texts("assignee:") == ["me", "none"])
    #expect(texts("priority:") == ["low", "medium", "high", "urgent"])
    #expect(texts("prio") == ["priority:"])
    #expect(texts("nofield:x").isEmpty)
    #expect(texts("\"status:p").isEmpty)
  }

  @Test func `a completion names the characters that it replaces`() throws {
    let found = try #require(OrderFilter.complete("é -status:pending,sh x", cursor: 20).first)
    #expect(found.text == "shipped")
    #expect(found.range == 18..<20)
    #expect(!found.help.isEmpty)
    #expect(OrderFilter.complete("status:p", cursor: 2).map(\.range) == [0..<2])
    #expect(OrderFilter.complete("x", cursor: -5).count == QueryField.allCases.count)
  }

  @Test func `every completion can be read once a value stands behind it`() throws {
    for field in QueryField.allCases {
      for word in field.words { _ = try OrderFilter(query: "\(field.rawValue):\(word)") }
    }
  }
}

@Suite struct NearestWordTests {
  @Test(arguments: [
    ("shiped", "shipped"), ("shpiped", "shipped"), ("cancled", "cancelled"), ("penidng", "pending"),
    ("deliv", "delivered"), ("PAKAGED", "packaged"),
  ])
  func `a slip finds its word`(typed: String, meant: String) {
    #expect(NearestWord.find(typed, among: OrderStatus.allCases.map(\.rawValue)) == meant)
  }

  @Test(arguments: ["", "x", "banana", "zz", String(repeating: "p", count: 10_000)])
  func `what is near nothing finds nothing`(typed: String) {
    #expect(NearestWord.find(typed, among: OrderStatus.allCases.map(\.rawValue)) == nil)
  }
}
