import Commerce
import Foundation
import SQLiteKit
import Store
import Sync
import TestSupport
import Testing

/// A feed, a direct writer and a bot's database are three roads to the same rows.
@Suite struct RoadsTests {
  private let items =
    #"[{"product_id":"lamp-7","name":"Desk lamp","quantity":2,"unit_amount":1950},"#
    + #"{"product_id":"bulb","name":"Bulb","quantity":1,"unit_amount":300}]"#
  private let address =
    #"{"street":"Rua do Sol 5","city":"Porto","state":null,"#
    + #""postal_code":"4000","country":"PT"}"#
  private let metadata =
    #"{"discount_amount":100,"shipping_amount":400,"status_history":["#
    + #"{"at":"2026-03-01T09:00:00.000Z","status":"pending"},"#
    + #"{"at":"2026-03-01T09:05:00.000Z","status":"confirmed"}]}"#

  /// What a bot writes for `FeedDraft.chatOrder(1)`.
  private func insertion(_ table: String = "chat_orders") -> SQL {
    """
    INSERT INTO \(raw: table) (id, order_number, chat_session_id, checkout_session_id,
        stripe_payment_intent_id, customer_name, customer_email, items, shipping_address,
        currency, amount_total, status, payment_status, payment_method, metadata, created_at,
        updated_at)
      VALUES (\(FeedDraft.id(1)), 'LMP1', 'session-1', 'cs_1', 'pi_1', 'Ines Ferreira 1',
        'ines@example.net', \(items), \(address), 'EUR', 4500, 'confirmed', 'paid', 'card',
        \(metadata), '2026-03-01T09:00:00.000Z', '2026-03-01T09:05:00.000Z')
    """
  }

  private let contract = """
    CREATE TABLE chat_orders (id TEXT PRIMARY KEY, order_number TEXT, chat_session_id TEXT,
      checkout_session_id TEXT, stripe_payment_intent_id TEXT, customer_name TEXT,
      customer_email TEXT, customer_phone TEXT, items TEXT, shipping_address TEXT, currency TEXT,
      amount_total INTEGER, amount_refunded INTEGER DEFAULT 0, status TEXT, payment_status TEXT,
      payment_method TEXT, customer_notes TEXT, metadata TEXT, created_at TEXT, updated_at TEXT)
    """

  private func bot(_ bench: SyncBench, _ statements: [SQL]) throws -> SyncSource {
    let database = try Database(
      at: bench.folder.path("bot.db"),
      options: Database.Options(createIfMissing: true)
    )
    try database.write { connection in
      for statement in statements { try connection.run(statement) }
    }
    return .sqlite(path: database.path)
  }

  @Test func `an order written straight into chat_orders is that of the feed`() throws {
    let (feed, direct) = (try SyncBench(), try SyncBench())
    try feed.sync([FeedDraft.chatOrder(1).line])
    try direct.execute(insertion())
    try expectSame(feed, direct)
    #expect(try direct.count("orders WHERE source = 'chat_commerce'") == 1)
    #expect(try feed.sync([FeedDraft.chatOrder(1).line], name: "again").counts.unchanged == 1)
    let report = try direct.sync([FeedDraft.chatOrder(1).line])
    #expect(report.counts.unchanged == 1)
    #expect(report.counts.conflicts == 0)
  }

  @Test func `a bot's database ends in the same rows as the feed`() throws {
    let (feed, other) = (try SyncBench(), try SyncBench())
    try feed.sync([FeedDraft.chatOrder(1).line])
    let source = try bot(other, [SQL(raw: contract), insertion()])
    #expect(try other.runner.run(source).counts.inserted == 1)
    try expectSame(feed, other)
    #expect(try other.runner.run(source).counts.unchanged == 1)
    try expectSame(feed, other)
  }

