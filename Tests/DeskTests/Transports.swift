import Desk
import Synchronization

/// Takes everything and remembers it.
final class SentMessages: Transport {
  private let messages = Mutex<[OutboundMessage]>([])

  func deliver(_ message: OutboundMessage) throws(TransportFailure) {
    messages.withLock { $0.append(message) }
  }

  var all: [OutboundMessage] { messages.withLock { $0 } }
  var keys: [String] { all.map(\.key) }
  var bodies: [String] { all.map(\.body) }
}

/// Does with each try what the test says, and remembers what arrived on the other side.
final class FlakyTransport: Transport {
  enum Deed {
    case take
    /// It arrives, but the answer is lost.
    case takeAndFail(TransportFailure)
    case fail(TransportFailure)
  }

  private let deed: @Sendable (OutboundMessage) -> Deed
  private let arrived = Mutex<[OutboundMessage]>([])

  init(_ deed: @escaping @Sendable (OutboundMessage) -> Deed) {
    self.deed = deed
  }

  func deliver(_ message: OutboundMessage) throws(TransportFailure) {
    switch deed(message) {
    case .take: arrived.withLock { $0.append(message) }
    case .takeAndFail(let failure):
      arrived.withLock { $0.append(message) }
      throw failure
    case .fail(let failure): throw failure
    }
  }

  var all: [OutboundMessage] { arrived.withLock { $0 } }
}

/// Takes every e-mail, or none, and remembers what it was given.
final class SentEmails: Mailer {
  private let failure: TransportFailure?
  private let emails = Mutex<[OutboundEmail]>([])

  init(failing failure: TransportFailure? = nil) { self.failure = failure }

  func send(_ email: OutboundEmail) throws(TransportFailure) {
    emails.withLock { $0.append(email) }
    if let failure { throw failure }
  }

  var all: [OutboundEmail] { emails.withLock { $0 } }
}
