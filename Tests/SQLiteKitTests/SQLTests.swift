import SQLiteKit
import Testing

private enum Colour: String {
  case red
  case green
}

struct SQLTests {
  @Test func `interpolated values become arguments and never text`() {
    let name = "Robert'); DROP TABLE item;--"
    let sql: SQL = "SELECT id FROM item WHERE name = \(name) AND id > \(7) AND done = \(true)"
    #expect(sql.text == "SELECT id FROM item WHERE name = ? AND id > ? AND done = ?")
    #expect(sql.arguments == [.text(name), .integer(7), .integer(1)])
  }

  @Test func `every kind of value has its place`() {
    let nothing: String? = nil
    let something: Int? = 3
    let bytes: [UInt8] = [0, 255]
    let colour: Colour? = nil
    let sql: SQL =
      "\(nothing) \(something) \(bytes) \(1.5) \(Int64.max) \(Colour.red) \(colour) \(DatabaseValue.null)"
    #expect(sql.text == "? ? ? ? ? ? ? ?")
    #expect(
      sql.arguments
        == [
          .null, .integer(3), .blob([0, 255]), .real(1.5), .integer(.max), .text("red"), .null,
          .null,
        ]
    )
  }

  @Test func `raw text is spliced and a nested piece keeps its values`() {
    let condition: SQL = "name = \("a")"
    let sql: SQL = "SELECT \(raw: "id") FROM item WHERE \(sql: condition) LIMIT \(5)"
    #expect(sql.text == "SELECT id FROM item WHERE name = ? LIMIT ?")
    #expect(sql.arguments == [.text("a"), .integer(5)])
  }

  @Test func `pieces are added and joined in order`() {
    let conditions: [SQL] = ["a = \(1)", "b = \(2)"]
    #expect(conditions.joined(separator: " AND ") == "a = \(1) AND b = \(2)")
    #expect(("x = \(1)" as SQL) + " OR y = \(2)" == "x = \(1) OR y = \(2)")
    #expect([3, 4].asSQLList == "\(3), \(4)")
    #expect([SQL]().joined(separator: ", ") == "")
  }
}
