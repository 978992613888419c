/// Where the ways to a word's hits part; no answer depends on it, only the time that it takes.
package struct SearchLimits: Sendable {
  package static let usual = SearchLimits(
    firstHits: 1_000,
    mostHits: 20_000,
    mostWords: 32,
    fewHits: 64
  )

  /// Enough for a rare word as a whole, and for a page of a common one.
  let firstHits: Int
  /// Past so many hits a row that lies further back is asked for by itself.
  let mostHits: Int
  /// With more words than these that begin alike, gathering is no slower than asking for each.
  let mostWords: Int
  /// So many hits are looked up at once, however far off their orders are.
  let fewHits: Int

  package init(firstHits: Int, mostHits: Int, mostWords: Int, fewHits: Int) {
    self.firstHits = firstHits
    self.mostHits = mostHits
    self.mostWords = mostWords
    self.fewHits = fewHits
  }
}
