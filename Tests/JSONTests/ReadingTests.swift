import JSON
import Testing

@Suite struct ReadingTests {
  @Test(arguments: [
    "null", "true", "false", "0", "-0", "1", "-1", "0.5", "1e3", "1E+3", "1.25e-30", "\"\"",
    "[]", "{}", "[[]]", "[1,2,3]", "{\"a\":1}", "{\"a\":{\"b\":[null]}}",
    "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
    "\"\\u0000\"", "\"\\u00e9\\uD83D\\uDE00\"", "\"\u{7F}\"", "\"\u{2028}\"", "\"😀\"",
    " \t\r\n[ 1 , 2 ] \n", "1234567890123456789012345678901234567890", "\"\\uFFFF\"", "{\"\":0}",
    "[\"a\",\"a\"]", "{\"a\":1,\"a\":2}",
  ])
  func `what RFC 8259 allows is read`(text: String) throws {
    _ = try JSONValue(reading: text)
  }

  @Test(arguments: [
    ("", 0, JSONError.Problem.unexpectedEnd), (" ", 1, .unexpectedEnd), ("[", 1, .unexpectedEnd),
    ("[1", 2, .unexpectedEnd), ("[1,", 3, .unexpectedEnd), ("{", 1, .unexpectedEnd),
    ("{\"a\"", 4, .unexpectedEnd), ("{\"a\":", 5, .unexpectedEnd), ("\"abc", 4, .unexpectedEnd),
    ("\"a\\", 3, .unexpectedEnd), ("\"\\u12", 5, .unexpectedEnd), ("tru", 3, .unexpectedEnd),
    ("-", 1, .unexpectedEnd), ("1.", 2, .unexpectedEnd), ("1e", 2, .unexpectedEnd),
    ("[1,]", 3, .unexpectedByte), ("[,1]", 1, .unexpectedByte), ("[1 2]", 3, .unexpectedByte),
    ("[1;2]", 2, .unexpectedByte), ("{\"a\":1,}", 7, .unexpectedByte),
    ("{a:1}", 1, .unexpectedByte),
    ("{'a':1}", 1, .unexpectedByte), ("{\"a\",1}", 4, .unexpectedByte),
    ("{1:1}", 1, .unexpectedByte),
    ("True", 0, .unexpectedByte), ("nul1", 3, .unexpectedByte), ("NaN", 0, .unexpectedByte),
    ("Infinity", 0, .unexpectedByte), ("+1", 0, .unexpectedByte), (".5", 0, .unexpectedByte),
    ("//x\n1", 0, .unexpectedByte), ("]", 0, .unexpectedByte), ("\u{FEFF}1", 0, .unexpectedByte),
    ("[1\u{C}]", 2, .unexpectedByte), ("\u{A0}1", 0, .unexpectedByte), ("１", 0, .unexpectedByte),
    ("012", 0, .badNumber), ("-012", 0, .badNumber), ("-x", 1, .badNumber), ("1.x", 2, .badNumber),
    ("1.e1", 2, .badNumber), ("1ex", 2, .badNumber), ("-Infinity", 1, .badNumber),
    ("1 2", 2, .trailingBytes), ("1x", 1, .trailingBytes), ("0x1", 1, .trailingBytes),
    ("{}}", 2, .trailingBytes), ("[]\0", 2, .trailingBytes), ("truex", 4, .trailingBytes),
    ("\"a\nb\"", 2, .rawControl), ("\"\u{1}\"", 1, .rawControl), ("\"\\n\0\"", 3, .rawControl),
    ("\"\\x\"", 1, .badEscape), ("\"a\\u12g4\"", 6, .badEscape), ("\"\\'\"", 1, .badEscape),
    ("\"\\uD800\"", 1, .loneSurrogate), ("\"a\\uDC00\"", 2, .loneSurrogate),
    ("\"\\uD800x\"", 1, .loneSurrogate), ("\"\\uD800\\n\"", 1, .loneSurrogate),
    ("\"\\uD800\\u0041\"", 1, .loneSurrogate), ("\"\\uD800\\uD800\"", 1, .loneSurrogate),
  ])
  func `anything else is refused at its byte`(text: String, offset: Int, problem: JSONError.Problem)
  {
    #expect(throws: JSONError(offset: offset, problem: problem)) { try JSONValue(reading: text) }
  }