  @Test func `a bot's table needs only what must be given`() throws {
    let bench = try SyncBench()
    let source = try bot(
      bench,
      [
        """
        CREATE TABLE chat_orders (id, order_number, customer_name, items, currency, amount_total,
          payment_status, created_at)
        """,
        """
        INSERT INTO chat_orders VALUES ('any id', 'A1', 'Ana', '[]', 'usd', 100, 'paid',
          '2026-03-01 09:00:00')
        """,
      ]
    )
    #expect(try bench.runner.run(source).counts.inserted == 1)
    #expect(
      try bench.text("SELECT currency || created_at FROM orders")
        == "USD2026-03-01T09:00:00.000Z"
    )
  }

  @Test func `bad rows of a bot are set aside by their id and taken once they are mended`() throws {
    let bench = try SyncBench()
    let source = try bot(
      bench,
      [
        SQL(raw: contract), insertion(),
        """
        INSERT INTO chat_orders (id, order_number, customer_name, items, currency, amount_total,
            payment_status, created_at)
          VALUES ('a', 'A1', 'Ana', '[]', 'USD', 1.5, 'paid', '2026-03-01T09:00:00Z'),
            ('b', 'A2', 'Ana', 'lamp', 'USD', 100, 'paid', '2026-03-01T09:00:00Z'),
            (NULL, 'A3', 'Ana', '[]', 'USD', 100, 'paid', '2026-03-01T09:00:00Z'),
            ('d', 'A4', x'00ff', '[]', 'USD', 100, 'paid', '2026-03-01T09:00:00Z')
        """,
      ]
    )
    let report = try bench.runner.run(source, options: SyncOptions(pageSize: 2))
    #expect(report.counts.inserted == 1)
    #expect(report.counts.quarantined == 4)
    #expect(Set(report.problems.map(\.rowID)) == ["a", "b", nil, "d"])
    _ = try bot(bench, ["UPDATE chat_orders SET amount_total = 150 WHERE id = 'a'"])
    #expect(try bench.runner.run(source).counts.inserted == 1)
    #expect(try bench.integer("SELECT total_amount FROM orders WHERE id = 'a'") == 150)
  }

  @Test func `a database without the table is refused with a sentence`() throws {
    let bench = try SyncBench()
    let source = try bot(bench, ["CREATE TABLE other (id)"])
    #expect(throws: SyncError.self) { try bench.runner.run(source) }
  }

  @Test func `a run over a bot's database that was cut short goes on`() throws {
    struct Killed: Error {}
    let bench = try SyncBench()
    var statements = [SQL(raw: contract)]
    for number in 1...30 {
      statements.append(
        """
        INSERT INTO chat_orders (id, order_number, customer_name, items, currency, amount_total,
            payment_status, created_at)
          VALUES (\("id-\(number)"), \("N\(number)"), 'Ana', '[]', 'USD', 100, 'paid',
            '2026-03-01T09:00:00Z')
        """
      )
    }
    let source = try bot(bench, statements)
    let options = SyncOptions(pageSize: 8, progress: { if $0.done == 16 { throw Killed() } })
    #expect(throws: Killed.self) { try bench.runner.run(source, options: options) }
    #expect(try bench.count("orders") == 16)
    #expect(try bench.runner.run(source).counts.inserted == 14)
    #expect(try bench.count("orders") == 30)
    #expect(try bench.runner.run(source).counts.unchanged == 30)
  }

  @Test func `an endless number of a bot is set aside and is no order of nothing`() throws {
    let bench = try SyncBench()
    let source = try bot(
      bench,
      [
        """
        CREATE TABLE chat_orders (id, order_number, customer_name, items, currency, amount_total,
          payment_status, created_at)
        """,
        """
        INSERT INTO chat_orders VALUES
          ('a', 'A1', 'Ana', '[]', 'USD', 9e999, 'paid', '2026-03-01T09:00:00Z'),
          ('b', 'A2', 'Ana', '[]', 'USD', -9e999, 'paid', '2026-03-01T09:00:00Z')
        """,
      ]
    )
    #expect(try bench.runner.run(source).counts.quarantined == 2)
    #expect(try bench.count("orders") == 0)
  }

  @Test(arguments: [1, 2, 3, 50])
  func `every row of a bot is read, whatever its id is made of`(pageSize: Int) throws {
    let bench = try SyncBench()
    var statements: [SQL] = [
      """
      CREATE TABLE chat_orders (id, order_number, customer_name, items, currency, amount_total,
        payment_status, created_at)
      """
    ]
    let ids = ["NULL", "NULL", "NULL", "1", "1.5", "2", "2.5", "'t1'", "'t2'", "x'00'", "x'01'"]
    for (place, id) in ids.enumerated() {
      statements.append(
        """
        INSERT INTO chat_orders VALUES (\(raw: id), \("N\(place)"), 'Ana', '[]', 'USD', 1,
          'paid', '2026-03-01T09:00:00Z')
        """
      )
    }
    let source = try bot(bench, statements)
    let report = try bench.runner.run(source, options: SyncOptions(pageSize: pageSize))
    #expect(report.counts.inserted == 2)
    #expect(report.counts.quarantined == 9)
    #expect(try bench.count("orders") == 2)
  }

  @Test func `a fault of the store stops the run and sets no feed aside`() throws {
    let bench = try SyncBench()
    try bench.execute("DROP TABLE payment_words")
    #expect(throws: SQLiteError.self) { try bench.sync([FeedDraft.chatOrder(1).line]) }
    #expect(try bench.count("quarantine") == 0)
  }
}
