extension [String] {
  /// The row that the arrows go to from a text; -1 is above the first, and nil where the text is
  /// of somebody's own that no row begins with.
  func row(after text: String, by step: Int) -> Int? {
    if let row = firstIndex(of: text) { return Swift.min(row + step.signum(), count - 1) }
    guard step > 0, !isEmpty else { return nil }
    let begun = text.lowercased()
    return firstIndex { $0.lowercased().hasPrefix(begun) }
  }
}
