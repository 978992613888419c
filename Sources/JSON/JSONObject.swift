/// The members of a JSON object in the order they were written, each key once.
package struct JSONObject: Sendable {
  package struct Member: Sendable {
    package let key: String
    package var value: JSONValue

    package init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  package private(set) var members: [Member]

  package init() {
    members = []
  }

  /// The last of several members with one key wins, at the place of the first.
  package init(_ members: [Member]) {
    var builder = JSONObjectBuilder()
    for member in members { _ = builder.put(member.value, under: member.key) }
    self = builder.object
  }

  init(distinct members: [Member]) {
    self.members = members
  }

  package var isEmpty: Bool { members.isEmpty }
  package var count: Int { members.count }
  package var keys: [String] { members.map(\.key) }

  /// The value of the member with exactly the bytes of this key; goes over the members once.
  ///
  /// Setting keeps the place of a member that is there and appends one that is new; setting nil
  /// removes it.
  package subscript(key: String) -> JSONValue? {
    get {
      members.first { isSameBytes($0.key, key) }?.value
    }
    set {
      let place = members.firstIndex { isSameBytes($0.key, key) }
      switch (place, newValue) {
      case (let place?, let value?): members[place].value = value
      case (let place?, nil): members.remove(at: place)
      case (nil, let value?): members.append(Member(key: key, value: value))
      case (nil, nil): break
      }
    }
  }
}

extension JSONObject: Equatable {
  /// Equal members in any order.
  package static func == (left: JSONObject, right: JSONObject) -> Bool {
    guard left.count == right.count else { return false }
    return zip(left.sortedMembers, right.sortedMembers).allSatisfy {
      isSameBytes($0.key, $1.key) && $0.value == $1.value
    }
  }

  /// In the order of the keys' bytes, the same on every machine.
  package var sortedMembers: [Member] {
    members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }
}

/// Collects members and finds repeated keys, in linear time for huge objects too.
struct JSONObjectBuilder {
  private var members: [JSONObject.Member] = []
  /// Places by key, kept only once there are many: comparing a few keys is faster than hashing.
  private var places: [ByteKey: Int] = [:]

  private static let manyMembers = 24

  init() {
    members.reserveCapacity(8)
  }

  var object: JSONObject { JSONObject(distinct: members) }

  /// False when the key was there already and its value has been replaced.
  mutating func put(_ value: JSONValue, under key: String) -> Bool {
    if let place = place(of: key) {
      members[place].value = value
      return false
    }
    members.append(JSONObject.Member(key: key, value: value))
    if members.count == Self.manyMembers {
      for (place, member) in members.enumerated() { places[ByteKey(text: member.key)] = place }
    } else if members.count > Self.manyMembers {
      places[ByteKey(text: key)] = members.count - 1
    }
    return true
  }

  private func place(of key: String) -> Int? {
    if members.count >= Self.manyMembers { return places[ByteKey(text: key)] }
    return members.firstIndex { isSameBytes($0.key, key) }
  }
}

/// A key that is equal only to the very same bytes.
private struct ByteKey: Hashable {
  let text: String

  static func == (left: ByteKey, right: ByteKey) -> Bool {
    isSameBytes(left.text, right.text)
  }
}
