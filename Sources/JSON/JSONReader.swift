/// A whole JSON text, with what its value alone no longer shows.
package struct JSONDocument: Sendable {
  package let value: JSONValue
  /// Some object had a key twice; the last one won.
  package let hasDuplicateKeys: Bool
}

extension JSONDocument {
  /// Brackets inside brackets; far below what any stack holds, far above what any feed needs.
  package static let usualDepth = 512

  /// Reads exactly one value of RFC 8259, with white space around it and nothing else.
  ///
  /// Strict: UTF-8 is checked, a byte order mark is not skipped, escapes that are half a
  /// surrogate pair are refused. `\u0000` is a character like any other.
  package init(
    reading bytes: Span<UInt8>,
    depth: Int = JSONDocument.usualDepth
  ) throws(JSONError) {
    var reader = JSONReader(deepest: depth)
    reader.skipSpace(in: bytes)
    let value = try reader.value(in: bytes)
    reader.skipSpace(in: bytes)
    guard reader.position == bytes.count else { throw reader.error(.trailingBytes) }
    self.init(value: value, hasDuplicateKeys: reader.hasDuplicateKeys)
  }

  package init(reading bytes: [UInt8]) throws(JSONError) {
    try self.init(reading: bytes.span)
  }

  package init(reading bytes: ArraySlice<UInt8>) throws(JSONError) {
    try self.init(reading: bytes.span)
  }

  package init(reading text: String) throws(JSONError) {
    try self.init(reading: text.utf8.span)
  }
}

extension JSONValue {
  /// See `JSONDocument(reading:)`.
  package init(reading bytes: [UInt8]) throws(JSONError) {
    self = try JSONDocument(reading: bytes.span).value
  }

  package init(reading bytes: ArraySlice<UInt8>) throws(JSONError) {
    self = try JSONDocument(reading: bytes.span).value
  }

  package init(reading text: String) throws(JSONError) {
    self = try JSONDocument(reading: text.utf8.span).value
  }
}

/// Goes over the bytes once; the bytes are lent to each step, the reader keeps only its place.
struct JSONReader {
  var position = 0
  private(set) var hasDuplicateKeys = false
  private var depth = 0
  private let deepest: Int

  init(deepest: Int) {
    self.deepest = deepest
  }

  func error(_ problem: JSONError.Problem) -> JSONError {
    JSONError(offset: position, problem: problem)
  }

  mutating func skipSpace(in bytes: Span<UInt8>) {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  mutating func value(in bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
    guard position < bytes.count else { throw error(.unexpectedEnd) }
    switch bytes[position] {
    case UInt8(ascii: "\""): return .string(try string(in: bytes))
    case UInt8(ascii: "{"): return try object(in: bytes)
    case UInt8(ascii: "["): return try array(in: bytes)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return .number(try number(in: bytes))
    case UInt8(ascii: "t"): return try word("true", .bool(true), in: bytes)
    case UInt8(ascii: "f"): return try word("false", .bool(false), in: bytes)
    case UInt8(ascii: "n"): return try word("null", .null, in: bytes)
    default: throw error(.unexpectedByte)
    }
  }

  private mutating func object(in bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
    try enter()
    var builder = JSONObjectBuilder()
    skipSpace(in: bytes)
    if take(UInt8(ascii: "}"), in: bytes) { return leave(.object(JSONObject())) }
    while true {
      guard position < bytes.count else { throw error(.unexpectedEnd) }
      guard bytes[position] == UInt8(ascii: "\"") else { throw error(.unexpectedByte) }
      let key = try string(in: bytes)
      skipSpace(in: bytes)
      guard take(UInt8(ascii: ":"), in: bytes) else { throw unexpected(in: bytes) }
      skipSpace(in: bytes)
      if !builder.put(try value(in: bytes), under: key) { hasDuplicateKeys = true }
      skipSpace(in: bytes)
      if take(UInt8(ascii: "}"), in: bytes) { return leave(.object(builder.object)) }
      guard take(UInt8(ascii: ","), in: bytes) else { throw unexpected(in: bytes) }
      skipSpace(in: bytes)
    }
  }

  private mutating func array(in bytes: Span<UInt8>) throws(JSONError) -> JSONValue {
    try enter()
    var elements: [JSONValue] = []
    skipSpace(in: bytes)
    if take(UInt8(ascii: "]"), in: bytes) { return leave(.array(elements)) }
    while true {
      elements.append(try value(in: bytes))
      skipSpace(in: bytes)
      if take(UInt8(ascii: "]"), in: bytes) { return leave(.array(elements)) }
      guard take(UInt8(ascii: ","), in: bytes) else { throw unexpected(in: bytes) }
      skipSpace(in: bytes)
    }
  }

  private mutating func word(
    _ word: StaticString,
    _ value: JSONValue,
    in bytes: Span<UInt8>
  ) throws(JSONError) -> JSONValue {
    for byte in String(describing: word).utf8 {
      guard take(byte, in: bytes) else { throw unexpected(in: bytes) }
    }
    return value
  }

  /// Steps over the opening bracket.
  private mutating func enter() throws(JSONError) {
    guard depth < deepest else { throw error(.tooDeep(limit: deepest)) }
    depth += 1
    position += 1
  }

  private mutating func leave(_ value: JSONValue) -> JSONValue {
    depth -= 1
    return value
  }

  mutating func take(_ byte: UInt8, in bytes: Span<UInt8>) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  func unexpected(in bytes: Span<UInt8>) -> JSONError {
    error(position < bytes.count ? .unexpectedByte : .unexpectedEnd)
  }
}
