/// Cutting a rectangle into panes. Nothing here ever gets a negative size or leaves its rectangle.
extension Rect {
  package var origin: Place { Place(column: column, row: row) }

  package func inset(horizontal: Int = 0, vertical: Int = 0) -> Rect {
    Rect(
      column: column + min(horizontal, width),
      row: row + min(vertical, height),
      width: width - 2 * horizontal,
      height: height - 2 * vertical
    )
  }

  package func intersection(_ other: Rect) -> Rect {
    let left = max(column, other.column)
    let top = max(row, other.row)
    return Rect(
      column: left,
      row: top,
      width: min(endColumn, other.endColumn) - left,
      height: min(endRow, other.endRow) - top
    )
  }

  /// One row of it, counted from its own top; empty when there is no such row.
  package func line(_ index: Int) -> Rect {
    Rect(column: column, row: row + index, width: width, height: 1).intersection(self)
  }

  /// Cuts `rows` off the top and returns them; the rest stays.
  package mutating func takeTop(_ rows: Int) -> Rect {
    let taken = min(max(0, rows), height)
    defer {
      row += taken
      height -= taken
    }
    return Rect(column: column, row: row, width: width, height: taken)
  }

  package mutating func takeBottom(_ rows: Int) -> Rect {
    let taken = min(max(0, rows), height)
    height -= taken
    return Rect(column: column, row: row + height, width: width, height: taken)
  }

  package mutating func takeLeft(_ columns: Int) -> Rect {
    let taken = min(max(0, columns), width)
    defer {
      column += taken
      width -= taken
    }
    return Rect(column: column, row: row, width: taken, height: height)
  }

  package mutating func takeRight(_ columns: Int) -> Rect {
    let taken = min(max(0, columns), width)
    width -= taken
    return Rect(column: column + width, row: row, width: taken, height: height)
  }

  /// Cuts the given share of the rows (0...1, rounded) off the top.
  package mutating func takeTop(fraction: Double) -> Rect {
    takeTop(Self.share(fraction, of: height))
  }

  package mutating func takeBottom(fraction: Double) -> Rect {
    takeBottom(Self.share(fraction, of: height))
  }

  /// Cuts the given share of the columns (0...1, rounded) off the left.
  package mutating func takeLeft(fraction: Double) -> Rect {
    takeLeft(Self.share(fraction, of: width))
  }

  package mutating func takeRight(fraction: Double) -> Rect {
    takeRight(Self.share(fraction, of: width))
  }

  /// A rectangle of at most the given size in the middle of this one.
  package func centered(width wanted: Int, height wantedHeight: Int) -> Rect {
    let width = min(wanted, self.width)
    let height = min(wantedHeight, self.height)
    return Rect(
      column: column + (self.width - width) / 2,
      row: row + (self.height - height) / 2,
      width: width,
      height: height
    )
  }

  private static func share(_ fraction: Double, of length: Int) -> Int {
    Int(min(max(0, fraction), 1) * Double(length) + 0.5)
  }
}
