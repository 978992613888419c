import SQLiteKit

/// Compares the schema of a file with the one that our steps make, before anything is written.
///
/// A trigger that somebody added to our tables, or a table or view of ours that was swapped for
/// another, would run with our rights. Tables, views and indexes of other names are left alone:
/// nothing of ours reads them.
struct SchemaGuard {
  private let expected: Set<Substring>
  private let names: Set<Substring>

  init(script: String) {
    let statements = Self.statements(in: script).filter { $0.hasPrefix("CREATE ") }
    expected = Set(statements)
    names = Set(statements.compactMap(Self.name))
  }

  /// What a store keeps of the schema that it was made with, as its `user_version`: so a store of
  /// another build is not taken for one that somebody altered.
  static var mark: Int32 {
    let digest = SHA256.hexDigest(of: Array(M001.script.utf8))
    return Int32(digest.prefix(7), radix: 16) ?? 0
  }

  /// Throws ``StoreError/foreignSchema(_:object:)`` for what does not belong, or
  /// ``StoreError/otherBuild(_:object:)`` when another build of this program made it.
  ///
  /// What is missing is refused too, unless the store still has steps before it.
  func check(_ database: Database, isComplete: Bool) throws {
    let found = try database.read { try findings(on: $0) }
    if let object = found.foreign.first { throw try error(about: object, in: database) }
    guard isComplete, let missing = names.subtracting(found.known).sorted().first else { return }
    throw try error(about: "the missing \(missing)", in: database)
  }

  private func error(about object: String, in database: Database) throws -> StoreError {
    let mark = try database.read { try $0.integer("PRAGMA user_version") }
    guard mark == Int(Self.mark) else { return .otherBuild(database.path, object: object) }
    return .foreignSchema(database.path, object: object)
  }

  private func findings(
    on connection: borrowing Connection
  ) throws -> (foreign: [String], known: Set<Substring>) {
    var foreign: [String] = []
    var known: Set<Substring> = []
    try connection.forEach(
      """
      SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid
      """
    ) { row in
      let type = try row.text("type")
      let name = try row.text("name")
      let table = try row.text("tbl_name")
      let isOfOurTable = type == "trigger" && names.contains(table[...])
      guard names.contains(name[...]) || isOfOurTable else { return }
      if expected.contains(try row.text("sql")[...]) {
        known.insert(name[...])
      } else {
        foreign.append("the \(type) \(name)")
      }
    }
    return (foreign, known)
  }

  // MARK: Reading the script

  /// The statements as SQLite keeps them: without the semicolon and the comments before them.
  ///
  /// In our scripts a trigger ends with a line `END;`, everything else with the first line that
  /// ends with a semicolon.
  private static func statements(in script: String) -> [Substring] {
    var statements: [Substring] = []
    var start: String.Index?
    var isTrigger = false
    for line in script.split(separator: "\n") {
      if start == nil {
        guard !line.hasPrefix("--") else { continue }
        start = line.startIndex
        isTrigger = line.hasPrefix("CREATE TRIGGER")
      }
      guard isTrigger ? line == "END;" : line.utf8.last == UInt8(ascii: ";"), let first = start
      else { continue }
      statements.append(script[first..<script.utf8.index(before: line.endIndex)])
      start = nil
    }
    return statements
  }

  /// The word after the kind: `CREATE UNIQUE INDEX name ON …`.
  private static func name(of statement: Substring) -> Substring? {
    let kinds: Set<Substring> = ["TABLE", "INDEX", "VIEW", "TRIGGER"]
    let words = statement.prefix(120).split(whereSeparator: { $0 == " " || $0 == "\n" })
    guard let kind = words.firstIndex(where: kinds.contains), kind + 1 < words.count else {
      return nil
    }
    return words[kind + 1]
  }
}
