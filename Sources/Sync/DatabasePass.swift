import Host
import JSON
import SQLiteKit
import Store

/// Reads the chat orders of another program's database, by id, and again when it changes.
///
/// Every run looks at every row: a bot may write a row with any time it likes, and comparing a
/// row that is known costs little. A run that was cut short goes on from its last page.
struct DatabasePass {
  let run: SyncRun
  let database: Database

  func read() throws {
    var version = try dataVersion()
    try readAll()
    try run.tellBatch()
    while run.isWatching, !run.mustStop {
      Pause.milliseconds(run.options.pollMilliseconds)
      let newest = try dataVersion()
      if newest != version {
        version = newest
        try readAll()
      }
      try run.tellBatch()
    }
  }

  private func dataVersion() throws -> Int? {
    try database.read { try $0.integer("PRAGMA data_version") }
  }

  private func readAll() throws {
    let columns = try columns()
    let total = try database.read { try $0.integer("SELECT count(*) FROM chat_orders") }
    var last = try startID()
    var done: Int64 = 0
    try readWithoutID(columns)
    while !run.mustStop {
      let rows = try page(columns, after: last)
      guard let newest = rows.last?.id else { break }
      done += Int64(rows.count)
      try write(rows, cursor: Self.cursor(newest), progress: (done, total.map(Int64.init)))
      last = newest
    }
    guard !run.mustStop else { return }
    let id = run.source.id
    try run.store.database.write { connection in
      try SyncLedger.setCursor(nil, ofSource: id, on: connection)
    }
  }

  /// Nil for an id that JSON does not hold as it is: a run that is cut short there reads again.
  private static func cursor(_ id: DatabaseValue) -> String? {
    switch id {
    case .null, .real, .blob: nil
    case .integer, .text:
      JSONValue.object(JSONObject([.init(key: "after", value: JSONValue(id))])).text()
    }
  }

  private func write(
    _ rows: [BotRow],
    cursor: String?,
    progress: (Int64, Int64?)
  ) throws {
    let id = run.source.id
    try run.write(rows.map { PageItem($0.columns) }, progress: progress) { connection in
      guard let cursor else { return }
      try SyncLedger.setCursor(cursor, ofSource: id, on: connection)
    }
  }

  /// Where a run that was cut short had come to.
  private func startID() throws -> DatabaseValue? {
    guard !run.options.isFull else { return nil }
    let id = run.source.id
    let kept = try run.store.database.read { connection in
      try SyncLedger.cursor(ofSource: id, on: connection)
    }
    // A cursor that cannot be read only means reading all rows.
    return kept.flatMap { try? JSONValue(reading: $0) }?["after"]?.databaseID
  }

  // MARK: Rows

  /// The columns that are there; throws when one that must be given is not.
  private func columns() throws -> [String] {
    let present = try database.read { connection in
      try connection.map("SELECT name FROM pragma_table_info('chat_orders')") {
        try $0.text("name")
      }
    }
    guard !present.isEmpty else { throw SyncError.noChatOrders(path: database.path) }
    let missing = ChatOrderRowReading.required.filter { !present.contains($0) }
    guard missing.isEmpty else {
      throw SyncError.missingColumns(path: database.path, missing)
    }
    return ChatOrderRowReading.required
      + ChatOrderRowReading.optional.filter { present.contains($0) }
  }

  private func page(_ columns: [String], after last: DatabaseValue?) throws -> [BotRow] {
    let limit = DatabaseValue.integer(Int64(run.pageSize))
    let list = columns.joined(separator: ", ")
    guard let last else {
      return try rows(
        columns,
        "SELECT \(list) FROM chat_orders WHERE id IS NOT NULL ORDER BY id LIMIT ?",
        [limit]
      )
    }
    return try rows(
      columns,
      "SELECT \(list) FROM chat_orders WHERE id > ? ORDER BY id LIMIT ?",
      [last, limit]
    )
  }

  /// Rows without an id are only set aside, so their place is enough to page them.
  private func readWithoutID(_ columns: [String]) throws {
    let list = columns.joined(separator: ", ")
    let limit = Int64(run.pageSize)
    var done: Int64 = 0
    while !run.mustStop {
      let rows = try rows(
        columns,
        "SELECT \(list) FROM chat_orders WHERE id IS NULL LIMIT ? OFFSET ?",
        [.integer(limit), .integer(done)]
      )
      guard !rows.isEmpty else { return }
      done += Int64(rows.count)
      try write(rows, cursor: nil, progress: (0, nil))
    }
  }

  private func rows(
    _ columns: [String],
    _ sql: String,
    _ arguments: [DatabaseValue]
  ) throws -> [BotRow] {
    try database.read { connection in
      try connection.map(SQL(raw: sql, arguments: arguments)) { row in
        var members: [JSONObject.Member] = []
        for column in columns {
          let value = JSONValue(try row.value(column))
          members.append(JSONObject.Member(key: column, value: value))
        }
        return BotRow(id: try row.value("id"), columns: JSONObject(members))
      }
    }
  }
}

/// A row with its id as the database holds it: in JSON a REAL or BLOB would no longer be its place.
private struct BotRow {
  let id: DatabaseValue
  let columns: JSONObject
}

extension PageItem {
  /// A row of `chat_orders`; what goes to quarantine is its columns as JSON.
  init(_ row: JSONObject) {
    line = nil
    byteOffset = nil
    rowID = row["id"]?.stringValue
    bytes = JSONValue.object(row).bytes()[...]
    do throws(FeedProblem) {
      content = .record(.chatOrder(try ChatOrderRowReading.chatOrder(row)))
    } catch {
      content = .problem(error)
    }
  }
}

extension JSONValue {
  init(_ value: DatabaseValue) {
    switch value {
    case .null: self = .null
    case .integer(let number): self = .integer(number)
    // JSON has no such number; as text it is refused where an amount is read.
    case .real(let number): self = number.isFinite ? .number("\(number)") : .string("\(number)")
    case .text(let text): self = .string(text)
    case .blob(let bytes): self = .array(bytes.map { .integer($0) })
    }
  }

  /// What a cursor's id is in the database again.
  fileprivate var databaseID: DatabaseValue? {
    switch self {
    case .null, .bool, .array, .object: nil
    case .number(let text): Int64(text).map(DatabaseValue.integer)
    case .string(let text): .text(text)
    }
  }
}
