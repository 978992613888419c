import Commerce
import JSON
import SQLiteKit
import Store

/// What one page says of lines that were quarantined before: which records came in valid, and
/// which were set aside after them.
struct MendedLines {
  private var taken: [(place: Int, key: String)] = []
  private var setAside: [(place: Int, key: String, digest: String)] = []

  mutating func note(_ record: FeedRecord, at place: Int) {
    taken.append((place, QuarantineKey.key(type: record.typeName, id: record.id)))
  }

  /// Remembers which record the line of a page is that was set aside with this digest.
  mutating func note(
    _ item: PageItem,
    setAsideAt place: Int,
    digest: String,
    on connection: borrowing Connection
  ) throws {
    guard let key = Self.key(of: item) else { return }
    setAside.append((place, key, digest))
    try QuarantineKey.note(key, ofDigest: digest, on: connection)
  }

  /// Resolves the lines for which a valid record came after them.
  func resolve(at now: Instant, on connection: borrowing Connection) throws {
    guard try QuarantineKey.anyOpen(on: connection) else { return }
    for (place, key) in taken {
      let later = setAside.filter { $0.key == key && $0.place > place }.map(\.digest)
      try QuarantineKey.resolve(key, except: later, at: now, on: connection)
    }
  }

  private static func key(of item: PageItem) -> String? {
    if let id = item.rowID { return QuarantineKey.key(type: "chat_order", id: id) }
    if case .record(let record) = item.content {
      return QuarantineKey.key(type: record.typeName, id: record.id)
    }
    // What is no JSON at all is no record that could be known again.
    guard let object = (try? JSONValue(reading: Array(item.bytes)))?.objectValue,
      let type = object["type"]?.stringValue, let id = object["id"]?.stringValue
    else { return nil }
    return QuarantineKey.key(type: type, id: id)
  }
}
