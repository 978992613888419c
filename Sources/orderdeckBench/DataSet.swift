import Glibc
import SQLiteKit
import Store

/// A made-up shop of a given size in a real store file, made once and kept in a cache folder.
///
/// Every order came in through the product's own schema with its triggers on, so the file is what
/// years of use would leave. The newest order has a chat of `longChat` messages.
struct DataSet {
  static let longChat = 10_000
  /// Goes up when the made-up rows change.
  private static let edition = 2

  let orders: Int
  let messagesPerOrder: Int
  let path: String
  /// Nil when the file was there already.
  let secondsToMake: Double?

  init(orders: Int, messagesPerOrder: Int, log: BenchLog) throws {
    self.orders = orders
    self.messagesPerOrder = messagesPerOrder
    let schema = try Self.schemaDigest()
    let folder = try ScratchFolder.cache()
    path = "\(folder)/shop-\(orders)x\(messagesPerOrder)-\(Self.edition)-\(schema).db"
    guard access(path, R_OK | W_OK) != 0 else {
      secondsToMake = nil
      return
    }
    log.say("making \(orders) orders with \(orders * messagesPerOrder) messages in \(path)")
    let started = Stopwatch.now
    let draft = path + ".part"
    ScratchFolder.removeStore(at: draft)
    try Self.make(orders, messagesPerOrder, at: draft, log)
    guard rename(draft, path) == 0 else { throw BareError("cannot rename \(draft)") }
    ScratchFolder.removeStore(at: draft)
    secondsToMake = Double(Stopwatch.now - started) / 1e9
  }

  private static func make(
    _ orders: Int,
    _ messagesPerOrder: Int,
    at path: String,
    _ log: BenchLog
  ) throws {
    _ = try Store(at: path)
    let database = try BareDatabase(at: path)
    // Nobody else sees the file yet, and a crash only costs the making.
    for pragma in [
      "journal_mode = DELETE", "journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF",
      "cache_size = -2000000", "temp_store = MEMORY", "locking_mode = EXCLUSIVE",
    ] {
      try database.run("PRAGMA \(pragma)")
    }
    try MadeUpWords.write(to: database)
    let chunk = 20_000
    for first in stride(from: 1, through: orders, by: chunk) {
      let last = min(orders, first + chunk - 1)
      try database.run("BEGIN")
      let statements = MadeUpOrders.statements(first, last, of: orders, messagesPerOrder)
      for sql in statements { try database.run(sql) }
      if last == orders { try database.run(MadeUpOrders.longChat(of: orders, longChat)) }
      try database.run("COMMIT")
      log.progress("\(last) of \(orders) orders")
    }
    try database.run("PRAGMA locking_mode = NORMAL")
    try database.run("PRAGMA journal_mode = WAL")
  }

  /// Names the schema of this build, so that a kept file of another one is not taken.
  private static func schemaDigest() throws -> String {
    let folder = try ScratchFolder(named: "schema")
    _ = try Store(at: folder.path("empty.db"))
    let database = try BareDatabase(at: folder.path("empty.db"))
    let text = try database.text(
      "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema ORDER BY name)"
    )
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return String(hash, radix: 36)
  }
}
