import JSON

/// Shows figures to a person as lines of a table, and to a program as JSON.
struct FigureTable {
  private static let titles = ["figure", "ours", "bare", "unit", "ratio", "target", ""]

  let figures: [Figure]

  /// Columns padded to the longest entry; numbers stand at the right.
  var text: String {
    let rows = [Self.titles] + figures.map(Self.cells)
    let widths = Self.titles.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = zip(row, widths).enumerated().map { column, cell in
        let padding = String(repeating: " ", count: cell.1 - cell.0.count)
        return (1...2).contains(column) || column == 4 ? padding + cell.0 : cell.0 + padding
      }
      return cells.joined(separator: "  ").trimmingEnd()
    }.joined(separator: "\n")
  }

  /// The same for a README.
  var markdown: String {
    let rows = [Self.titles, ["---", "--:", "--:", "---", "--:", "---", "---"]]
    return (rows + figures.map(Self.cells)).map { "| \($0.joined(separator: " | ")) |" }
      .joined(separator: "\n")
  }

  private static func cells(of figure: Figure) -> [String] {
    [
      figure.name + (figure.orders.map { ", \(grouped($0)) orders" } ?? ""),
      shown(figure.ours, figure.unit),
      figure.bare.map { shown($0, figure.unit) } ?? "",
      figure.unit.rawValue + (figure.unit.hasTail ? " p50/p99" : ""),
      figure.ratio.map { number($0) } ?? "",
      shown(figure.target, figure.unit),
      figure.isMet.map { $0 ? "met" : "MISSED" } ?? "",
    ]
  }

  private static func shown(_ samples: Samples, _ unit: FigureUnit) -> String {
    let median = number(samples.median)
    return unit.hasTail ? "\(median)/\(number(samples.percentile(99)))" : median
  }

  private static func shown(_ target: Figure.Target, _ unit: FigureUnit) -> String {
    switch target {
    case .ratioAtMost(let limit): "≤ \(number(limit)) ×"
    case .ratioAtLeast(let limit): "≥ \(number(limit)) ×"
    case .atMost(let limit): "≤ \(number(limit)) \(unit.rawValue)"
    case .atLeast(let limit): "≥ \(number(limit)) \(unit.rawValue)"
    case .ratiosAtMost(let limit): "≤ \(number(limit)) ×, p99 too"
    case .bothAtMost(let limit, let tail):
      "≤ \(number(limit)) \(unit.rawValue), p99 ≤ \(number(tail)) \(unit.rawValue)"
    case .tailAtMost(let limit): "p99 ≤ \(number(limit)) \(unit.rawValue)"
    case .none: ""
    }
  }

  /// Three digits that count: 0.0123, 1.23, 12.3, 123, 12,345.
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return "?" }
    var decimals = 0
    var scale = 1.0
    while decimals < 4, value != 0, abs(value) * scale < 100 {
      scale *= 10
      decimals += 1
    }
    let units = Int((value * scale).rounded())
    guard decimals > 0 else { return grouped(units) }
    let digits = String(units % Int(scale))
    let zeros = String(repeating: "0", count: decimals - digits.count)
    var text = "\(units / Int(scale)).\(zeros)\(digits)"
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }

  static func grouped(_ value: Int) -> String {
    guard value >= 1_000 else { return "\(value)" }
    let rest = String(value % 1_000)
    return grouped(value / 1_000) + "," + String(repeating: "0", count: 3 - rest.count) + rest
  }
}

extension FigureTable {
  /// The figures as one JSON list.
  var json: String {
    JSONValue.array(figures.map(Self.json)).text(.pretty)
  }

  private static func json(of figure: Figure) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("name", .string(figure.name)),
      ("orders", figure.orders.map { .integer($0) } ?? .null),
      ("unit", .string(figure.unit.rawValue)),
      ("ours", plain(figure.ours.median)),
      ("bare", figure.bare.map { plain($0.median) } ?? .null),
      ("ratio", figure.ratio.map(plain) ?? .null),
      ("target", .string(shown(figure.target, figure.unit))),
      ("met", figure.isMet.map { .bool($0) } ?? .null),
      ("samples", .integer(figure.ours.count)),
    ]
    if figure.unit.hasTail {
      members.append(("ours_p99", plain(figure.ours.percentile(99))))
      members.append(("bare_p99", figure.bare.map { plain($0.percentile(99)) } ?? .null))
    }
    return .object(JSONObject(members.map { JSONObject.Member(key: $0.0, value: $0.1) }))
  }

  private static func plain(_ value: Double) -> JSONValue {
    guard value.isFinite else { return .null }
    return .number(number(value).filter { $0 != "," })
  }
}

extension String {
  fileprivate func trimmingEnd() -> String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
