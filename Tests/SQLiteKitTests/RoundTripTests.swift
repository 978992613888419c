import SQLiteKit
import Testing

struct RoundTripTests {
  private func roundTrip(_ value: DatabaseValue) throws -> DatabaseValue? {
    try Database.inMemory().read { try $0.value("SELECT \(value)") }
  }

  @Test(arguments: [
    "", "plain", "a\u{0}b", "\u{0}", "👩‍👩‍👧‍👦 é ﷽ \u{202E}", String(repeating: "ß", count: 100_000),
  ])
  func `text comes back byte for byte`(text: String) throws {
    let found = try roundTrip(.text(text))
    guard case .text(let string) = found else {
      Issue.record("not text: \(String(describing: found))")
      return
    }
    #expect(Array(string.utf8) == Array(text.utf8))
  }

  @Test func `numbers blobs and null come back as they were`() throws {
    let values: [DatabaseValue] = [
      .null, .integer(.min), .integer(.max), .integer(0), .real(0.1), .real(-.infinity),
      .blob([]), .blob([0]), .blob(Array(0...255)),
    ]
    for value in values { #expect(try roundTrip(value) == value) }
  }

  @Test func `a message of many megabytes fits and one beyond the limit is refused`() throws {
    let big = [UInt8](repeating: 7, count: 20 << 20)
    #expect(try roundTrip(.blob(big)) == .blob(big))
    let error = #expect(throws: SQLiteError.self) {
      try roundTrip(.blob([UInt8](repeating: 7, count: 65 << 20)))
    }
    #expect(error?.isTooBig == true)
  }

  @Test func `a statement with too few or too many values is refused`() throws {
    let database = try Database.inMemory()
    let error = #expect(throws: SQLiteError.self) {
      try database.read { try $0.value(SQL(raw: "SELECT ?, ?", arguments: [.null])) }
    }
    #expect(error?.message == "2 values are needed, 1 given")
  }

  @Test func `an error tells code and SQL but never the value`() throws {
    let database = try Database.inMemory()
    try database.write { connection in
      try connection.run("CREATE TABLE person (mail TEXT NOT NULL UNIQUE) STRICT")
      try connection.run("INSERT INTO person (mail) VALUES (\("secret@example.org"))")
    }
    let error = #expect(throws: SQLiteError.self) {
      try database.write {
        try $0.run("INSERT INTO person (mail) VALUES (\("secret@example.org"))")
      }
    }
    #expect(error?.message == "UNIQUE constraint failed: person.mail")
    #expect(error?.sql == "INSERT INTO person (mail) VALUES (?)")
    #expect(error.map { "\($0)" }?.contains("secret") == false)
    #expect(error?.userSentence.contains("secret") == false)
  }

  @Test func `the words somebody searched for stay out of the error`() throws {
    let database = try Database.inMemory()
    try database.write { try $0.run("CREATE VIRTUAL TABLE words USING fts5(text)") }
    for expression in ["secret AND", "\"secret", "secret : x", "^^secret)"] {
      let error = #expect(throws: SQLiteError.self) {
        try database.read { try $0.value("SELECT 1 FROM words WHERE words MATCH \(expression)") }
      }
      #expect(error.map { "\($0)" }?.contains("secret") == false)
    }
  }

  @Test func `SQL with two statements or none is refused`() throws {
    let database = try Database.inMemory()
    for sql: SQL in ["SELECT 1; SELECT 2", "", "-- nothing"] {
      #expect(throws: SQLiteError.self) { try database.read { try $0.run(sql) } }
    }
    #expect(try database.read { try $0.integer("SELECT 1; -- one") } == 1)
  }
}
