package import Commerce
package import JSON

/// All of one order at one moment, to hand over or to send: what it is, its past, its chat.
package struct CaseFile {
  let detail: OrderDetail
  /// Oldest first; only those that this audience may see.
  let messages: [ChatMessage]
  let audience: CaseFileAudience
  let writtenAt: Instant
  let zone: LocalZone
  let amounts: MoneyStyle

  package init(
    _ detail: OrderDetail,
    messages: [ChatMessage],
    for audience: CaseFileAudience,
    writtenAt: Instant,
    zone: LocalZone,
    amounts: MoneyStyle
  ) {
    self.detail = detail
    self.messages = audience == .staff ? messages : messages.filter(Self.hasReachedCustomer)
    self.audience = audience
    self.writtenAt = writtenAt
    self.zone = zone
    self.amounts = amounts
  }

  /// Customers have what they wrote and what was sent to them; lines of the system are ours.
  private static func hasReachedCustomer(_ message: ChatMessage) -> Bool {
    switch message.role {
    case .customer: true
    case .system: false
    case .agent, .bot: [.sent, .delivered, .read].contains(message.status)
    }
  }

  /// A name for its file that no number can lead astray: `case-CHT001234-20261121-142233.md`, with the
  /// ending given without its dot.
  package func fileName(ending: String) -> String {
    let number = detail.summary.number.unicodeScalars.map { scalar in
      scalar.isASCII && scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        || scalar == "-" ? Character(scalar) : "_"
    }
    let stamp = writtenAt.rfc3339.filter(\.isNumber).prefix(14)
    let who = audience == .customer ? "-customer" : ""
    return "case-\(String(number.prefix(64)))-\(stamp.prefix(8))-\(stamp.suffix(6))\(who).\(ending)"
  }

  /// `case_file` says what it is; the rest has the field names of the feed.
  package var json: JSONValue {
    [
      "case_file": [
        "order_number": .string(detail.summary.number),
        "audience": .string(audience.rawValue),
        "written_at": .string(writtenAt.rfc3339),
      ],
      "order": audience == .staff ? JSONForm.detail(detail) : CustomerView(detail).caseJSON,
      "messages": .array(messages.map(audience == .staff ? JSONForm.message : sentMessage)),
    ]
  }

  /// Whoever of us wrote it, to the customer it was the shop.
  private func sentMessage(_ message: ChatMessage) -> JSONValue {
    [
      "from": .string(message.role == .customer ? "customer" : "shop"),
      "body": .string(message.body),
      "sent_at": .string(message.sentAt.rfc3339),
    ]
  }
}
