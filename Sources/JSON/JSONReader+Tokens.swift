// Texts and numbers of a JSON text.

extension JSONReader {
  /// Stands on the opening quote; ends after the closing one.
  mutating func string(in bytes: Span<UInt8>) throws(JSONError) -> String {
    position += 1
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        let text = try decode(bytes.extracting(start..<position), startingAt: start)
        position += 1
        return text
      }
      if byte == UInt8(ascii: "\\") { return try escapedString(in: bytes, from: start) }
      guard byte >= 0x20 else { throw error(.rawControl) }
      position += 1
    }
    throw error(.unexpectedEnd)
  }

  /// The slow way for a text with escapes: its plain stretches are copied, its escapes resolved.
  private mutating func escapedString(
    in bytes: Span<UInt8>,
    from start: Int
  ) throws(JSONError) -> String {
    var text = ""
    var plainStart = start
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        text += try decode(bytes.extracting(plainStart..<position), startingAt: plainStart)
        position += 1
        return text
      case UInt8(ascii: "\\"):
        text += try decode(bytes.extracting(plainStart..<position), startingAt: plainStart)
        text.unicodeScalars.append(try escape(in: bytes))
        plainStart = position
      case 0..<0x20: throw error(.rawControl)
      default: position += 1
      }
    }
    throw error(.unexpectedEnd)
  }

  private func decode(
    _ bytes: Span<UInt8>,
    startingAt start: Int
  ) throws(JSONError) -> String {
    do {
      return String(copying: try UTF8Span(validating: bytes))
    } catch {
      throw JSONError(offset: start + error.byteOffsets.lowerBound, problem: .invalidUTF8)
    }
  }

  /// Stands on the backslash; ends after the escape.
  private mutating func escape(in bytes: Span<UInt8>) throws(JSONError) -> Unicode.Scalar {
    let start = position
    guard position + 1 < bytes.count else {
      throw JSONError(offset: bytes.count, problem: .unexpectedEnd)
    }
    position += 2
    switch bytes[position - 1] {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape(in: bytes, startingAt: start)
    default: throw JSONError(offset: start, problem: .badEscape)
    }
  }

  /// Stands after `\u`.
  private mutating func unicodeEscape(
    in bytes: Span<UInt8>,
    startingAt start: Int
  ) throws(JSONError) -> Unicode.Scalar {
    let first = try fourHexDigits(in: bytes)
    if let scalar = Unicode.Scalar(first) { return scalar }
    // Not a scalar of its own: it must be the high half, with the low half right behind.
    guard first < 0xDC00, take(UInt8(ascii: "\\"), in: bytes), take(UInt8(ascii: "u"), in: bytes)
    else { throw JSONError(offset: start, problem: .loneSurrogate) }
    let second = try fourHexDigits(in: bytes)
    let halves = (high: UInt32(first & 0x3FF), low: UInt32(second & 0x3FF))
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + halves.high << 10 + halves.low)
    else { throw JSONError(offset: start, problem: .loneSurrogate) }
    return scalar
  }

  private mutating func fourHexDigits(in bytes: Span<UInt8>) throws(JSONError) -> UInt16 {
    var value: UInt16 = 0
    for _ in 0..<4 {
      guard position < bytes.count else { throw error(.unexpectedEnd) }
      let digit: UInt8
      switch bytes[position] {
      case let byte where byte &- UInt8(ascii: "0") < 10: digit = byte - UInt8(ascii: "0")
      case let byte where (byte | 0x20) &- UInt8(ascii: "a") < 6:
        digit = (byte | 0x20) - UInt8(ascii: "a") + 10
      default: throw error(.badEscape)
      }
      value = value << 4 | UInt16(digit)
      position += 1
    }
    return value
  }
}

extension JSONReader {
  /// Stands on the minus or the first digit; ends after the last digit.
  mutating func number(in bytes: Span<UInt8>) throws(JSONError) -> String {
    let start = position
    _ = take(UInt8(ascii: "-"), in: bytes)
    let isZeroFirst = take(UInt8(ascii: "0"), in: bytes)
    if isZeroFirst {
      // `012` is refused here; `0` alone, `0.5` and `0e1` go on.
      if digitCount(in: bytes) > 0 { throw JSONError(offset: start, problem: .badNumber) }
    } else {
      try digits(in: bytes)
    }
    if take(UInt8(ascii: "."), in: bytes) { try digits(in: bytes) }
    if take(UInt8(ascii: "e"), in: bytes) || take(UInt8(ascii: "E"), in: bytes) {
      _ = take(UInt8(ascii: "+"), in: bytes) || take(UInt8(ascii: "-"), in: bytes)
      try digits(in: bytes)
    }
    return try decode(bytes.extracting(start..<position), startingAt: start)
  }

  private mutating func digits(in bytes: Span<UInt8>) throws(JSONError) {
    if digitCount(in: bytes) > 0 { return }
    throw error(position < bytes.count ? .badNumber : .unexpectedEnd)
  }

  private mutating func digitCount(in bytes: Span<UInt8>) -> Int {
    let start = position
    while position < bytes.count, bytes[position] &- UInt8(ascii: "0") < 10 { position += 1 }
    return position - start
  }
}
