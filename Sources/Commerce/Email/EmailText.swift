/// Subject and body of an e-mail: with placeholders as somebody writes it, without them as it is sent.
package struct EmailText: Equatable, Sendable {
  package var subject: String
  package var body: String

  package init(subject: String, body: String) {
    self.subject = subject
    self.body = body
  }
}

/// Why an e-mail cannot be sent as it is written; one sentence.
package struct EmailProblem: Error, Equatable, Sendable {
  package let sentence: String
  package init(_ sentence: String) { self.sentence = sentence }
}

/// The id of an e-mail; the same for every try to send it.
package struct EmailID: Hashable, Sendable, RawRepresentable, CustomStringConvertible {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
  package init(_ rawValue: String) { self.rawValue = rawValue }
  package var description: String { rawValue }
}

/// An e-mail that was written to the customer, as its line of the timeline tells of it.
package struct SentEmail: Equatable, Sendable {
  /// How far it is; raw values are those of the outbox.
  package enum State: String, Sendable {
    case waiting, sending, sent
    case failed = "parked"
    case takenBack = "cancelled"
    case refused

    package var words: String {
      switch self {
      case .waiting: "queued"
      case .sending: "being sent"
      case .sent: "sent"
      case .failed, .refused: "failed"
      case .takenBack: "taken back"
      }
    }
  }

  package var id: EmailID
  package var recipient: String
  package var text: EmailText
  package var state: State
  /// Why it has not left; one sentence.
  package var problem: String?

  package init(
    id: EmailID,
    recipient: String,
    text: EmailText,
    state: State,
    problem: String? = nil
  ) {
    self.id = id
    self.recipient = recipient
    self.text = text
    self.state = state
    self.problem = problem
  }

  /// A person can still send it again or take it back.
  package var isHeld: Bool {
    switch state {
    case .failed: true
    case .waiting: problem != nil
    case .sending, .sent, .takenBack, .refused: false
    }
  }

  /// `queued`, `failed: no such mailbox`.
  package var story: String {
    guard state != .sent, let problem else { return state.words }
    return "\(state.words): \(problem)"
  }
}
