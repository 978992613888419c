/// Whether a reply can reach its customer at all.
package enum ReplyRules {
  /// Why nothing can be sent to somebody who is known by none of these; nil where one is there.
  package static func lackOfAddress(
    chatSession: String?,
    phone: String?,
    email: String?
  ) -> String? {
    let isKnown = [chatSession, phone, email].contains { $0.flatMap { Reason.trimmed($0) } != nil }
    guard !isKnown else { return nil }
    return "a reply has nowhere to go: no chat session, phone or e-mail of the customer is known; "
      + "the order's source has to send one"
  }
}

extension OrderDetail {
  /// Why no reply to this order can be sent; nil where one can.
  package var lackOfAddress: String? {
    ReplyRules.lackOfAddress(
      chatSession: chatSessionID,
      phone: customerPhone,
      email: customerEmail
    )
  }
}
