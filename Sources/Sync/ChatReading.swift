import Commerce
import JSON
import Store

/// Reads messages and sessions of a feed.
enum ChatReading {
  static func message(_ given: RecordFields) throws(FeedProblem) -> IncomingMessage {
    var fields = given
    let id = try fields.uuid("id")
    let session = try fields.identifier("chat_session_id")
    let order = try fields.uuidIfPresent("order_id")
    let seq = try fields.integerIfPresent("seq", in: 0...Int64(Int32.max)) ?? 0
    var sender = try fields.object("sender")
    let role = try sender.word("role")
    let name = try sender.text("name")
    let body = try fields.text("body")
    let sentAt = try fields.time("sent_at")
    let status = try fields.word("status")
    var unknown = UnknownFields()
    unknown.add(sender)
    unknown.add(fields)
    let (knownRole, knownStatus) = (MessageWords.role(role), MessageWords.status(status))
    return IncomingMessage(
      id: id,
      chatSessionID: session,
      orderID: order,
      seq: Int(seq),
      // Whoever calls himself something new is trusted no more than a customer.
      role: knownRole ?? .customer,
      senderName: name,
      body: body,
      sentAt: sentAt,
      status: knownStatus ?? .sent,
      metadata: metadata(
        role: knownRole == nil ? role : nil,
        status: knownStatus == nil ? status : nil,
        unknown
      )
    )
  }

  private static func metadata(
    role: String?,
    status: String?,
    _ unknown: UnknownFields
  ) -> String {
    var metadata = JSONObject()
    metadata["sender_role"] = role.map(JSONValue.string)
    metadata["status"] = status.map(JSONValue.string)
    unknown.put(into: &metadata)
    return metadata.isEmpty ? "{}" : JSONValue.object(metadata).text(.canonical)
  }

  static func session(_ given: RecordFields) throws(FeedProblem) -> SessionDescription {
    var fields = given
    let id = try fields.identifier("id")
    let channel = try fields.textIfPresent("channel")
    let customer = fields.take("customer")
    let startedAt = try fields.time("started_at")
    let endedAt = try fields.timeIfPresent("ended_at")
    let outcome = try fields.textIfPresent("outcome")
    var unknown = UnknownFields()
    let name = try customerName(customer, in: fields, &unknown)
    unknown.add(fields)
    var metadata = JSONObject()
    unknown.put(into: &metadata)
    return SessionDescription(
      id: id,
      channel: channel,
      customerName: name,
      startedAt: startedAt,
      endedAt: endedAt,
      outcome: outcome,
      metadata: JSONValue.object(metadata).text(.canonical)
    )
  }

  /// A session's customer is a name, or an object with one.
  private static func customerName(
    _ customer: JSONValue?,
    in fields: RecordFields,
    _ unknown: inout UnknownFields
  ) throws(FeedProblem) -> String? {
    switch customer {
    case nil: return nil
    case .string(let name): return name
    case .object(let object):
      var customer = RecordFields(object, path: "customer.")
      let name = try customer.textIfPresent("name")
      unknown.add(customer)
      return name
    case let other?:
      throw .wrongKind("customer", found: other.kindName, expected: "a text, an object or null")
    }
  }
}

/// The words of message sources in ours.
enum MessageWords {
  static func role(_ word: String) -> SenderRole? {
    SenderRole(rawValue: word) ?? SenderRole(rawValue: plain(word))
  }

  /// WhatsApp says "played" of a voice message that was heard.
  static func status(_ word: String) -> MessageStatus? {
    switch word {
    case "sent": .sent
    case "delivered": .delivered
    case "read": .read
    default: otherStatus(plain(word))
    }
  }

  private static func otherStatus(_ word: String) -> MessageStatus? {
    switch word {
    case "sent": .sent
    case "delivered": .delivered
    case "read", "played": .read
    case "failed": .failed
    default: nil
    }
  }

  private static func plain(_ word: String) -> String {
    let scalars = word.unicodeScalars.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
    return String(String.UnicodeScalarView(scalars)).lowercased()
  }
}
