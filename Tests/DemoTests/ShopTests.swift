import Commerce
import Demo
import Foundation
import SQLiteKit
import Store
import Sync
import TestSupport
import Testing

@Suite struct ShopTests {
  private let folder: TemporaryFolder
  private let now = FeedTests.now

  init() throws {
    folder = try TemporaryFolder("demo")
  }

  @Test func `the feed is taken in whole and shows all that a shop meets`() throws {
    let store = try DemoShop.prepare(at: folder.path("demo"), now: now)
    let overview = try store.syncOverview(limit: 10, for: .program)
    #expect(overview.quarantineCount == 0)
    #expect(overview.conflicts.map(\.field) == ["unknown_status"])
    #expect(overview.chatOrdersWaiting > 5)
    #expect(overview.unlinkedSessions > 5)
    let counts = try store.statusCounts()
    for status in OrderStatus.allCases { #expect(counts[status] >= 3, "\(status)") }
    #expect(counts.total >= 420)
    let chat = OrderStatus.allCases.reduce(0) { $0 + counts[$1, .chatCommerce] }
    #expect(chat * 100 >= counts.total * 40)
    for status in PaymentStatus.allCases {
      #expect(
        try count(store, "orders WHERE payment_status = '\(status.rawValue)'") >= 3,
        "\(status)"
      )
    }
    for currency in ["USD", "EUR", "GBP", "JPY", "BRL", "KWD"] {
      #expect(try count(store, "orders WHERE currency = '\(currency)'") >= 3, "\(currency)")
    }
    for method in ["cash_on_delivery", "boleto"] {
      #expect(try count(store, "orders WHERE payment_method = '\(method)'") >= 3, "\(method)")
    }
  }

  @Test func `there are late parcels, unread customers and oddities to be seen`() throws {
    try FilledShop.copy(to: folder.path("demo"))
    let store = try DemoShop.prepare(at: folder.path("demo"), now: now)
    let today = now.rfc3339.prefix(10)
    let late = "orders WHERE status = 'shipped' AND estimated_delivery < '\(today)'"
    #expect(try count(store, late) >= 5)
    #expect((10...20).contains(try count(store, "conversations WHERE unread_count > 0")))
    #expect(try count(store, "orders WHERE source_status_word IS NOT NULL") == 1)
    #expect(try count(store, "orders WHERE total_differs = 1") == 1)
    #expect(try count(store, "messages WHERE status = 'failed'") >= 1)
    #expect(try count(store, "orders WHERE customer_notes IS NOT NULL") >= 20)
    #expect(try count(store, "orders WHERE amount_refunded > 0") >= 20)
    let recent = now.advanced(byMilliseconds: -600_000).rfc3339
    #expect(try count(store, "messages WHERE sent_at > '\(recent)'") >= 1)
    let people = "(SELECT DISTINCT customer_name FROM orders)"
    #expect(try count(store, people) >= 120)
    #expect(try count(store, "(SELECT DISTINCT product_id FROM order_items)") >= 30)
  }

  @Test func `preparing it again changes nothing`() throws {
    try FilledShop.copy(to: folder.path("demo"))
    let path = folder.path("demo")
    let first = try dump(DemoShop.prepare(at: path, now: now))
    let later = now.advanced(byMilliseconds: 3_600_000)
    #expect(try dump(DemoShop.prepare(at: path, now: later)) == first)
  }

  @Test func `starting over gives a new shop and leaves other files as they are`() throws {
    try FilledShop.copy(to: folder.path("demo"))
    let path = folder.path("demo")
    _ = try DemoShop.prepare(at: path, now: now)
    let real = folder.path("orders.db")
    let notes = folder.path("demo/notes.txt")
    do { _ = try Store(at: real) }
    try Data("mine".utf8).write(to: URL(filePath: notes))
    let before = try Data(contentsOf: URL(filePath: real))
    let later = now.advanced(byMilliseconds: 86_400_000)
    let store = try DemoShop.prepare(at: path, fresh: true, now: later)
    #expect(try Data(contentsOf: URL(filePath: real)) == before)
    #expect(try Data(contentsOf: URL(filePath: notes)) == Data("mine".utf8))
    let recent = later.advanced(byMilliseconds: -3_600_000).rfc3339
    #expect(try count(store, "orders WHERE created_at > '\(recent)'") >= 1)
  }

