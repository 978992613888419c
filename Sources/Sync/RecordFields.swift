import Commerce
import JSON

/// The members of one object of a record, taken one by one by the name that is expected.
///
/// What nobody took in the end is unknown, and kept.
struct RecordFields {
  let path: String
  private let members: [JSONObject.Member]
  private var isTaken: [Bool]
  /// Fields mostly come in the order in which they are asked for.
  private var next = 0

  init(_ object: JSONObject, path: String = "") {
    self.path = path
    members = object.members
    isTaken = Array(repeating: false, count: members.count)
  }

  /// The members that nobody asked for, by their path.
  var unknown: [JSONObject.Member] {
    members.indices.filter { !isTaken[$0] }
      .map { JSONObject.Member(key: path + members[$0].key, value: members[$0].value) }
  }

  /// The value under `key`; nil when it is missing or null.
  mutating func take(_ key: String) -> JSONValue? {
    guard let place = place(of: key) else { return nil }
    isTaken[place] = true
    next = place + 1
    let value = members[place].value
    // Not `? nil : value`: there, nil would be the JSON null that is to be left out.
    guard !value.isNull else { return nil }
    return value
  }

  private func place(of key: String) -> Int? {
    if next < members.count, members[next].key == key { return next }
    return members.firstIndex { $0.key == key }
  }

  private mutating func need(_ key: String, _ expected: String) throws(FeedProblem) -> JSONValue {
    guard let value = take(key) else { throw .missing(path + key, expected: expected) }
    return value
  }

  private func wrong(_ key: String, _ value: JSONValue, _ expected: String) -> FeedProblem {
    .wrongKind(path + key, found: value.kindName, expected: expected)
  }

  func problem(_ key: String, _ reason: String) -> FeedProblem {
    FeedProblem(field: path + key, reason: reason)
  }
}

// MARK: - Texts

extension RecordFields {
  /// Any text, the empty one too.
  mutating func text(_ key: String) throws(FeedProblem) -> String {
    let value = try need(key, "a text")
    guard case .string(let text) = value else { throw wrong(key, value, "a text") }
    return text
  }

  mutating func textIfPresent(_ key: String) throws(FeedProblem) -> String? {
    guard let value = take(key) else { return nil }
    guard case .string(let text) = value else { throw wrong(key, value, "a text or null") }
    return text
  }

  /// A text that says something, such as a status; kept as it is, known or not.
  mutating func word(_ key: String) throws(FeedProblem) -> String {
    let text = try text(key)
    guard !text.utf8.allSatisfy({ $0 == 0x20 }) else { throw problem(key, "is empty") }
    guard text.utf8.count <= SyncLimits.wordBytes else { throw tooLong(key, SyncLimits.wordBytes) }
    return text
  }

  /// The name that a source gave to something: not empty, no control characters, bounded.
  mutating func identifier(_ key: String) throws(FeedProblem) -> String {
    let text = try text(key)
    try check(identifier: text, key)
    return text
  }

  mutating func identifierIfPresent(_ key: String) throws(FeedProblem) -> String? {
    guard let text = try textIfPresent(key) else { return nil }
    try check(identifier: text, key)
    return text
  }

  private func check(identifier text: String, _ key: String) throws(FeedProblem) {
    guard !text.isEmpty else { throw problem(key, "is empty") }
    guard text.utf8.count <= SyncLimits.identifierBytes else {
      throw tooLong(key, SyncLimits.identifierBytes)
    }
    guard !RecordText.holdsControls(text) else {
      throw problem(key, "holds control characters")
    }
  }

  mutating func orderNumber(_ key: String) throws(FeedProblem) -> String {
    let text = try text(key)
    let count = text.unicodeScalars.count
    guard count >= 1, !text.utf8.allSatisfy({ $0 == 0x20 }) else {
      throw problem(key, "is empty")
    }
    guard count <= SyncLimits.orderNumberCharacters else {
      throw problem(key, "has more than \(SyncLimits.orderNumberCharacters) characters")
    }
    guard !RecordText.holdsControls(text) else {
      throw problem(key, "holds control characters")
    }
    return text
  }

  /// A UUID in lower case, however it was written.
  mutating func uuid(_ key: String) throws(FeedProblem) -> String {
    let text = try text(key)
    guard let uuid = RecordText.uuid(text) else { throw problem(key, "is not a UUID") }
    return uuid
  }

  mutating func uuidIfPresent(_ key: String) throws(FeedProblem) -> String? {
    guard let text = try textIfPresent(key) else { return nil }
    guard let uuid = RecordText.uuid(text) else { throw problem(key, "is not a UUID") }
    return uuid
  }

  private func tooLong(_ key: String, _ limit: Int) -> FeedProblem {
    problem(key, "is longer than \(CountText.grouped(limit)) bytes")
  }
}

// MARK: - Times, amounts, parts

