/// Gathers what stands between the marks of a bracketed paste.
struct PasteCollector: Sendable {
  /// What is beyond is dropped: a megabyte is more than any message or note may hold.
  static let limit = 1 << 20

  private static let endMark: [UInt8] = [0x1B] + Array("[201~".utf8)
  private var bytes: [UInt8] = []

  /// Takes the data at the start of `rest`; the whole text when the end mark was there, else nil.
  ///
  /// The last bytes stay in `rest` while they may be the beginning of the mark.
  mutating func take(from rest: inout ArraySlice<UInt8>) -> String? {
    var position = rest.startIndex
    while let escape = rest[position...].firstIndex(of: 0x1B) {
      let candidate = rest[escape...].prefix(Self.endMark.count)
      if candidate.elementsEqual(Self.endMark) {
        append(rest[..<escape])
        rest = rest[(escape + Self.endMark.count)...]
        return Self.text(bytes)
      }
      if Self.endMark.starts(with: candidate) {
        append(rest[..<escape])
        rest = rest[escape...]
        return nil
      }
      position = escape + 1
    }
    append(rest)
    rest = rest[rest.endIndex...]
    return nil
  }

  /// The text so far with some last bytes, when the end mark never comes.
  func text(with last: [UInt8]) -> String {
    var whole = self
    whole.append(last[...])
    return Self.text(whole.bytes)
  }

  private mutating func append(_ more: ArraySlice<UInt8>) {
    bytes += more.prefix(max(0, Self.limit - bytes.count))
  }

  /// Bytes as text: terminals send a carriage return for a line end.
  ///
  /// Other controls stay as data; half a letter at the limit is cut, other bytes that are not UTF-8
  /// are replaced.
  static func text(_ bytes: [UInt8]) -> String {
    var lines: [UInt8] = []
    lines.reserveCapacity(bytes.count)
    var isAfterReturn = false
    for byte in whole(bytes) {
      if byte == 0x0D {
        lines.append(0x0A)
      } else if byte != 0x0A || !isAfterReturn {
        lines.append(byte)
      }
      isAfterReturn = byte == 0x0D
    }
    return String(decoding: lines, as: UTF8.self)
  }

  private static func whole(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    guard bytes.count >= limit else { return bytes[...] }
    let lead = bytes.suffix(4).lastIndex { $0 & 0xC0 != 0x80 }
    guard let lead, bytes[lead] >= 0xC0 else { return bytes[...] }
    let length = bytes[lead] >= 0xF0 ? 4 : bytes[lead] >= 0xE0 ? 3 : 2
    return bytes.count - lead < length ? bytes[..<lead] : bytes[...]
  }
}
