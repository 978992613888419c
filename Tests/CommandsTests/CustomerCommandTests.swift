import JSON
import SQLiteKit
import TestSupport
import Testing

@Suite struct `One customer on the command line` {
  private let counter: Counter

  init() throws {
    counter = try Counter.withShop()
    try counter.run(
      """
      UPDATE orders SET customer_email = 'Ana@Example.com', customer_phone = '+39 06 555 0100',
        customer_name = 'Ana Souza' WHERE order_number = 'CHT000002'
      """
    )
    try counter.run(
      """
      UPDATE orders SET customer_email = NULL, customer_phone = '0039-06-5550100'
      WHERE order_number = 'CHT000004'
      """
    )
  }

  @Test(arguments: ["CHT000002", "cht000002", "+39065550100", "0039 06 555 0100"])
  func `is found by order and by phone, however it is written`(_ key: String) throws {
    let shown = try counter.call("customer", "show", key)
    #expect(shown.status == 0, "\(shown.errorOutput)")
    #expect(shown.output.contains("CHT000002"))
    #expect(shown.output.contains("CHT000004"))
    #expect(shown.output.contains("orders    2, 2 by chat"))
  }

  @Test func `is found by e-mail, and told as one JSON value`() throws {
    let value = try #require(
      try counter.call("customer", "show", "ana@example.COM", "--json").values().first
    )
    #expect(value["order_count"]?.integerValue == 1)
    let orders = value["orders"]?.arrayValue ?? []
    #expect(orders.first?["order_number"]?.stringValue == "CHT000002")
    #expect(value["net_spend"]?.arrayValue?.first?["currency"] != nil)
  }

  @Test func `that nobody is ends with 1`() throws {
    let none = try counter.call("customer", "show", "nobody@example.com")
    #expect(none.status == 1)
    #expect(none.errorOutput.contains("no order is of nobody@example.com"))
    #expect(try counter.call("customer", "show", "CHT999999").status == 1)
  }

  @Test func `a cut list says so`() throws {
    let cut = try counter.call("customer", "show", "CHT000002", "--limit", "1")
    #expect(cut.errorOutput.contains("1 of 2 shown"))
  }

  @Test func `the same orders are found by a query`() throws {
    let orders = try counter.call("order", "list", "--query", "same:CHT000004", "--json").values()
    #expect(
      Set(orders.compactMap { $0["order_number"]?.stringValue }) == ["CHT000002", "CHT000004"]
    )
  }
}
