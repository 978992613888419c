/// One thing that a program sent to its terminal.
package enum TerminalSequence: Equatable, Sendable {
  case text(Unicode.Scalar)
  /// A C0 control or DEL outside any sequence.
  case control(UInt8)
  /// `ESC [ prefix parameters intermediates final`
  case csi(prefix: Character?, parameters: [Int], intermediate: String, final: Character)
  /// ESC with one or two characters behind it.
  case escape(String)
  /// `ESC ] … BEL` or `ESC ] … ESC \`, without its frame.
  case osc(String)
  /// DCS, APC, PM or SOS, with its introducer.
  case string(String)
  /// A byte that is not UTF-8.
  case invalid(UInt8)
}

/// Cuts a program's output into sequences; keeps what is incomplete for the next bytes.
package struct SequenceParser: Sendable {
  private var pending: [UInt8] = []

  package init() {}

  /// Each sequence with the bytes that it consists of.
  package mutating func parse(
    _ bytes: some Sequence<UInt8>
  ) -> [(sequence: TerminalSequence, bytes: [UInt8])] {
    pending += bytes
    var result: [(sequence: TerminalSequence, bytes: [UInt8])] = []
    var rest = pending[...]
    while !rest.isEmpty, let (sequence, length) = Self.next(rest) {
      result.append((sequence, Array(rest.prefix(length))))
      rest = rest.dropFirst(length)
    }
    pending = Array(rest)
    return result
  }

  /// Bytes of a sequence that has begun but not ended.
  package var unfinished: [UInt8] { pending }

  private static func next(_ bytes: ArraySlice<UInt8>) -> (TerminalSequence, Int)? {
    guard let first = bytes.first else { return nil }
    if first == 0x1B { return escape(bytes) }
    if first < 0x20 || first == 0x7F { return (.control(first), 1) }
    return text(bytes)
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> (TerminalSequence, Int)? {
    guard let first = bytes.first else { return nil }
    let length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0
    guard length > 0 else { return (.invalid(first), 1) }
    let letters = bytes.prefix(length)
    guard letters.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) else { return (.invalid(first), 1) }
    guard letters.count == length else { return nil }
    guard let scalar = String(decoding: letters, as: UTF8.self).unicodeScalars.first else {
      return (.invalid(first), 1)
    }
    return (.text(scalar), length)
  }

  private static func escape(_ bytes: ArraySlice<UInt8>) -> (TerminalSequence, Int)? {
    guard let kind = bytes.dropFirst().first else { return nil }
    switch kind {
    case UInt8(ascii: "["): return csi(bytes)
    case UInt8(ascii: "]"): return string(bytes).map { (.osc($0), $1) }
    case UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"), UInt8(ascii: "X"):
      return string(bytes).map { (.string(String(Unicode.Scalar(kind)) + $0), $1) }
    case 0x20...0x2F:
      guard let final = bytes.dropFirst(2).first else { return nil }
      return (.escape(String(decoding: [kind, final], as: UTF8.self)), 3)
    default: return (.escape(String(Unicode.Scalar(kind))), 2)
    }
  }

  private static func csi(_ bytes: ArraySlice<UInt8>) -> (TerminalSequence, Int)? {
    let body = bytes.dropFirst(2)
    guard let end = body.firstIndex(where: { !(0x20...0x3F).contains($0) }) else { return nil }
    guard (0x40...0x7E).contains(bytes[end]) else { return (.control(0x1B), 1) }
    var parameters = body[..<end]
    var prefix: Character?
    if let first = parameters.first, (0x3C...0x3F).contains(first) {
      prefix = Character(Unicode.Scalar(first))
      parameters = parameters.dropFirst()
    }
    let intermediate = parameters.filter { $0 < 0x30 }
    let numbers = parameters.filter { $0 >= 0x30 }
      .split(omittingEmptySubsequences: false) { $0 == 0x3B || $0 == 0x3A }
      .map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
    return (
      .csi(
        prefix: prefix,
        parameters: numbers,
        intermediate: String(decoding: intermediate, as: UTF8.self),
        final: Character(Unicode.Scalar(bytes[end]))
      ),
      end - bytes.startIndex + 1
    )
  }

  private static func string(_ bytes: ArraySlice<UInt8>) -> (String, Int)? {
    let body = bytes.dropFirst(2)
    guard let end = body.firstIndex(where: { $0 == 0x07 || $0 == 0x1B }) else { return nil }
    let text = String(decoding: body[..<end], as: UTF8.self)
    if bytes[end] == 0x07 { return (text, end - bytes.startIndex + 1) }
    guard end + 1 < bytes.endIndex else { return nil }
    let hasBackslash = bytes[end + 1] == UInt8(ascii: "\\")
    return (text, end - bytes.startIndex + (hasBackslash ? 2 : 0))
  }
}
