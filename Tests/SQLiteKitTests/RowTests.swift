import SQLiteKit
import Testing

private struct Item: RowDecodable, Equatable {
  let id: Int
  let name: String
  let note: String?

  init(row: borrowing Row) throws {
    id = try row.integer("id")
    name = try row.text("name")
    note = try row.textIfPresent("note")
  }
}

private enum Colour: String {
  case red
}

struct RowTests {
  private func first<T: Sendable>(_ sql: SQL, _ body: (borrowing Row) throws -> T) throws -> T? {
    try Database.inMemory().read { try $0.first(sql, body) }
  }

  @Test func `rows are read by column name in any order`() throws {
    let sql: SQL =
      "SELECT 'n' AS name, NULL AS note, 7 AS id, 1 AS done, 2.5 AS share, x'01' AS raw"
    let found = try first(sql) { (row: borrowing Row) throws -> Bool in
      #expect(try row.integer("id") == 7)
      #expect(try row.text("name") == "n")
      #expect(try row.bool("done"))
      #expect(try row.blob("raw") == [1])
      #expect(try row.isNull("note"))
      #expect(try row.value("share") == .real(2.5))
      return true
    }
    #expect(found == true)
  }

  @Test func `optional readers give nil for NULL and refuse another type`() throws {
    let sql: SQL = "SELECT NULL AS a, 'text' AS b, 3 AS c"
    _ = try first(sql) { (row: borrowing Row) throws -> Void in
      #expect(try row.textIfPresent("a") == nil)
      #expect(try row.integerIfPresent("a") == nil)
      #expect(try row.boolIfPresent("a") == nil)
      #expect(try row.textIfPresent("b") == "text")
      #expect(try row.integerIfPresent("c") == 3)
      #expect(throws: RowError.self) { try row.integerIfPresent("b") }
      #expect(throws: RowError.self) { try row.boolIfPresent("c") }
    }
  }

  @Test func `a wrong type names column and types and never the value`() throws {
    let error = #expect(throws: RowError.self) {
      try first("SELECT \("secret") AS name") { try $0.integer("name") }
    }
    #expect(error?.column == "name")
    #expect(error?.problem == .wrongType(expected: .integer, found: .text))
    #expect(error?.sql == "SELECT ? AS name")
    #expect(error.map { "\($0)" }?.contains("secret") == false)
  }

  @Test func `a missing column names those that are there`() throws {
    let error = #expect(throws: RowError.self) {
      try first("SELECT 1 AS id, 2 AS name") { try $0.integer("nmae") }
    }
    #expect(error?.problem == .missing(present: ["id", "name"]))
  }

  @Test func `a name that two columns have is refused`() throws {
    let error = #expect(throws: RowError.self) {
      try first("SELECT 1 AS id, 2 AS id") { try $0.integer("id") }
    }
    #expect(error?.problem == .ambiguous)
  }

  @Test func `an enum is read by its raw value or refused`() throws {
    #expect(try first("SELECT 'red' AS c") { try $0.choice("c", as: Colour.self) } == .red)
    let error = #expect(throws: RowError.self) {
      try first("SELECT 'pink' AS c") { try $0.choice("c", as: Colour.self) }
    }
    #expect(error?.problem == .unknownValue(of: "Colour"))
  }

  @Test func `records are decoded and the query order is kept`() throws {
    let items: [String] = try Database.inMemory().write { connection in
      try connection.run("CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT, note TEXT)")
      for number in 1...3 {
        try connection.run("INSERT INTO item (name) VALUES (\("n\(number)"))")
      }
      let all: [Item] = try connection.all("SELECT id, name, note FROM item ORDER BY id DESC")
      let one: Item? = try connection.first("SELECT id, name, note FROM item WHERE id = \(9)")
      #expect(one == nil)
      return all.map(\.name)
    }
    #expect(items == ["n3", "n2", "n1"])
  }

  @Test func `columns are looked up anew after the table has changed`() throws {
    let database = try Database.inMemory()
    try database.write { try $0.execute(script: "CREATE TABLE t (a); INSERT INTO t VALUES (1);") }
    let query: SQL = "SELECT * FROM t"
    #expect(try database.read { try $0.map(query) { $0.columnNames } } == [["a"]])
    try database.write { try $0.run("ALTER TABLE t ADD COLUMN b DEFAULT 2") }
    #expect(try database.read { try $0.map(query) { try $0.integer("b") } } == [2])
  }
}