extension RecordFields {
  mutating func time(_ key: String) throws(FeedProblem) -> Instant {
    let value = try need(key, "a time as text")
    guard case .string(let text) = value else { throw wrong(key, value, "a time as text") }
    return try time(text, key)
  }

  mutating func timeIfPresent(_ key: String) throws(FeedProblem) -> Instant? {
    guard let value = take(key) else { return nil }
    guard case .string(let text) = value else { throw wrong(key, value, "a time as text or null") }
    return try time(text, key)
  }

  private func time(_ text: String, _ key: String) throws(FeedProblem) -> Instant {
    do {
      return try Instant(rfc3339: text)
    } catch {
      throw problem(key, "is \(error.sentence)")
    }
  }

  /// A day such as `2026-01-31`, or a time, whose day is taken.
  mutating func dayIfPresent(_ key: String) throws(FeedProblem) -> String? {
    guard let text = try textIfPresent(key) else { return nil }
    // What is no time either is refused by the check of the day below.
    if text.utf8.count > 10, let instant = try? time(text, key) {
      return String(instant.rfc3339.prefix(10))
    }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard text.utf8.count == 10, parts.count == 3, parts[0].utf8.count == 4,
      parts.allSatisfy({ $0.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      CivilDate(year: year, month: month, day: day) != nil
    else { throw problem(key, "is not a day like 2026-01-31") }
    return text
  }

  mutating func currency(_ key: String) throws(FeedProblem) -> Currency {
    let text = try text(key)
    guard text.utf8.allSatisfy({ $0 >= 0x41 && $0 <= 0x5A }), let currency = Currency(code: text)
    else { throw problem(key, "is not a currency: three capital letters are needed") }
    return currency
  }

  /// An amount as a plain decimal text, in minor units.
  mutating func amount(_ key: String, in currency: Currency) throws(FeedProblem) -> Int64 {
    let value = try need(key, "an amount as text")
    return try amount(value, key, currency)
  }

  mutating func amountIfPresent(
    _ key: String,
    in currency: Currency
  ) throws(FeedProblem) -> Int64? {
    guard let value = take(key) else { return nil }
    return try amount(value, key, currency)
  }

  private func amount(
    _ value: JSONValue,
    _ key: String,
    _ currency: Currency
  ) throws(FeedProblem) -> Int64 {
    guard case .string(let text) = value else { throw wrong(key, value, "an amount as text") }
    do {
      return try Money(decimal: text, currency: currency).minorUnits
    } catch {
      throw problem(key, "is \(error.sentence)")
    }
  }

  /// A whole number, written as one.
  mutating func integer(
    _ key: String,
    in range: ClosedRange<Int64>
  ) throws(FeedProblem) -> Int64 {
    guard let value = try integerIfPresent(key, in: range) else {
      throw .missing(path + key, expected: "a whole number")
    }
    return value
  }

  mutating func integerIfPresent(
    _ key: String,
    in range: ClosedRange<Int64>
  ) throws(FeedProblem) -> Int64? {
    guard let value = take(key) else { return nil }
    guard case .number = value else { throw wrong(key, value, "a whole number") }
    guard let integer = value.integerValue, range.contains(integer) else {
      throw problem(key, "is not a whole number \(Self.words(for: range))")
    }
    return integer
  }

  /// `from 0`, or `from 1 to 1,000,000` where more than 64 bits limit it.
  private static func words(for range: ClosedRange<Int64>) -> String {
    guard range.upperBound < .max else { return "from \(range.lowerBound)" }
    let bounds = [range.lowerBound, range.upperBound].map { CountText.grouped(Int($0)) }
    return "from " + bounds.joined(separator: " to ")
  }

  mutating func object(_ key: String) throws(FeedProblem) -> RecordFields {
    let value = try need(key, "an object")
    guard case .object(let object) = value else { throw wrong(key, value, "an object") }
    return RecordFields(object, path: "\(path)\(key).")
  }

  mutating func objectIfPresent(_ key: String) throws(FeedProblem) -> RecordFields? {
    guard let value = take(key) else { return nil }
    guard case .object(let object) = value else { throw wrong(key, value, "an object or null") }
    return RecordFields(object, path: "\(path)\(key).")
  }

  /// The objects of a list.
  mutating func objects(_ key: String) throws(FeedProblem) -> [RecordFields] {
    guard let objects = try objectsIfPresent(key) else {
      throw .missing(path + key, expected: "a list of objects")
    }
    return objects
  }

  mutating func objectsIfPresent(_ key: String) throws(FeedProblem) -> [RecordFields]? {
    guard let value = take(key) else { return nil }
    guard case .array(let values) = value else { throw wrong(key, value, "a list of objects") }
    var objects: [RecordFields] = []
    objects.reserveCapacity(values.count)
    for (place, value) in values.enumerated() {
      guard case .object(let object) = value else {
        throw wrong("\(key).\(place)", value, "an object")
      }
      objects.append(RecordFields(object, path: "\(path)\(key).\(place)."))
    }
    return objects
  }
}
