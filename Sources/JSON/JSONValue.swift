/// One JSON value, kept as it was written: numbers as their text, objects in their order.
package enum JSONValue: Sendable {
  case null
  case bool(Bool)
  /// The number's own text, such as `1e3` or `94.00`; it never goes through floating point.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)

  package static func integer(_ value: some BinaryInteger & Sendable) -> JSONValue {
    .number(String(value))
  }

  /// The text as a JSON string, or null where there is none.
  package static func optional(_ text: String?) -> JSONValue {
    text.map(JSONValue.string) ?? .null
  }
}

// MARK: - Looking inside

extension JSONValue {
  package var isNull: Bool {
    if case .null = self { true } else { false }
  }

  package var boolValue: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  package var stringValue: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// A number written as a plain integer that fits; `2.0`, `2e0` and `"2"` are none.
  package var integerValue: Int64? {
    guard case .number(let text) = self else { return nil }
    return Int64(text)
  }

  package var arrayValue: [JSONValue]? {
    if case .array(let values) = self { values } else { nil }
  }

  package var objectValue: JSONObject? {
    if case .object(let object) = self { object } else { nil }
  }

  /// The member of that name; nil when there is none or this is no object.
  package subscript(key: String) -> JSONValue? {
    objectValue?[key]
  }

  /// The word for what this is, as error texts say it.
  package var kindName: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

extension JSONValue: Equatable {
  /// Equal when nothing but member order and spacing can differ; texts compare byte for byte,
  /// unlike Swift's own comparison, which takes two spellings of one letter as equal.
  package static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.number(let left), .number(let right)): isSameBytes(left, right)
    case (.string(let left), .string(let right)): isSameBytes(left, right)
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)): left == right
    case (.null, _), (.bool, _), (.number, _), (.string, _), (.array, _), (.object, _): false
    }
  }
}

/// Compares two texts byte for byte; the common differing case is decided by the first bytes.
func isSameBytes(_ left: String, _ right: String) -> Bool {
  left == right && left.utf8.elementsEqual(right.utf8)
}

// MARK: - Literals

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  package init(stringLiteral value: String) { self = .string(value) }
}

extension JSONValue: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: Int) { self = .number(String(value)) }
}

extension JSONValue: ExpressibleByBooleanLiteral {
  package init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSONValue: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(JSONObject(elements.map { JSONObject.Member(key: $0.0, value: $0.1) }))
  }
}
