package import Commerce
import JSON
import Store

/// The way out of the house for a chat reply.
package protocol Transport: Sendable {
  /// Why nothing can leave at all; nil for a transport that really delivers.
  var keepsInOutbox: String? { get }

  /// Hands the message over; returning means that the other side has it.
  ///
  /// It may be called again with the same key when the answer was lost, so the other side must
  /// take one key once.
  func deliver(_ message: OutboundMessage) throws(TransportFailure)
}

extension Transport {
  package var keepsInOutbox: String? { nil }
}

/// Why one delivery did not come about.
package struct TransportFailure: Error, Equatable, Sendable {
  /// For the person who wrote the reply; without the message's text.
  package var sentence: String
  /// Trying again would not help.
  package var isPermanent: Bool

  package init(_ sentence: String, isPermanent: Bool = false) {
    self.sentence = sentence
    self.isPermanent = isPermanent
  }
}

/// A reply as a transport gets it.
package struct OutboundMessage: Equatable, Sendable {
  /// The message's id, the same for every try.
  package var key: String
  package var orderID: OrderID
  /// 1 for the first try.
  package var attempt: Int
  package var orderNumber: String
  package var conversationID: String
  package var chatSessionID: String?
  package var channel: String?
  package var customerName: String
  package var customerPhone: String?
  package var customerEmail: String?
  package var senderName: String
  package var body: String

  /// One JSON object in one line, for a program that delivers it.
  package var json: String {
    let value: JSONValue = [
      "key": .string(key),
      "attempt": .integer(attempt),
      "order_id": .string(orderID.rawValue),
      "order_number": .string(orderNumber),
      "conversation_id": .string(conversationID),
      "chat_session_id": .optional(chatSessionID),
      "channel": .optional(channel),
      "customer_name": .string(customerName),
      "customer_phone": .optional(customerPhone),
      "customer_email": .optional(customerEmail),
      "sender_name": .string(senderName),
      "body": .string(body),
    ]
    return value.text()
  }
}

extension OutboundMessage {
  /// A first try, with nothing but what every transport needs.
  package init(
    key: String,
    orderID: OrderID,
    orderNumber: String,
    conversationID: String,
    body: String
  ) {
    self.key = key
    self.orderID = orderID
    self.orderNumber = orderNumber
    self.conversationID = conversationID
    self.body = body
    attempt = 1
    customerName = ""
    senderName = ""
  }

  /// Nil when another version of this program put the item into the outbox.
  init?(_ item: OutboxItem) {
    // What cannot be read is parked by the worker, with a sentence.
    guard let payload = (try? JSONValue(reading: item.payload))?.objectValue,
      let body = payload["body"]?.stringValue,
      let number = payload["order_number"]?.stringValue,
      let conversation = payload["conversation_id"]?.stringValue
    else { return nil }
    key = item.id
    orderID = item.orderID
    attempt = item.attempts
    orderNumber = number
    conversationID = conversation
    chatSessionID = payload["chat_session_id"]?.stringValue
    channel = payload["channel"]?.stringValue
    customerName = payload["customer_name"]?.stringValue ?? ""
    customerPhone = payload["customer_phone"]?.stringValue
    customerEmail = payload["customer_email"]?.stringValue
    senderName = payload["sender_name"]?.stringValue ?? ""
    self.body = body
  }
}

/// What there is until a transport is configured: it delivers nothing and says so.
package struct NoTransport: Transport {
  package static let notice = "no transport: kept in the outbox"

  package init() {}

  package var keepsInOutbox: String? { Self.notice }

  package func deliver(_ message: OutboundMessage) throws(TransportFailure) {
    throw TransportFailure(Self.notice)
  }
}

/// Hands each message to a program as JSON on its standard input; exit status 0 means sent.
package struct CommandTransport: Transport {
  /// How the program ended.
  package enum Ending: Equatable, Sendable {
    case exited(Int, output: String = "", errorOutput: String)
    case killed(bySignal: Int)
    case timedOut
    case couldNotStart(String)
  }

  private let run: @Sendable (_ input: [UInt8]) -> Ending

  /// `run` starts the configured program with those bytes on its standard input, and waits.
  package init(run: @escaping @Sendable (_ input: [UInt8]) -> Ending) {
    self.run = run
  }

  package func deliver(_ message: OutboundMessage) throws(TransportFailure) {
    try run(Array((message.json + "\n").utf8)).requireSuccess(
      of: "the transport",
      refusedBy: [Self.statusOfRefusal]
    )
  }

  /// EX_DATAERR of sysexits.h: what was handed over is itself at fault.
  static let statusOfRefusal = 65

  static func firstLine(of output: String) -> String? {
    output.split(whereSeparator: \.isNewline).first.map { String($0.prefix(200)) }
  }
}

extension CommandTransport.Ending {
  /// Throws what the program said, or how it ended, unless it ended well.
  func requireSuccess(
    of program: String,
    refusedBy statuses: [Int]
  ) throws(TransportFailure) {
    switch self {
    case .exited(0, _, _): return
    case .exited(let status, _, let words):
      throw TransportFailure(
        CommandTransport.firstLine(of: words) ?? "\(program) ended with status \(status)",
        isPermanent: statuses.contains(status)
      )
    case .killed(let signal): throw TransportFailure("\(program) was ended by signal \(signal)")
    case .timedOut: throw TransportFailure("\(program) took too long")
    case .couldNotStart(let reason): throw TransportFailure("\(program) \(reason)")
    }
  }
}