  @Test(
    arguments: [
      ([0x80], 0), ([0x61, 0xC3], 1), ([0xC0, 0xAF], 0), ([0xE0, 0x80, 0xAF], 0),
      ([0xED, 0xA0, 0x80], 0), ([0xF4, 0x90, 0x80, 0x80], 0), ([0xFF], 0), ([0xF0, 0x9F, 0x98], 0),
      ([0x5C, 0x6E, 0xE9], 2),
    ] as [([UInt8], Int)]
  )
  func `bytes that are not UTF-8 are refused inside texts`(bytes: [UInt8], offset: Int) {
    let quoted = [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")]
    #expect(throws: JSONError(offset: offset + 1, problem: .invalidUTF8)) {
      try JSONValue(reading: quoted)
    }
  }

  @Test func `escapes become the characters that they name`() throws {
    let text = #""\"\\\/\b\f\n\r\tA\u0000é\ud83d\ude00 plain é""#
    #expect(try JSONValue(reading: text) == "\"\\/\u{8}\u{C}\n\r\tA\0é😀 plain é")
  }

  @Test func `numbers keep their text`() throws {
    for text in ["0.10", "1e400", "-0", "94.0", "123456789012345678901234567890"] {
      #expect(try JSONValue(reading: text) == .number(text))
    }
    #expect(try JSONValue(reading: "42").integerValue == 42)
    #expect(try JSONValue(reading: "-9223372036854775808").integerValue == .min)
    for text in ["42.0", "4e1", "9223372036854775808", "\"42\""] {
      #expect(try JSONValue(reading: text).integerValue == nil)
    }
  }

  @Test func `the last of several equal keys wins at the place of the first, and it is told`()
    throws
  {
    let document = try JSONDocument(reading: #"{"a":1,"b":2,"a":3}"#)
    #expect(document.hasDuplicateKeys)
    #expect(document.value.text() == #"{"a":3,"b":2}"#)
    #expect(try !JSONDocument(reading: #"{"a":{"a":1},"b":{"a":1}}"#).hasDuplicateKeys)
  }

  @Test func `keys are compared byte for byte`() throws {
    let document = try JSONDocument(reading: "{\"\u{E9}\":1,\"e\u{301}\":2}")
    #expect(!document.hasDuplicateKeys)
    #expect(document.value["\u{E9}"] == 1)
    #expect(document.value["e\u{301}"] == 2)
  }

  @Test func `an object of a hundred thousand members is read in linear time, repeats and all`()
    throws
  {
    let members = (0..<100_000).map { "\"key\($0)\":\($0)" } + ["\"key7\":\"last\""]
    let document = try JSONDocument(reading: "{" + members.joined(separator: ",") + "}")
    #expect(document.hasDuplicateKeys)
    #expect(document.value.objectValue?.count == 100_000)
    #expect(document.value["key7"] == "last")
    #expect(document.value["key99999"] == 99_999)
  }

  @Test(arguments: ["[", "{\"a\":", "[{\"a\":"])
  func `a hundred thousand brackets are refused and harm nothing`(opening: String) {
    let bytes = Array(String(repeating: opening, count: 100_000).utf8)
    #expect(throws: JSONError.self) { try JSONValue(reading: bytes) }
  }

  @Test func `the deepest nesting is five hundred and twelve`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try JSONValue(reading: nested(512))
    #expect(throws: JSONError(offset: 512, problem: .tooDeep(limit: 512))) {
      try JSONValue(reading: nested(513))
    }
    _ = try JSONValue(
      reading: "[" + Array(repeating: "[]", count: 1_000).joined(separator: ",") + "]"
    )
  }

  @Test func `a slice is read with places counted from its own start`() {
    let bytes = Array("xx[1,]yy".utf8)
    #expect(throws: JSONError(offset: 3, problem: .unexpectedByte)) {
      try JSONValue(reading: bytes[2..<6])
    }
  }

  @Test func `cutting a record anywhere or breaking a byte of it never crashes`() throws {
    let record = Array(
      #"{"a":[1,-2.5e3,true,null],"b":"é\u00e9\ud83d\ude00 \n","c":{"d":{}}}"#.utf8
    )
    let whole = try JSONValue(reading: record)
    for end in record.indices {
      #expect(throws: JSONError.self) { try JSONValue(reading: record[..<end]) }
      for byte in stride(from: UInt8(0), through: 255, by: 5) {
        var broken = record
        broken[end] = byte
        guard let value = try? JSONValue(reading: broken) else { continue }
        // Whatever was still JSON must survive its own writing.
        #expect(try JSONValue(reading: value.text()) == value)
      }
    }
    #expect(try JSONValue(reading: whole.text()) == whole)
  }
}
