import SQLiteKit
import Testing

struct StatementCacheTests {
  private func compilations(_ database: Database) throws -> Int {
    try database.read { $0.statementCompilations }
  }

  @Test func `the same text is compiled once whatever the values`() throws {
    let database = try Database.inMemory()
    _ = try database.read { try $0.integer("SELECT \(0)") }
    let before = try compilations(database)
    for number in 1...50 {
      #expect(try database.read { try $0.integer("SELECT \(number)") } == number)
    }
    #expect(try compilations(database) == before)
  }

  @Test func `a query inside the same query gets a statement of its own`() throws {
    let database = try Database.inMemory()
    let query: SQL = "SELECT value FROM json_each('[1,2,3]')"
    let pairs = try database.read { connection in
      try connection.map(query) { outer in
        try connection.map(query) { try $0.integer("value") }.reduce(0, +)
          * (try outer.integer("value"))
      }
    }
    #expect(pairs == [6, 12, 18])
  }

  @Test func `more texts than the cache holds still run and the newest stay`() throws {
    let database = try Database.inMemory()
    func select(_ number: Int) throws -> Int? {
      try database.read { try $0.integer("SELECT \(raw: String(number))") }
    }
    for number in 1...250 { #expect(try select(number) == number) }
    let before = try compilations(database)
    _ = try select(250)
    #expect(try compilations(database) == before)
    _ = try select(1)
    #expect(try compilations(database) == before + 1)
  }

  @Test func `a statement whose body threw can be run again`() throws {
    struct Stop: Error {}
    let database = try Database.inMemory()
    let query: SQL = "SELECT value FROM json_each('[1,2,3]')"
    #expect(throws: Stop.self) {
      try database.read { try $0.forEach(query) { _ in throw Stop() } }
    }
    let values = try database.read { try $0.map(query) { try $0.integer("value") } }
    #expect(values == [1, 2, 3])
  }
}
