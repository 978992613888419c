/// Whom e-mails come from: `Oak & Ash <orders@example.com>`, or the address alone.
package struct EmailSender: Equatable, Sendable {
  /// Empty where only the address was given.
  package let name: String
  package let address: String

  /// Nil for a text that is neither.
  package init?(_ text: String) {
    guard let open = text.lastIndex(of: "<"), text.hasSuffix(">") else {
      self.init(name: "", address: text)
      return
    }
    let name = Reason.trimmed(String(text[..<open]).replacing("\"", with: "")) ?? ""
    self.init(name: name, address: String(text[text.index(after: open)...].dropLast()))
  }

  private init?(name: String, address: String) {
    guard EmailRules.isPlain(address), name == EmailRules.line(name) else { return nil }
    self.name = name
    self.address = address
  }

  package var domain: Substring { address.split(separator: "@")[1] }
}
