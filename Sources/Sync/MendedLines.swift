import Commerce
import JSON
import SQLiteKit
import Store

/// What one page says of lines that were quarantined before: which records came in valid, and
/// which were set aside after them.
struct MendedLines {
  private var taken: [(place: Int, key: String, at: Instant)] = []
  private var setAside: [(place: Int, key: String, digest: String)] = []

  mutating func note(_ record: FeedRecord, at place: Int) {
    let identity = Identity(record)
    taken.append((place, identity.key, record.moment))
  }

  /// Remembers which record the line of a page is that was set aside with this digest.
  mutating func note(
    _ item: PageItem,
    setAsideAt place: Int,
    digest: String,
    on connection: borrowing Connection
  ) throws {
    guard let identity = Identity(item) else { return }
    setAside.append((place, identity.key, digest))
    try QuarantineKey.note(identity.key, at: identity.moment, ofDigest: digest, on: connection)
  }

  /// Resolves the lines for which a valid record that is at least as new came after them.
  func resolve(at now: Instant, on connection: borrowing Connection) throws {
    guard try QuarantineKey.anyOpen(on: connection) else { return }
    for (place, key, moment) in taken {
      let later = setAside.filter { $0.key == key && $0.place > place }.map(\.digest)
      try QuarantineKey.resolve(key, upTo: moment, except: later, at: now, on: connection)
    }
  }
}

/// Which record a line is and of which moment it speaks, as far as that can be read.
private struct Identity {
  let key: String
  let moment: Instant?

  private init(type: String, id: String, moment: Instant?) {
    key = QuarantineKey.key(type: type, id: id)
    self.moment = moment
  }

  init(_ record: FeedRecord) {
    self.init(type: record.typeName, id: record.id, moment: record.moment)
  }

  init?(_ item: PageItem) {
    if case .record(let record) = item.content {
      self.init(record)
      return
    }
    // What is no JSON at all is no record that could be known again.
    guard let object = (try? JSONValue(reading: Array(item.bytes)))?.objectValue else { return nil }
    if let id = item.rowID {
      let moment = Self.moment(in: object, "updated_at") ?? Self.moment(in: object, "created_at")
      self.init(type: "chat_order", id: id, moment: moment)
      return
    }
    guard let type = object["type"]?.stringValue, let id = object["id"]?.stringValue else {
      return nil
    }
    let field =
      switch type {
      case "message": "sent_at"
      case "chat_session": "started_at"
      default: "updated_at"
      }
    self.init(type: type, id: id, moment: Self.moment(in: object, field))
  }

  private static func moment(in object: JSONObject, _ field: String) -> Instant? {
    object[field]?.stringValue.flatMap(ChatOrderRowReading.instant)
  }
}

extension FeedRecord {
  /// The moment of which it speaks: the newer of two of one record says how it is now.
  fileprivate var moment: Instant {
    switch self {
    case .chatOrder(let order): order.updatedAt
    case .order(let order): order.updatedAt
    case .message(let message): message.sentAt
    case .chatSession(let session): session.startedAt
    }
  }
}
