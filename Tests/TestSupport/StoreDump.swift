package import SQLiteKit

/// Every row of a store as sorted text, without what tells how and when it came in.
///
/// Two stores with equal dumps hold the same shop: row numbers, the search index and the ranges
/// that name them, times of import, the ledger of sync and how often a quarantined line was met
/// are left out.
package enum StoreDump {
  package static func text(of database: Database) throws -> String {
    try lines(of: database).joined(separator: "\n")
  }

  package static func lines(of database: Database) throws -> [String] {
    try database.read { connection in
      var lines: [String] = []
      for table in try tables(on: connection) {
        let columns = try columns(of: table, on: connection)
        let list = columns.joined(separator: ", ")
        var rows: [String] = []
        try connection.forEach(SQL(raw: "SELECT \(list) FROM \(table)")) { row in
          var cells: [String] = []
          for column in columns { cells.append("\(column)=\(text(try row.value(column)))") }
          rows.append("\(table) | " + cells.joined(separator: " | "))
        }
        lines += rows.sorted()
      }
      return lines
    }
  }

  private static func tables(on connection: borrowing Connection) throws -> [String] {
    try connection.map(
      """
      SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
        AND name NOT LIKE '%_search%' AND name NOT GLOB '*_words'
        AND name NOT GLOB '*_ranges'
        AND name NOT LIKE 'sync_%' AND name NOT LIKE '%migration%'
      ORDER BY name
      """
    ) { try $0.text("name") }
  }

  private static func columns(
    of table: String,
    on connection: borrowing Connection
  ) throws -> [String] {
    let names = try connection.map("SELECT name FROM pragma_table_info(\(table))") {
      try $0.text("name")
    }
    return names.filter { !passing.contains($0) && !passing.contains("\(table).\($0)") }
  }

  /// Columns that tell how a row came, not what it is.
  private static let passing: Set = [
    "serial", "seen_at", "settled_at", "first_seen_at", "was_payable", "staff.created_at",
    "quarantine.source_id", "quarantine.line", "quarantine.byte_offset", "quarantine.digest",
    "quarantine.attempts", "quarantine.resolved_at",
  ]

  private static func text(_ value: DatabaseValue) -> String {
    switch value {
    case .null: "NULL"
    case .integer(let number): String(number)
    case .real(let number): String(number)
    case .text(let text): "'\(text)'"
    case .blob(let bytes): "x" + bytes.map { String($0, radix: 16) }.joined(separator: ".")
    }
  }
}
