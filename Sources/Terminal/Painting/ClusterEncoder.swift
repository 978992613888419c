import CNCurses
import Screen

/// A base and its marks as the C library takes them: at most five wide characters.
struct EncodedCluster: Equatable {
  static let longest = 5

  private(set) var count = 0
  private var storage: (wchar_t, wchar_t, wchar_t, wchar_t, wchar_t, wchar_t) = (0, 0, 0, 0, 0, 0)

  init(_ scalar: Unicode.Scalar) { append(scalar) }

  mutating func append(_ scalar: Unicode.Scalar) {
    guard count < Self.longest else { return }
    withUnsafeMutableBytes(of: &storage) { bytes in
      bytes.storeBytes(
        of: wchar_t(bitPattern: scalar.value),
        toByteOffset: count * MemoryLayout<wchar_t>.stride,
        as: wchar_t.self
      )
    }
    count += 1
  }

  /// The characters with a zero behind them.
  func withCharacters(_ body: (UnsafePointer<wchar_t>) -> Void) {
    withUnsafeBytes(of: storage) { bytes in
      bytes.withMemoryRebound(to: wchar_t.self) { characters in
        if let start = characters.baseAddress { body(start) }
      }
    }
  }

  static func == (left: EncodedCluster, right: EncodedCluster) -> Bool {
    left.count == right.count
      && withUnsafeBytes(of: left.storage) { one in
        withUnsafeBytes(of: right.storage) { $0.elementsEqual(one) }
      }
  }
}

/// Makes sure that a cluster takes the columns that the canvas gave it.
///
/// The canvas measures with a table of its own, ncurses with the C library's `wcwidth`. Where the two
/// differ (a newer emoji, another locale) something of the right width stands in: a row whose columns
/// shift would be worse than one sign that does not show.
struct ClusterEncoder {
  private static let unknown: Unicode.Scalar = "\u{FFFD}"

  /// Lends the cells for one cluster: one, or two narrow ones in the place of a wide one.
  func encode(_ cluster: CellText, columns: Int, _ body: (EncodedCluster) -> Void) {
    if let scalar = cluster.soleScalar, width(of: scalar) == columns {
      return body(EncodedCluster(scalar))
    }
    for cell in encode(cluster.string, columns: columns) { body(cell) }
  }

  /// As above, for any text.
  func encode(_ cluster: String, columns: Int) -> [EncodedCluster] {
    let scalars = cluster.unicodeScalars
    guard let base = scalars.first else { return [EncodedCluster(" ")] }
    guard width(of: base) == columns else { return substitute(columns: columns) }
    var encoded = EncodedCluster(base)
    for mark in scalars.dropFirst() where width(of: mark) == 0 { encoded.append(mark) }
    return [encoded]
  }

  private func substitute(columns: Int) -> [EncodedCluster] {
    let sign: Unicode.Scalar = width(of: Self.unknown) == 1 ? Self.unknown : "?"
    return [EncodedCluster(sign)] + Array(repeating: EncodedCluster(" "), count: columns - 1)
  }

  private func width(of scalar: Unicode.Scalar) -> Int {
    Int(wcwidth(wchar_t(bitPattern: scalar.value)))
  }
}
