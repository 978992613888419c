extension Database {
  /// A number that changes when another connection or process commits, never by own commits.
  package func dataVersion() throws -> Int {
    try withConnection { try $0.integer("PRAGMA data_version") ?? 0 }
  }

  /// What SQLite finds wrong in the whole file; empty when it is sound.
  package func integrityCheck() throws -> [String] {
    try read { try $0.findings(of: "integrity_check") }
  }

  /// One sentence for each row that refers to a missing one.
  package func foreignKeyCheck() throws -> [String] {
    try read { connection in
      try connection.map("PRAGMA foreign_key_check") { row in
        let place = try row.int64IfPresent("rowid").map { "row \($0)" } ?? "a row"
        return "\(place) of \(try row.text("table")) refers to a missing row of "
          + (try row.text("parent"))
      }
    }
  }
}

extension Connection {
  func findings(of check: String) throws -> [String] {
    do {
      let findings = try map("PRAGMA \(raw: check)") { try $0.text(check) }
      return findings == ["ok"] ? [] : findings
    } catch let error as SQLiteError {
      // Where the damage keeps SQLite from looking any further.
      guard error.isCorrupt else { throw error }
      return [error.message]
    }
  }
}