  @Test func `a folder with a real store is refused`() throws {
    do { _ = try Store(at: folder.path("orders.db")) }
    #expect(throws: DemoShopError.self) {
      try DemoShop.prepare(at: folder.path, fresh: true, now: now)
    }
    #expect(!FileManager.default.fileExists(atPath: folder.path("demo.db")))
  }

  @Test func `a store of the demo's name that somebody filled is not touched`() throws {
    let path = folder.path("demo.db")
    do {
      let store = try Store(at: path)
      try store.database.write { connection in
        try connection.run(
          """
          INSERT INTO chat_orders (id, order_number, customer_name, items, currency, amount_total,
            payment_status, created_at)
          VALUES ('a', 'CHT000001', 'Ada', '[]', 'USD', 100, 'paid', '2026-11-01T00:00:00Z')
          """
        )
      }
    }
    let before = try Data(contentsOf: URL(filePath: path))
    for fresh in [true, false] {
      #expect(throws: DemoShopError.notTheDemo(path)) {
        try DemoShop.prepare(at: folder.path, fresh: fresh, now: now)
      }
    }
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
  }

  @Test(arguments: ["another build", "altered", "damaged"])
  func `a shop that cannot be read names the way to start over, and starts over`(
    _ trouble: String
  ) throws {
    try FilledShop.copy(to: folder.path("demo"))
    let path = folder.path("demo/demo.db")
    try spoil(path, trouble)
    let before = try Data(contentsOf: URL(filePath: path))
    let error = #expect(throws: DemoShopError.self) {
      try DemoShop.prepare(at: folder.path("demo"), now: now)
    }
    #expect(error?.description.contains("`orderdeck demo --fresh` starts the made-up shop") == true)
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
    let store = try DemoShop.prepare(at: folder.path("demo"), fresh: true, now: now)
    #expect(try count(store, "orders") >= 420)
  }

  @Test(arguments: ["another build", "altered", "damaged"])
  func `a store without the demo's feed beside it is never touched, readable or not`(
    _ trouble: String
  ) throws {
    let path = folder.path("demo.db")
    do { _ = try Store(at: path) }
    try spoil(path, trouble)
    let before = try Data(contentsOf: URL(filePath: path))
    for fresh in [true, false] {
      #expect(throws: (any Error).self) {
        try DemoShop.prepare(at: folder.path, fresh: fresh, now: now)
      }
    }
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
  }

  private func spoil(_ path: String, _ trouble: String) throws {
    if trouble == "damaged" {
      return try Data(repeating: 120, count: 5_000).write(to: URL(filePath: path))
    }
    let database = try Store(at: path).database
    try database.write { connection in
      try connection.run("DROP VIEW unified_orders")
      if trouble == "another build" { try connection.run("PRAGMA user_version = 1") }
    }
    try database.checkpoint()
  }

  @Test func `a shop that is open elsewhere does not start over`() throws {
    try FilledShop.copy(to: folder.path("demo"))
    let path = folder.path("demo")
    let store = try DemoShop.prepare(at: path, now: now)
    let orders = try count(store, "orders")
    #expect(throws: DemoShopError.inUse(DemoShop.storePath(in: path))) {
      try DemoShop.prepare(at: path, fresh: true, now: now)
    }
    #expect(try count(store, "orders") == orders)
  }

  @Test func `a filling that was broken off is finished`() throws {
    let path = folder.path("demo")
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let feed = folder.path("demo/demo-feed.ndjson")
    try DemoFeed(now: now).text().write(toFile: feed, atomically: true, encoding: .utf8)
    do {
      let store = try Store(at: DemoShop.storePath(in: path))
      struct Broken: Error {}
      let options = SyncOptions(pageSize: 100) { progress in
        if progress.counts.read > 500 { throw Broken() }
      }
      #expect(throws: Broken.self) {
        try SyncRunner(store: store).run(.ndjson(path: feed), options: options)
      }
    }
    let store = try DemoShop.prepare(at: path, now: now)
    #expect(try count(store, "orders") >= 420)
  }

  @Test func `the person at the console may do everything`() throws {
    let store = try DemoShop.prepare(at: folder.path("demo"), now: now, osUser: "kim")
    #expect(try store.staff(osUser: "kim")?.role == .admin)
    #expect(try store.staff().count == 4)
  }

  private func count(_ store: Store, _ source: String) throws -> Int {
    try store.database.read { try $0.integer("SELECT count(*) FROM \(raw: source)") ?? -1 }
  }

  /// Every row that the shop is made of.
  private func dump(_ store: Store) throws -> [String] {
    let tables = [
      ("orders", "id, status, payment_status, total_amount, revision, updated_at"),
      ("messages", "id, body, sent_at, status, is_unread"), ("order_events", "id, at, kind"),
      ("chat_sessions", "id, started_at, outcome"), ("staff", "id, role"),
      ("sync_runs", "serial, counts"), ("chat_orders", "id, payment_status, metadata"),
    ]
    return try tables.flatMap { table, columns in
      let row = columns.split(separator: ",").map { "coalesce(\($0), '')" }
      return try store.database.read { connection in
        try connection.map(
          "SELECT \(raw: row.joined(separator: " || '|' || ")) AS line FROM \(raw: table) ORDER BY 1"
        ) { try $0.text("line") }
      }
    }
  }
}
