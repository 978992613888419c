/// A text for e-mails that are written often; its placeholders are filled for each order.
package struct EmailTemplate: Equatable, Sendable {
  package var name: String
  package var text: EmailText

  package init(name: String, text: EmailText) {
    self.name = name
    self.text = text
  }

  /// Reads a file: `Subject: …` in its first line, an empty line, then the text.
  package init(name: String, file: String) throws(EmailProblem) {
    let lines = file.replacing("\r\n", with: "\n").split(
      separator: "\n",
      omittingEmptySubsequences: false
    )
    let lead = "subject:"
    guard let first = lines.first, first.lowercased().hasPrefix(lead),
      let subject = Reason.trimmed(String(first.dropFirst(lead.count)))
    else { throw EmailProblem("its first line must be \"Subject: …\"") }
    let rest = lines.dropFirst()
    guard rest.first?.allSatisfy(\.isWhitespace) == true else {
      throw EmailProblem("an empty line must follow the subject")
    }
    guard let body = Reason.trimmed(rest.dropFirst().joined(separator: "\n")) else {
      throw EmailProblem("it has no text below the subject")
    }
    self.init(name: name, text: EmailText(subject: subject, body: body))
    if let unknown = unknownPlaceholder { throw unknown }
  }

  /// A name that a file may have and a command line can take as one word.
  package static func isName(_ word: String) -> Bool {
    !word.isEmpty
      && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "-" || $0 == "_" }
  }

  /// Found before there is an order to fill it for.
  private var unknownPlaceholder: EmailProblem? {
    let one = Money(minorUnits: 1, currency: .eur)
    let sample = EmailValues(
      customer: "x",
      number: "x",
      total: one,
      refunded: one,
      carrier: "x",
      tracking: "x",
      delivery: "x",
      agent: "x"
    )
    do {
      _ = try EmailRules.finished(text, with: sample)
      return nil
    } catch {
      return error
    }
  }
}

/// All templates that can be chosen: the built-in ones, and the shop's own by the same or other names.
package struct EmailTemplates: Equatable, Sendable {
  package let all: [EmailTemplate]

  /// An own one takes the place of a built-in one of the same name.
  package init(own: [EmailTemplate] = []) {
    let names = Set(own.map(\.name))
    all = Self.builtIn.filter { !names.contains($0.name) } + own
  }

  package subscript(name: String) -> EmailTemplate? { all.first { $0.name == name } }

  package func nearest(to name: String) -> String? {
    NearestWord.find(name, among: all.map(\.name))
  }

  private static let builtIn = [
    template(
      "confirmed",
      "Your order {number} is confirmed",
      """
      thank you for your order {number} over {total}. We have received it and are \
      getting it ready. You will hear from us again when it leaves our house.
      """
    ),
    template(
      "shipped",
      "Your order {number} is on its way",
      """
      your order {number} has left our house.

      Carrier: {carrier}
      Tracking: {tracking}
      """
    ),
    template(
      "delayed",
      "Your order {number} takes a little longer",
      """
      your order {number} takes longer than we promised, and we are sorry for that. We are \
      working on it and will write to you as soon as it leaves our house. If you cannot wait, \
      just answer this e-mail.
      """
    ),
    template(
      "refund",
      "Your refund for order {number}",
      """
      we have paid back {refunded} for your order {number}, by the way you paid. Depending on \
      your bank it takes a few days until you see it.
      """
    ),
    template(
      "address",
      "We need your address for order {number}",
      """
      we cannot send your order {number} yet, since the delivery address is not complete. Please \
      answer this e-mail with name, street, postal code, city and country.
      """
    ),
    template(
      "thanks",
      "Your order {number} has arrived",
      """
      your order {number} has been delivered. Thank you for buying from us! If anything is not as \
      you expected, just answer this e-mail and we will put it right.
      """
    ),
  ]

  private static func template(
    _ name: String,
    _ subject: String,
    _ body: String
  ) -> EmailTemplate {
    let letter = "Dear {customer},\n\n\(body)\n\nKind regards\n{agent}"
    return EmailTemplate(name: name, text: EmailText(subject: subject, body: letter))
  }
}
