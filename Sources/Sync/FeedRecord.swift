import JSON
package import Store

/// One record of a feed, checked and in the forms of the store.
package enum FeedRecord: Equatable, Sendable {
  case chatOrder(ChatOrderSnapshot)
  case order(StandardOrderSnapshot)
  case message(IncomingMessage)
  case chatSession(SessionDescription)

  /// The word of the feed, under which the counts stand.
  package var typeName: String { type.rawValue }

  /// The id that the source gave the record.
  var id: String {
    switch self {
    case .chatOrder(let order): order.id
    case .order(let order): order.id
    case .message(let message): message.id
    case .chatSession(let session): session.id
    }
  }

  enum TypeName: String, CaseIterable {
    case chatOrder = "chat_order"
    case order
    case message
    case chatSession = "chat_session"
  }

  private var type: TypeName {
    switch self {
    case .chatOrder: .chatOrder
    case .order: .order
    case .message: .message
    case .chatSession: .chatSession
    }
  }
}

extension FeedRecord {
  /// Reads one line of a feed, without its line end.
  package init(line: ArraySlice<UInt8>) throws(FeedProblem) {
    let value: JSONValue
    do {
      value = try JSONValue(reading: line)
    } catch {
      throw FeedProblem(field: nil, reason: error.sentence, isUnreadable: true)
    }
    guard case .object(let object) = value else {
      throw FeedProblem(field: nil, reason: "the record is \(value.kindName), not an object")
    }
    try self.init(object)
  }

  private init(_ object: JSONObject) throws(FeedProblem) {
    var fields = RecordFields(object)
    let word = try fields.text("type")
    guard let type = TypeName(rawValue: word) else {
      let known = TypeName.allCases.map(\.rawValue).joined(separator: ", ")
      throw fields.problem("type", "is none of \(known)")
    }
    // Where a test record came from; by its own description not for importers.
    _ = fields.take("provenance")
    switch type {
    case .chatOrder: self = .chatOrder(try OrderReading.chatOrder(fields))
    case .order: self = .order(try OrderReading.standardOrder(fields))
    case .message: self = .message(try ChatReading.message(fields))
    case .chatSession: self = .chatSession(try ChatReading.session(fields))
    }
  }
}
