/// The field of a form that has the cursor, and those that were left or taken: only these are told
/// what is wrong with them, the others quietly what they need.
struct SeenFields: Equatable, Sendable {
  private(set) var focused = 0
  private var seen: Set<Int> = []

  func isSeen(_ index: Int) -> Bool { seen.contains(index) }

  mutating func focus(_ index: Int) {
    if index != focused { seen.insert(focused) }
    focused = index
  }

  mutating func seeAll(_ indices: Range<Int>) { seen.formUnion(indices) }
}

extension SeenFields {
  /// What a field lacks, in the words for one that nobody has left yet where that is so.
  func words(_ lack: String, at index: Int) -> String {
    lack == Self.missing && !isSeen(index) ? "needed" : lack
  }

  /// Of a field that nothing stands in.
  static let missing = "missing"
}
