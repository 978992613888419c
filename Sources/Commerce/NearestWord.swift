/// Finds the word that somebody probably meant.
package enum NearestWord {
  /// The nearest of the candidates, the earlier one of equals; nil when none is near.
  ///
  /// Near is one slip in a short word and one more for every three letters: a letter too many,
  /// too few, wrong, or two that changed places. A beginning of a candidate is near too.
  package static func find(_ word: String, among candidates: [String]) -> String? {
    let typed = Array(word.lowercased())
    guard !typed.isEmpty, typed.count <= longestWord else { return nil }
    var best: (candidate: String, distance: Int)?
    for candidate in candidates {
      let letters = Array(candidate.lowercased())
      let isBeginning = typed.count >= 2 && letters.starts(with: typed)
      let distance = isBeginning ? 0 : distance(typed, letters)
      let allowed = 1 + min(typed.count, letters.count) / 3
      guard distance <= allowed, distance < max(typed.count, 2) else { continue }
      if distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.candidate
  }

  /// How many slips lie between two words; nil for words that are nothing to each other.
  package static func slips(_ word: String, _ other: String, atMost limit: Int) -> Int? {
    let (left, right) = (Array(word.lowercased()), Array(other.lowercased()))
    guard left.count <= longestWord, abs(left.count - right.count) <= limit else { return nil }
    let distance = distance(left, right)
    return distance <= limit ? distance : nil
  }

  /// Pasted text is no slip of a word, and comparing it would take long.
  private static let longestWord = 40

  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      for column in right.indices {
        let isSame = left[row] == right[column]
        var least = min(last[column] + (isSame ? 0 : 1), last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          least = min(least, beforeLast[column - 1] + 1)
        }
        current.append(least)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}
