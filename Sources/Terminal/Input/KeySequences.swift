import Screen

/// The key sequences that the terminal's description names, beside those that all terminals share.
struct KeySequences: Sendable {
  private let keys: [ArraySlice<UInt8>: Key]

  init(_ keys: [[UInt8]: Key] = [:]) {
    var slices: [ArraySlice<UInt8>: Key] = [:]
    for (sequence, key) in keys where sequence.first == 0x1B && sequence.count > 1 {
      slices[sequence[...]] = key
    }
    self.keys = slices
  }

  subscript(sequence: ArraySlice<UInt8>) -> Key? { keys[sequence] }

  /// The capabilities that are read from the terminal's description, with the key each stands for.
  static let capabilities: [(name: String, key: Key)] = {
    var list: [(String, Key)] = [
      ("kcuu1", Key(.up)), ("kcud1", Key(.down)), ("kcub1", Key(.left)), ("kcuf1", Key(.right)),
      ("khome", Key(.home)), ("kend", Key(.end)), ("kpp", Key(.pageUp)), ("knp", Key(.pageDown)),
      ("kich1", Key(.insert)), ("kdch1", Key(.delete)), ("kcbt", Key(.backTab)),
      ("kent", Key(.enter)), ("kLFT", Key(.left, shift: true)), ("kRIT", Key(.right, shift: true)),
      ("kHOM", Key(.home, shift: true)), ("kEND", Key(.end, shift: true)),
      ("kDC", Key(.delete, shift: true)),
    ]
    for number in 1...12 { list.append(("kf\(number)", Key(.function(number)))) }
    return list
  }()
}
