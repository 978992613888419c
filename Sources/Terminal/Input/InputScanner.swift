import Screen

/// Finds where one token ends in a run of bytes; knows the grammar of terminals, keeps no state.
struct InputScanner {
  enum Outcome: Equatable {
    case token(InputToken)
    /// The bytes so far may be the beginning of something longer.
    case incomplete
    /// Bytes that cannot begin anything: so many are skipped.
    case garbage(Int)
  }

  private static let escape: UInt8 = 0x1B
  /// Longer than any sequence a terminal sends; a longer one is noise.
  private static let longestSequence = 64

  let keys: KeySequences

  /// Scans the token that begins at the start of `bytes`, which is not empty.
  func scan(_ bytes: ArraySlice<UInt8>) -> Outcome {
    guard let first = bytes.first else { return .incomplete }
    if first == Self.escape { return scanEscape(bytes) }
    if let key = Self.key(forControl: first) {
      return .token(InputToken(kind: .typed(key), bytes: bytes.prefix(1)))
    }
    return scanText(bytes)
  }

  private func scanEscape(_ bytes: ArraySlice<UInt8>) -> Outcome {
    guard let second = bytes.dropFirst().first else { return .incomplete }
    if let key = keys[bytes.prefix(2)] {
      return .token(InputToken(kind: .key(key), bytes: bytes.prefix(2)))
    }
    switch second {
    case UInt8(ascii: "["): return scanControlSequence(bytes)
    case UInt8(ascii: "O"): return scanSingleShift(bytes)
    case Self.escape: return .token(Self.escapeKey(bytes))
    default: return scanAlt(bytes)
    }
  }

  /// What a waiting lone ESC becomes when nothing follows in time.
  static func escapeKey(_ bytes: ArraySlice<UInt8>) -> InputToken {
    InputToken(kind: .typed(Key(.escape)), bytes: bytes.prefix(1))
  }

  /// ESC and a key that by itself is whole: Alt with that key.
  func scanAlt(_ bytes: ArraySlice<UInt8>) -> Outcome {
    switch scan(bytes.dropFirst()) {
    case .token(let token):
      guard let key = Self.key(of: token) else { return .garbage(1) }
      var withAlt = key
      withAlt.alt = true
      return .token(InputToken(kind: .typed(withAlt), bytes: bytes.prefix(1 + token.bytes.count)))
    case .incomplete: return .incomplete
    case .garbage(let count): return .garbage(1 + count)
    }
  }

  private static func key(of token: InputToken) -> Key? {
    switch token.kind {
    case .text(let scalar): Key(.character(Character(scalar)))
    case .typed(let key), .key(let key): key
    case .mouse, .focus, .pasteStart, .pasteEnd, .unknown: nil
    }
  }

  // MARK: Sequences

  private func scanControlSequence(_ bytes: ArraySlice<UInt8>) -> Outcome {
    var end = bytes.startIndex + 2
    // The Linux console's F1–F5 have a second bracket.
    if end < bytes.endIndex, bytes[end] == UInt8(ascii: "[") { end += 1 }
    while end < bytes.endIndex {
      let byte = bytes[end]
      guard byte >= 0x20, byte < 0x7F else { return .garbage(end - bytes.startIndex) }
      guard end - bytes.startIndex < Self.longestSequence else {
        return .garbage(end - bytes.startIndex)
      }
      end += 1
      if byte >= 0x40 { return finish(bytes, upTo: end) }
    }
    return .incomplete
  }

  private func finish(_ bytes: ArraySlice<UInt8>, upTo end: Int) -> Outcome {
    let sequence = bytes[..<end]
    if sequence.count == 3, sequence.last == UInt8(ascii: "M") {
      return scanOldMouse(bytes)
    }
    let kind = keys[sequence].map(InputToken.Kind.key) ?? ControlSequence(sequence).meaning
    return .token(InputToken(kind: kind, bytes: sequence))
  }

  /// The mouse report of terminals without SGR mode: button, column and row as one byte each.
  private func scanOldMouse(_ bytes: ArraySlice<UInt8>) -> Outcome {
    guard bytes.count >= 6 else { return .incomplete }
    let values = bytes.dropFirst(3).prefix(3).map { Int($0) - 32 }
    let report = MouseReport(
      button: values[0],
      column: values[1] - 1,
      row: values[2] - 1,
      isPress: values[0] & 3 != 3
    )
    return .token(InputToken(kind: .mouse(report), bytes: bytes.prefix(6)))
  }

  private func scanSingleShift(_ bytes: ArraySlice<UInt8>) -> Outcome {
    guard let final = bytes.dropFirst(2).first else { return .incomplete }
    let sequence = bytes.prefix(3)
    if let key = keys[sequence] ?? ControlSequence.key(forSingleShift: final) {
      return .token(InputToken(kind: .key(key), bytes: sequence))
    }
    return scanAlt(bytes)
  }

  // MARK: Text

  private func scanText(_ bytes: ArraySlice<UInt8>) -> Outcome {
    guard let first = bytes.first else { return .incomplete }
    let length = Self.lengthOfScalar(beginningWith: first)
    guard length > 0 else { return .garbage(1) }
    let sequence = bytes.prefix(length)
    guard sequence.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) else { return .garbage(1) }
    guard sequence.count == length else { return .incomplete }
    guard
      let text = String(validating: sequence, as: UTF8.self), let scalar = text.unicodeScalars.first
    else { return .garbage(length) }
    // C1 controls are no keys and no text.
    guard scalar.value < 0x80 || scalar.value > 0x9F else { return .garbage(length) }
    return .token(InputToken(kind: .text(scalar), bytes: sequence))
  }

  private static func lengthOfScalar(beginningWith byte: UInt8) -> Int {
    switch byte {
    case 0x00...0x7F: 1
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 0
    }
  }

  private static func key(forControl byte: UInt8) -> Key? {
    switch byte {
    case 0x00: Key(.character(" "), control: true)
    case 0x08, 0x7F: Key(.backspace)
    case 0x09: Key(.tab)
    // Some terminals and every script send a line feed for Enter.
    case 0x0A, 0x0D: Key(.enter)
    case 0x1B: Key(.escape)
    case 0x01...0x1A: Key(.character(Character(Unicode.Scalar(byte + 0x60))), control: true)
    case 0x1C...0x1F: Key(.character(Character(Unicode.Scalar(byte + 0x40))), control: true)
    default: nil
    }
  }
}
