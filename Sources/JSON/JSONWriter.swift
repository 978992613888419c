/// How a JSON text is laid out.
package struct JSONLayout: Sendable {
  /// New lines and two spaces a level; otherwise no space at all.
  package var isPretty: Bool
  /// Members in the order of their keys' bytes; otherwise in their own.
  package var sortsKeys: Bool

  package init(isPretty: Bool = false, sortsKeys: Bool = false) {
    self.isPretty = isPretty
    self.sortsKeys = sortsKeys
  }

  package static let compact = JSONLayout()
  package static let pretty = JSONLayout(isPretty: true)
  /// One text for equal values, for hashes and comparisons.
  package static let canonical = JSONLayout(sortsKeys: true)
}

extension JSONValue {
  /// The value as JSON that is inert wherever it is shown: see `JSONWriter.append(text:)`.
  package func text(_ layout: JSONLayout = .compact) -> String {
    String(decoding: bytes(layout), as: UTF8.self)
  }

  package func bytes(_ layout: JSONLayout = .compact) -> [UInt8] {
    var writer = JSONWriter(layout: layout)
    writer.append(self)
    return writer.bytes
  }
}

/// Appends values to one growing buffer.
package struct JSONWriter: Sendable {
  package internal(set) var bytes: [UInt8] = []
  private let layout: JSONLayout
  private var level = 0

  package init(layout: JSONLayout = .compact) {
    self.layout = layout
  }

  package mutating func append(_ value: JSONValue) {
    switch value {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .bool(let isTrue): bytes.append(contentsOf: (isTrue ? "true" : "false").utf8)
    case .number(let text): bytes.append(contentsOf: text.utf8)
    case .string(let text): append(text: text)
    case .array(let values): append(values)
    case .object(let object): append(layout.sortsKeys ? object.sortedMembers : object.members)
    }
  }

  private mutating func append(_ values: [JSONValue]) {
    bytes.append(UInt8(ascii: "["))
    level += 1
    for (place, value) in values.enumerated() {
      startElement(at: place)
      append(value)
    }
    end(with: UInt8(ascii: "]"), isEmpty: values.isEmpty)
  }

  private mutating func append(_ members: [JSONObject.Member]) {
    bytes.append(UInt8(ascii: "{"))
    level += 1
    for (place, member) in members.enumerated() {
      startElement(at: place)
      append(text: member.key)
      bytes.append(UInt8(ascii: ":"))
      if layout.isPretty { bytes.append(UInt8(ascii: " ")) }
      append(member.value)
    }
    end(with: UInt8(ascii: "}"), isEmpty: members.isEmpty)
  }

  private mutating func startElement(at place: Int) {
    if place > 0 { bytes.append(UInt8(ascii: ",")) }
    if layout.isPretty { startLine() }
  }

  private mutating func end(with bracket: UInt8, isEmpty: Bool) {
    level -= 1
    if layout.isPretty && !isEmpty { startLine() }
    bytes.append(bracket)
  }

  private mutating func startLine() {
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * level))
  }
}
