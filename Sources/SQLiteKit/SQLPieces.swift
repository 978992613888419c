/// SQL text in the pieces it was written in, put together only when it must be compiled.
///
/// The pieces of a literal have a fixed address, so that a statement which ran before is found
/// again by a few comparisons, without building or hashing its text.
struct SQLPieces: Hashable {
  private var first: String
  private var others: [String]

  init(first: String) {
    self.first = first
    others = []
  }

  init(capacity: Int) {
    self.init(first: "")
    others.reserveCapacity(capacity)
  }

  var text: String {
    others.isEmpty ? first : first + others.joined()
  }

  mutating func append(_ piece: String) {
    if first.isEmpty { first = piece } else { others.append(piece) }
  }

  mutating func append(_ pieces: SQLPieces) {
    append(pieces.first)
    others += pieces.others
  }

  /// Only the lengths: they tell statements apart nearly always, and cost nothing to know.
  func hash(into hasher: inout Hasher) {
    var lengths = first.utf8.count
    for piece in others { lengths = lengths &* 31 &+ piece.utf8.count }
    hasher.combine(lengths)
  }
}
