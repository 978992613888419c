/// The difference of two texts, line by line, for people to read.
package enum TextDifference {
  /// Nil when the texts are equal; else lines with `-` (expected) and `+` (actual) in front, and two
  /// equal lines around each change.
  package static func between(expected: String, actual: String) -> String? {
    guard expected != actual else { return nil }
    let old = lines(of: expected)
    let new = lines(of: actual)
    let edits = edits(from: old, to: new)
    let changed = edits.indices.filter { edits[$0].sign != " " }
    var shown: [String] = []
    var last = -1
    for place in edits.indices where changed.contains(where: { abs($0 - place) <= 2 }) {
      if place > last + 1 { shown.append("  ⋮") }
      shown.append("\(edits[place].sign) \(edits[place].line)")
      last = place
    }
    return shown.joined(separator: "\n")
  }

  private static func lines(of text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// Taken from the standard library's difference and put back into one sequence.
  private static func edits(
    from old: [Substring],
    to new: [Substring]
  ) -> [(sign: Character, line: Substring)] {
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in new.difference(from: old) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var edits: [(sign: Character, line: Substring)] = []
    var oldPlace = 0
    var newPlace = 0
    while oldPlace < old.count || newPlace < new.count {
      if removed.contains(oldPlace) {
        edits.append(("-", old[oldPlace]))
        oldPlace += 1
      } else if inserted.contains(newPlace) {
        edits.append(("+", new[newPlace]))
        newPlace += 1
      } else {
        edits.append((" ", old[oldPlace]))
        oldPlace += 1
        newPlace += 1
      }
    }
    return edits
  }
}
