/// Sums of stored numbers: whatever a source or a damaged store holds, counting it never traps.
extension FixedWidthInteger {
  package func addingClamped(_ other: Self) -> Self {
    let (sum, overflow) = addingReportingOverflow(other)
    guard overflow else { return sum }
    return other < 0 ? .min : .max
  }

  package func subtractingClamped(_ other: Self) -> Self {
    let (difference, overflow) = subtractingReportingOverflow(other)
    guard overflow else { return difference }
    return other < 0 ? .max : .min
  }

  /// Of numbers that are not below zero.
  package func multipliedClamped(by other: Self) -> Self {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }
}

extension Sequence where Element: FixedWidthInteger {
  package var clampedSum: Element { reduce(0) { $0.addingClamped($1) } }
}
