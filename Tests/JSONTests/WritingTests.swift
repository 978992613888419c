import JSON
import Testing

@Suite struct WritingTests {
  let sample: JSONValue = [
    "b": [1, "two", .null, true, [], [:]], "a": ["nested": ["deep": .number("1.50")]],
  ]

  @Test func `the compact layout has no space and keeps the order of members`() {
    #expect(sample.text() == #"{"b":[1,"two",null,true,[],{}],"a":{"nested":{"deep":1.50}}}"#)
  }

  @Test func `the canonical layout sorts members by the bytes of their keys`() {
    let value: JSONValue = ["é": 1, "b": 2, "B": 3, "": 4, "ab": 5]
    #expect(value.text(.canonical) == #"{"":4,"B":3,"ab":5,"b":2,"é":1}"#)
  }

  @Test func `the pretty layout indents by two spaces`() {
    #expect(
      sample.text(.pretty) == """
        {
          "b": [
            1,
            "two",
            null,
            true,
            [],
            {}
          ],
          "a": {
            "nested": {
              "deep": 1.50
            }
          }
        }
        """
    )
  }

  @Test(arguments: [
    ("\"\\/", #""\"\\/""#), ("\u{8}\t\n\u{C}\r", #""\b\t\n\f\r""#),
    ("\0\u{1B}[31m\u{7F}", #""\u0000\u001b[31m\u007f""#), ("\u{85}\u{9B}", #""\u0085\u009b""#),
    ("\u{2028}\u{2029}", #""\u2028\u2029""#),
    ("\u{202E}\u{2066}\u{200F}\u{61C}", #""\u202e\u2066\u200f\u061c""#),
    ("\u{FEFF}\u{200B}\u{AD}", #""\ufeff\u200b\u00ad""#), ("\u{E000}", #""\ue000""#),
    ("\u{E0041}\u{10FFFF}", #""\udb40\udc41\udbff\udfff""#), ("\u{1FFFE}", #""\ud83f\udffe""#),
    ("é 美咲 😀 👨‍👩‍👧", "\"é 美咲 😀 👨‍👩‍👧\""),
  ])
  func `whatever a terminal could act on is escaped, the rest is itself`(
    text: String,
    written: String
  ) {
    #expect(JSONValue.string(text).text() == written)
  }

  @Test func `every character reads back as itself and nothing active is left raw`() throws {
    for code in (0...0x10FFFF as ClosedRange<UInt32>)
    where code < 0x3000 || code % 7 == 0 || code > 0xD700 && code < 0x10100 {
      guard let scalar = Unicode.Scalar(code) else { continue }
      let written = JSONValue.string(String(Character(scalar))).text()
      let back = try JSONValue(reading: written).stringValue
      #expect(back.map { Array($0.unicodeScalars) } == [scalar])
      let isRaw = written.unicodeScalars.contains(scalar)
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .privateUse: #expect(!isRaw)
      default: break
      }
    }
  }

  @Test func `a writer can take several values`() {
    var writer = JSONWriter()
    writer.append(1)
    writer.append("x")
    #expect(String(decoding: writer.bytes, as: UTF8.self) == #"1"x""#)
  }

  @Test func `values are equal whatever the order of their members`() throws {
    #expect(try JSONValue(reading: #"{"a":1,"b":[2]}"#) == JSONValue(reading: #"{"b":[2],"a":1}"#))
    #expect(try JSONValue(reading: "1.0") != JSONValue(reading: "1"))
    #expect(JSONValue.string("\u{E9}") != .string("e\u{301}"))
    #expect(try JSONValue(reading: #"{"a":1}"#) != JSONValue(reading: #"{"a":1,"b":1}"#))
  }

  @Test func `members are set in place, appended and removed`() {
    var object = JSONObject([.init(key: "a", value: 1), .init(key: "b", value: 2)])
    object["a"] = 3
    object["c"] = "new"
    object["b"] = nil
    object["never"] = nil
    #expect(JSONValue.object(object).text() == #"{"a":3,"c":"new"}"#)
    #expect(object.keys == ["a", "c"])
  }
}
