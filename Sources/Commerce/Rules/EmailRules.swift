/// What an e-mail to a customer needs.
package enum EmailRules {
  package static let longestSubject = 200
  package static let longestBody = 20_000

  /// Why nothing can be sent to that address, which is not repeated; nil where it can.
  package static func lack(ofAddress address: String?) -> String? {
    guard let address, Reason.trimmed(address) != nil else {
      return "the customer's e-mail address is not known"
    }
    return isPlain(address)
      ? nil : "the customer's e-mail address is not one that a message can be sent to"
  }

  /// `name@domain`: no blanks, lists, comments or controls, with which a header could be forged.
  package static func isPlain(_ address: String) -> Bool {
    let parts = address.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, address.utf8.count <= 254 else { return false }
    let (local, domain) = (parts[0], parts[1])
    let isLocal =
      (1...64).contains(local.utf8.count)
      && local.utf8.allSatisfy { (0x21...0x7E).contains($0) && !special.contains($0) }
    let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
    return isLocal && labels.count > 1 && labels.allSatisfy(isLabel)
  }

  private static let special = Array(#"()<>[]:;,\""#.utf8)

  private static func isLabel(_ label: Substring) -> Bool {
    (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
      && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
  }

  /// The finished text; throws where something is missing, too long or not to be filled in.
  package static func finished(
    _ text: EmailText,
    with values: EmailValues
  ) throws(EmailProblem) -> EmailText {
    guard text.subject == line(text.subject) else {
      throw EmailProblem("the subject is one line without control characters")
    }
    guard let subject = Reason.trimmed(try values.filling(text.subject)) else {
      throw EmailProblem("the subject is missing")
    }
    guard let body = Reason.trimmed(try values.filling(lines(text.body))) else {
      throw EmailProblem("the text is missing")
    }
    guard subject.count <= longestSubject else {
      throw EmailProblem("a subject has at most \(longestSubject) characters")
    }
    guard body.count <= longestBody else {
      throw EmailProblem("an e-mail has at most \(longestBody) characters")
    }
    return EmailText(subject: subject, body: body)
  }

  /// Controls and line ends as blanks.
  static func line(_ text: String) -> String {
    replaced(text) { isControl($0) }
  }

  private static func lines(_ text: String) -> String {
    replaced(text.replacing("\r\n", with: "\n")) { isControl($0) && $0 != "\n" && $0 != "\t" }
  }

  private static func replaced(
    _ text: String,
    where isMeant: (Unicode.Scalar) -> Bool
  ) -> String {
    var plain = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { plain.append(isMeant(scalar) ? " " : scalar) }
    return String(plain)
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}

extension OrderDetail {
  /// Why no e-mail can be written, as far as this reader knows the address; nil where one can.
  package var lackOfEmailAddress: String? {
    isContactMasked && customerEmail != nil ? nil : EmailRules.lack(ofAddress: customerEmail)
  }

  /// The e-mails to its customer, the oldest first.
  package var emails: [SentEmail] { timeline.compactMap(\.email) }

  /// The newest that has not left and that somebody has to see to.
  package var heldEmail: SentEmail? { emails.last(where: \.isHeld) }
}
