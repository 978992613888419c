/// What was asked for on the command line.
struct BenchOptions {
  static let usage = """
    usage: orderdeckBench [--quick] [--json | --markdown] [--only GROUP,…]
                          [--orders COUNT,…] [--messages PER-ORDER] [--program PATH]

      --quick     fewer repetitions, and 10000 orders unless --orders says otherwise
      --json      one JSON value on standard output; talk goes to standard error
      --markdown  the table that stands in .github/FIGURES.md
      --only      of \(FigureGroup.allCases.map(\.rawValue).joined(separator: ", "))
      --orders    sizes of the made-up shops, 100000,1000000 by default; they are made once
                  and kept in TMPDIR, which takes minutes and 5 GB for a million orders
      --messages  messages of an order in them, 3 by default
      --program   the orderdeck to measure; by default the one built beside this program

    Build with `swift build -c release --static-swift-stdlib` to measure what is shipped.
    """

  var isQuick = false
  var form = Form.table
  var groups = FigureGroup.allCases
  var orderCounts: [Int] = []
  var messagesPerOrder = 3
  var program: String?

  init(_ arguments: [String]) throws(UsageError) {
    var rest = arguments[...]
    while let word = rest.popFirst() {
      switch word {
      case "--quick": isQuick = true
      case "--json": form = .json
      case "--markdown": form = .markdown
      case "--only": groups = try Self.groups(Self.value(of: word, &rest))
      case "--orders":
        orderCounts = try Self.value(of: word, &rest).split(separator: ",")
          .map { text throws(UsageError) in try Self.count(String(text)) }
      case "--messages": messagesPerOrder = try Self.count(Self.value(of: word, &rest))
      case "--program": program = try Self.value(of: word, &rest)
      default: throw UsageError("unknown word \(word)")
      }
    }
    if orderCounts.isEmpty { orderCounts = isQuick ? [10_000] : [100_000, 1_000_000] }
  }

  /// How the figures are printed.
  enum Form {
    case table, json, markdown
  }

  /// `full`, or the smaller number where figures need not be exact.
  func repetitions(_ full: Int, quick: Int) -> Int { isQuick ? quick : full }

  private static func value(
    of word: String,
    _ rest: inout ArraySlice<String>
  ) throws(UsageError) -> String {
    guard let value = rest.popFirst() else { throw UsageError("\(word) needs a value") }
    return value
  }

  private static func count(_ text: String) throws(UsageError) -> Int {
    guard let count = Int(text), count > 0 else { throw UsageError("\(text) is not a count") }
    return count
  }

  private static func groups(_ text: String) throws(UsageError) -> [FigureGroup] {
    try text.split(separator: ",").map { word throws(UsageError) in
      guard let group = FigureGroup(rawValue: String(word)) else {
        throw UsageError("there is no group of figures \(word)")
      }
      return group
    }
  }
}

struct UsageError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
