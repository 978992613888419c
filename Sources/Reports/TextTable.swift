import Commerce
import Screen

/// Rows of text in columns that line up, whatever script the words are in.
package struct TextTable {
  enum Side { case left, right }

  private let sides: [Side]
  private var widths: [Int]?
  private var rows: [[String]] = []

  package init(_ heads: [String], right: Set<Int> = []) {
    sides = heads.indices.map { right.contains($0) ? .right : .left }
    rows = [heads]
  }

  package var isEmpty: Bool { rows.count == 1 }

  package mutating func add(_ cells: [String]) { rows.append(cells.map { SafeText.plain($0) }) }

  /// One line a row, the first with the heads.
  package var lines: [String] { lines(fitting: widths ?? measured) }

  /// The lines of the rows added since the last call, for a table too long to be kept.
  ///
  /// The columns are as wide as the first rows needed; a longer word later moves its own line only.
  package mutating func takeLines() -> [String] {
    let widths = widths ?? measured
    self.widths = widths
    defer { rows = [] }
    return lines(fitting: widths)
  }

  private var measured: [Int] {
    sides.indices.map { column in rows.map { SafeText.width(of: $0[column]) }.max() ?? 0 }
  }

  private func lines(fitting widths: [Int]) -> [String] {
    rows.map { row in
      let cells = row.indices.map { column in
        let space = String(
          repeating: " ",
          count: max(0, widths[column] - SafeText.width(of: row[column]))
        )
        return switch sides[column] {
        case .left: row[column] + space
        case .right: space + row[column]
        }
      }
      let line = cells.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }
}
