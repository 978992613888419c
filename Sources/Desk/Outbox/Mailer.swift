package import Commerce
import JSON
import Store

/// The way out of the house for an e-mail.
package protocol Mailer: Sendable {
  /// Why nothing can leave at all; nil for one that really sends.
  var keepsInOutbox: String? { get }

  /// Hands the message over; returning means that the mail system has it.
  ///
  /// It may be called again when the answer was lost: then it is the same message to the last byte.
  func send(_ email: OutboundEmail) throws(TransportFailure)
}

extension Mailer {
  package var keepsInOutbox: String? { nil }
}

/// What there is until a program is configured: it sends nothing and says so.
package struct NoMailer: Mailer {
  package static let noProgram = "kept: no e-mail program is set"
  package static let noSender = "kept: no e-mail sender is set"

  private let notice: String

  package init(_ notice: String = noProgram) { self.notice = notice }

  package var keepsInOutbox: String? { notice }

  package func send(_ email: OutboundEmail) throws(TransportFailure) {
    throw TransportFailure(notice)
  }
}

/// Hands each message to a program as `sendmail -t` takes it: with its headers, on standard input.
package struct CommandMailer: Mailer {
  /// EX_DATAERR, EX_NOUSER and EX_NOHOST of sysexits.h: another try would not help.
  private static let statusesOfRefusal = [65, 67, 68]

  private let sender: EmailSender
  private let run: @Sendable (_ input: [UInt8]) -> CommandTransport.Ending

  /// `run` starts the configured program with those bytes on its standard input, and waits.
  package init(
    from sender: EmailSender,
    run: @escaping @Sendable (_ input: [UInt8]) -> CommandTransport.Ending
  ) {
    self.sender = sender
    self.run = run
  }

  package func send(_ email: OutboundEmail) throws(TransportFailure) {
    let message = InternetMessage(email, from: sender)
    try run(Array(message.text.utf8)).requireSuccess(
      of: "the e-mail program",
      refusedBy: Self.statusesOfRefusal
    )
  }
}

/// An e-mail as a mailer gets it.
package struct OutboundEmail: Equatable, Sendable {
  /// The same for every try.
  package var id: EmailID
  package var recipient: String
  package var recipientName: String
  package var text: EmailText
  /// When it was written, which is the same for every try, too.
  package var writtenAt: Instant

  package init(
    id: EmailID,
    recipient: String,
    recipientName: String,
    text: EmailText,
    writtenAt: Instant
  ) {
    self.id = id
    self.recipient = recipient
    self.recipientName = recipientName
    self.text = text
    self.writtenAt = writtenAt
  }

  /// Nil when another version of this program put the item into the outbox.
  init?(_ item: OutboxItem) {
    // What cannot be read is parked by the worker, with a sentence.
    guard let payload = (try? JSONValue(reading: item.payload))?.objectValue,
      let writtenAt = payload["written_at"]?.stringValue.flatMap({ try? Instant(rfc3339: $0) }),
      let recipient = payload["to"]?.stringValue, EmailRules.isPlain(recipient),
      let subject = payload["subject"]?.stringValue,
      let body = payload["body"]?.stringValue
    else { return nil }
    self.init(
      id: EmailID(item.id),
      recipient: recipient,
      recipientName: payload["name"]?.stringValue ?? "",
      text: EmailText(subject: subject, body: body),
      writtenAt: writtenAt
    )
  }

  /// As the outbox keeps it.
  var payload: JSONObject {
    JSONObject([
      .init(key: "to", value: .string(recipient)),
      .init(key: "name", value: .string(recipientName)),
      .init(key: "subject", value: .string(text.subject)),
      .init(key: "body", value: .string(text.body)),
      .init(key: "written_at", value: .string(writtenAt.rfc3339)),
    ])
  }
}
