import Commerce

/// Options that several commands take, worded once.
enum SharedOptions {
  static let query = Option(
    "query",
    value: "QUERY",
    "the orders that match, as in the console's filter: status:shipped pay:paid \"oak lamp\""
  )
  static let view = Option(
    "view",
    value: "NAME",
    "the orders of a view, of which --query takes a part; `view list` has them"
  )
  /// For commands that change what a query matches.
  static let bulk: [Option] = [
    query, Option("yes", "with --query: change what matches without asking"),
    Option("orders", value: "N", "with --yes: how many they are, needed for more than 200"),
  ]
  static let nothingFound =
    "A query or search that finds nothing says so and ends with 1, as grep does."
  static let limit = Option("limit", value: "N", "at most so many; 0 for all (default 50)")
  static let sort = Option(
    "sort",
    value: "ORDER",
    "the order of the list",
    choices: OrderSort.allCases.map(\.rawValue)
  )
  /// The name of the switch that every change with a receipt has.
  static let dryRun = "dry-run"
  static let ifRevision = "if-revision"
  /// What a product of an order is named by, the same in every command.
  static let itemWord = "by its SKU (the product id in `order show`) or exact name"
  static let change: [Option] = [
    Option(dryRun, "say what would change, and change nothing"),
    Option("idempotency-key", value: "KEY", "the same key twice is one change"),
    Option(ifRevision, value: "N", "refuse when the order has changed since revision N"),
  ]
}
