import Commerce
import Desk
import Host
import Reports
import Store

/// Tables of what a query finds, for spreadsheets and other programs.
enum ExportTableCommand {
  static let export = Command(
    "export",
    "Write the orders, items or messages that a query finds, as CSV or JSON",
    arguments: [Argument("TABLE", "orders, items or messages")],
    options: [
      SharedOptions.query, SharedOptions.sort,
      Option(
        "format",
        value: "FORMAT",
        "how it is written (default csv)",
        choices: ExportFormat.allCases.map(\.rawValue)
      ),
    ],
    notes: [
      "All rows, in the order of the list; amounts are whole minor units of the row's currency, times "
        + "RFC 3339 in UTC.",
      "In CSV what begins like a formula has an apostrophe before it, and controls are visible signs.",
      "Ops get contact data masked; whole exports of an admin are noted in the audit trail.",
    ],
    examples: [
      "orderdeck export orders --query 'created:<7d source:chat' > week.csv",
      "orderdeck export messages --query number:CHT001234 --format ndjson",
    ]
  ) { invocation, session in
    let word = try invocation.required("TABLE")
    guard let table = ExportTable(rawValue: word) else {
      throw UsageError(
        "there is no table \(word): orders, items or messages",
        hint: NearestWord.find(word, among: ExportTable.allCases.map(\.rawValue))
      )
    }
    let listing = try session.listing()
    let store = try session.store()
    let count = try store.orderCount(listing.filter, in: try session.context())
    let isMasked = try session.desk().beginExport(
      of: word,
      query: invocation.value("query") ?? "",
      count: count
    )
    let named = invocation.value("format").flatMap(ExportFormat.init)
    let format = named ?? (session.isJSON ? .json : .csv)
    try write(table, as: format, listing, of: count, isMasked: isMasked, session)
    guard count == 0 else { return .done }
    try session.talk("no order matches")
    return .refused
  }

  private static func write(
    _ table: ExportTable,
    as format: ExportFormat,
    _ listing: OrderListing,
    of count: Int,
    isMasked: Bool,
    _ session: Session
  ) throws {
    let store = try session.store()
    let columns = table.columns
    let progress = ProgressLine(session: session)
    var written = 0
    var orders = 0
    try session.world.streams.write(format.head(columns), to: .output)
    _ = try OrderPages(session).forEach(of: listing, limit: 0) { page in
      var text = ""
      for order in try store.exported(page) {
        let order = isMasked ? order.withMaskedContact : order
        let rows = try table.rows(of: order) { try store.messages(of: order.summary.id) }
        for row in rows {
          text += format.row(row, under: columns, isFirst: written == 0)
          written += 1
        }
      }
      orders += page.count
      try session.world.streams.write(text, to: .output)
      let words = "\(CountText.grouped(orders)) of \(CountText.of(count, "order"))"
      try progress.show(words, Int64(orders), of: Int64(count))
    }
    try session.world.streams.write(format.end(isEmpty: written == 0), to: .output)
    try progress.finish()
  }
}
