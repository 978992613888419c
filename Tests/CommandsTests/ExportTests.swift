import Foundation
import JSON
import SQLiteKit
import TestSupport
import Testing

/// Orders 2 to 12 are from chat.
@Suite struct `Exporting tables` {
  private let counter: Counter

  init() throws { counter = try Counter.withShop() }

  @Test func `the rows are those that the query finds, in the order that is asked for`() throws {
    let csv = try counter.call("export", "orders", "--query", "source:chat", "--sort", "oldest")
    #expect(csv.status == 0)
    let lines = csv.output.components(separatedBy: "\r\n")
    #expect(lines[0].hasPrefix("order_number,source,status,payment_status,payment_method,"))
    let listed = try counter.call(
      ["order", "list", "--query", "source:chat", "--sort", "oldest", "--limit", "0", "--json"]
    ).values().compactMap { $0["order_number"]?.stringValue }
    #expect(listed.count == 6)
    #expect(lines.dropFirst().dropLast().map { $0.prefix { $0 != "," } }.map(String.init) == listed)
    let items = try counter.call("export", "items", "--query", "source:chat", "--format", "ndjson")
    let numbers = try items.values().compactMap { $0["order_number"]?.stringValue }
    #expect(Set(numbers) == Set(listed))
    #expect(try items.values().allSatisfy { $0["unit_amount"]?.integerValue != nil })
  }

  @Test func `a query that finds nothing writes the head alone, and ends with 1`() throws {
    let none = try counter.call("export", "orders", "--query", "customer:nobody")
    #expect(none.status == 1)
    #expect(none.output.components(separatedBy: "\r\n").count == 2)
    #expect(none.errorOutput == "no order matches\n")
    let list = try counter.call("export", "items", "--query", "customer:nobody", "--json")
    #expect(list.output == "[\n]\n")
  }

  @Test func `a wrong table is answered with the right ones`() throws {
    let wrong = try counter.call("export", "order")
    #expect(wrong.status == 2)
    #expect(wrong.errorOutput.contains("there is no table order: orders, items or messages"))
  }

  @Test func `agents export nothing, ops get contact data masked, a whole export is on record`()
    throws
  {
    let whole = try counter.call("export", "orders", "--query", "source:chat")
    let record = try counter.text("SELECT detail FROM audit WHERE action = 'export_orders'")
    #expect(record == #"{"table":"orders","query":"source:chat","orders":6}"#)
    #expect(whole.output.contains("@example.com"))
    let contacts = (0..<7).map { "customer\($0)@example.com" }
    #expect(contacts.contains { whole.output.contains($0) })
    try counter.call("staff", "add", "Olga", "--role", "ops")
    try counter.call("staff", "add", "Axel", "--role", "agent")
    let masked = try counter.call("--as", "Olga", "export", "orders")
    #expect(masked.status == 0)
    #expect(!contacts.contains { masked.output.contains($0) })
    let refused = try counter.call("--as", "Axel", "export", "orders")
    #expect(refused.status == 1 && refused.output == "")
    #expect(refused.errorOutput.contains("exporting orders needs ops or admin, and you are agent"))
    #expect(try counter.number("SELECT count(*) FROM audit WHERE action = 'export_orders'") == 2)
    let readOnly = try counter.call("--read-only", "export", "orders")
    #expect(readOnly.status == 1 && readOnly.output == "")
  }
}
