/// A chat checkout that is no order yet, in the words of its source.
package struct OpenCheckout: Equatable, Sendable {
  package var number: String
  package var payment: String
  package var method: String?
  package var status: String

  package init(number: String, payment: String, method: String?, status: String) {
    self.number = number
    self.payment = payment
    self.method = method
    self.status = status
  }

  /// What it is, and what will make it an order.
  package var sentence: String {
    let by = method.map { " by \(Self.words($0))" } ?? ""
    let isSettledLater = OrderRules.isSettledLater(method)
    let way =
      isSettledLater
      ? "when it is paid, or when its payment is pending and its status past pending"
      : "when it is paid"
    return "\(number) is a chat checkout, not yet an order: its payment\(by) is "
      + "\(Self.words(payment)) and its status \(Self.words(status)); it becomes an order \(way)"
  }

  private static func words(_ text: String) -> String { text.replacing("_", with: " ") }
}
