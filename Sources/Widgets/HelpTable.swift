package import Screen

/// Keys and what they do, in sections, in as many columns as fit.
package struct HelpTable: Equatable, Sendable {
  package struct Entry: Equatable, Sendable {
    package var keys: String
    package var help: String

    package init(_ keys: String, _ help: String) {
      self.keys = keys
      self.help = help
    }
  }

  package struct Section: Equatable, Sendable {
    package var title: String
    package var entries: [Entry]

    package init(_ title: String, _ entries: [Entry]) {
      self.title = title
      self.entries = entries
    }
  }

  package private(set) var sections: [Section]
  /// All entries there were at first: the columns keep their places while fewer are shown.
  private let entries: [Entry]

  package init(_ sections: [Section]) {
    self.sections = sections
    entries = sections.flatMap(\.entries)
  }

  /// What is left of it for words: keys that are one of them, or whose help has all of them.
  package func matching(_ words: String) -> HelpTable {
    let parts = words.split(separator: " ").map(String.init)
    guard !parts.isEmpty else { return self }
    func fits(_ entry: Entry) -> Bool {
      let help = entry.help.lowercased()
      let keys = entry.keys.split(separator: " ").map(String.init)
      return parts.allSatisfy { keys.contains($0) || help.contains($0.lowercased()) }
    }
    var found = self
    found.sections = sections.map { Section($0.title, $0.entries.filter(fits)) }
      .filter { !$0.entries.isEmpty }
    return found
  }

  /// A longer list of keys than this is cut.
  private static let mostKeys = 18
  private static let leastColumn = 40

  private enum Line {
    case title(String)
    case entries([Entry])
    case blank
  }

  /// As many columns as have room for the longest sentence and its keys.
  private func columns(width: Int) -> Int {
    let help = entries.map { SafeText.width(of: $0.help) }.max() ?? 0
    return max(1, width / max(Self.leastColumn, keyWidth(.unicode) + help + 3))
  }

  private func lines(width: Int) -> [Line] {
    let columns = columns(width: width)
    var lines: [Line] = []
    for section in sections where !section.entries.isEmpty {
      if !lines.isEmpty { lines.append(.blank) }
      lines.append(.title(section.title))
      let count = (section.entries.count + columns - 1) / columns
      for row in 0..<count {
        // Read downwards: the second column goes on where the first one ends.
        let indices = stride(from: row, to: section.entries.count, by: count)
        lines.append(.entries(indices.map { section.entries[$0] }))
      }
    }
    return lines
  }

  /// Lines that it takes in this width, for scrolling.
  package func height(width: Int) -> Int { lines(width: width).count }

  /// Paints from the given line on.
  package func paint(in area: Rect, from first: Int = 0, on canvas: inout Canvas) {
    let columns = columns(width: area.width)
    let keyWidth = keyWidth(canvas.glyphs)
    var shown = Array(lines(width: area.width).dropFirst(max(0, first)).prefix(area.height))
    // A title whose keys are all below says nothing yet.
    if case .title = shown.last { shown.removeLast() }
    for (index, line) in shown.enumerated() {
      var rest = area.line(index)
      switch line {
      case .blank: continue
      case .title(let title): canvas.write(title, at: rest.origin, role: .title, width: rest.width)
      case .entries(let entries):
        for entry in entries {
          let cell = rest.takeLeft(area.width / columns)
          paint(entry, in: cell, keyWidth: keyWidth, on: &canvas)
        }
      }
    }
  }

  private func keyWidth(_ glyphs: GlyphSet) -> Int {
    min(Self.mostKeys, entries.map { SafeText.width(of: $0.keys, glyphs: glyphs) }.max() ?? 0)
  }

  private func paint(_ entry: Entry, in cell: Rect, keyWidth: Int, on canvas: inout Canvas) {
    var rest = cell
    let keys = rest.takeLeft(keyWidth)
    canvas.write(entry.keys, at: keys.origin, role: .key, width: keys.width)
    _ = rest.takeLeft(2)
    canvas.write(entry.help, at: rest.origin, role: .keyHelp, width: rest.width - 1)
  }
}
