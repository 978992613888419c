/// Finds what somebody means by a few letters of it.
package enum FuzzyMatcher {
  package struct Match: Equatable, Sendable {
    /// Greater is better.
    package var score: Int
    /// Where the letters were found: ranges of UTF-8 bytes of the candidate, ascending.
    package var ranges: [Range<Int>]
  }

  /// The best way in which all letters of the query occur in the candidate in their order.
  ///
  /// Case does not matter, blanks in the query may be left out. Letters at the start of a word and
  /// letters in a row count more. Nil when a letter does not occur.
  package static func match(_ query: String, in candidate: String) -> Match? {
    let wanted = Array(query.lowercased().filter { $0 != " " })
    guard !wanted.isEmpty else { return Match(score: 0, ranges: []) }
    let letters = Letters(candidate)
    guard let places = bestPlaces(of: wanted, in: letters) else { return nil }
    let score = score(places, in: letters)
    return Match(score: score, ranges: ranges(places, in: letters))
  }

  private struct Letters {
    var folded: [String] = []
    var bytes: [Range<Int>] = []
    var startsWord: [Bool] = []

    init(_ candidate: String) {
      var offset = 0
      var isInWord = false
      for character in candidate {
        let size = String(character).utf8.count
        folded.append(character.lowercased())
        bytes.append(offset..<(offset + size))
        startsWord.append(!isInWord)
        isInWord = character.isLetter || character.isNumber
        offset += size
      }
    }
  }

  /// Tries each start of the first letter and keeps the best.
  private static func bestPlaces(of wanted: [Character], in letters: Letters) -> [Int]? {
    var best: (places: [Int], score: Int)?
    for start in letters.folded.indices where letters.folded[start] == String(wanted[0]) {
      // Jumping to the next word can jump over letters that a plain search still finds.
      guard
        let places = places(of: wanted, in: letters, from: start, jumping: true)
          ?? places(of: wanted, in: letters, from: start, jumping: false)
      else { break }
      let score = score(places, in: letters)
      if score > best?.score ?? .min { best = (places, score) }
    }
    return best?.places
  }

  /// Goes on with the next letter in a row, else, jumping, with the next start of a word, else
  /// anywhere.
  private static func places(
    of wanted: [Character],
    in letters: Letters,
    from start: Int,
    jumping: Bool
  ) -> [Int]? {
    var places = [start]
    for (position, letter) in wanted.enumerated().dropFirst() {
      let text = String(letter)
      let left = wanted.count - position
      guard let last = places.last, last + 1 < letters.folded.count else { return nil }
      let rest = (last + 1)..<letters.folded.count
      let inRow = letters.folded[last + 1] == text ? last + 1 : nil
      let atWord = rest.first {
        jumping && letters.folded[$0] == text && letters.startsWord[$0]
          && letters.folded.count - $0 >= left
      }
      guard let next = inRow ?? atWord ?? rest.first(where: { letters.folded[$0] == text }) else {
        return nil
      }
      places.append(next)
    }
    return places
  }

  private static func score(_ places: [Int], in letters: Letters) -> Int {
    var score = 0
    var last = -2
    for place in places {
      score += 10
      if place == last + 1 { score += 8 }
      if letters.startsWord[place] { score += 6 }
      if place == 0 { score += 6 }
      last = place
    }
    let span = last - (places.first ?? 0)
    return score - span - letters.folded.count / 8
  }

  private static func ranges(_ places: [Int], in letters: Letters) -> [Range<Int>] {
    places.reduce(into: []) { ranges, place in
      let bytes = letters.bytes[place]
      if let last = ranges.last, last.upperBound == bytes.lowerBound {
        ranges[ranges.count - 1] = last.lowerBound..<bytes.upperBound
      } else {
        ranges.append(bytes)
      }
    }
  }
}
