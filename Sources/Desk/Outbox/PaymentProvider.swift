package import Commerce
import JSON
import Store

/// The way to whoever moves the money.
package protocol PaymentProvider: Sendable {
  /// Why nothing can leave at all; nil for a provider that really pays.
  var keepsInOutbox: String? { get }

  /// Asks for one refund to be paid.
  ///
  /// It may be called again with the same key when the answer was lost, so the other side must take
  /// one key once.
  func pay(_ refund: OutboundRefund) -> RefundAnswer
}

extension PaymentProvider {
  package var keepsInOutbox: String? { nil }
}

/// What the provider said to one try.
package enum RefundAnswer: Equatable, Sendable {
  /// Paid, under the name that the provider gave it.
  case succeeded(reference: String)
  /// Not paid, and never to be with this key.
  case refused(String)
  /// Nobody knows whether it was paid.
  case unknown(String)
}

/// A refund as a provider gets it.
package struct OutboundRefund: Equatable, Sendable {
  /// The refund's id, the same for every try.
  package var key: String
  /// 1 for the first try.
  package var attempt: Int
  package var orderID: OrderID
  package var orderNumber: String
  package var amount: Money
  package var reason: RefundReason?
  package var payment: PaymentNames

  /// One JSON object in one line, for a program that pays it.
  package var json: String {
    let value: JSONValue = [
      "key": .string(key),
      "attempt": .integer(attempt),
      "order_id": .string(orderID.rawValue),
      "order_number": .string(orderNumber),
      "amount": .integer(amount.minorUnits),
      "amount_decimal": .string(amount.decimalString),
      "currency": .string(amount.currency.code),
      "reason": .optional(reason?.rawValue),
      "payment_method": .optional(payment.method),
      "stripe_payment_intent_id": .optional(payment.paymentIntent),
      "checkout_session_id": .optional(payment.checkoutSession),
    ]
    return value.text()
  }
}

/// What there is until a provider is configured: it pays nothing and says so.
package struct NoPaymentProvider: PaymentProvider {
  package static let notice = "no payment provider: kept in the outbox"

  package init() {}

  package var keepsInOutbox: String? { Self.notice }

  package func pay(_ refund: OutboundRefund) -> RefundAnswer { .unknown(Self.notice) }
}

/// Hands each refund to a program as JSON on its standard input.
///
/// Exit status 0 means paid, with the provider's reference on standard output; 65 means that it is
/// refused for good. Whatever else happens, nobody knows, and the same key is tried again.
package struct CommandPaymentProvider: PaymentProvider {
  private let run: @Sendable (_ input: [UInt8]) -> CommandTransport.Ending

  /// `run` starts the configured program with those bytes on its standard input, and waits.
  package init(run: @escaping @Sendable (_ input: [UInt8]) -> CommandTransport.Ending) {
    self.run = run
  }

  package func pay(_ refund: OutboundRefund) -> RefundAnswer {
    switch run(Array((refund.json + "\n").utf8)) {
    case .exited(0, let output, _):
      guard let reference = CommandTransport.firstLine(of: output).flatMap({ Reason.trimmed($0) })
      else { return .unknown("the payment program said 0 and no reference") }
      return .succeeded(reference: reference)
    case .exited(CommandTransport.statusOfRefusal, _, let words):
      return .refused(CommandTransport.firstLine(of: words) ?? "the provider refused it")
    case .exited(let status, _, let words):
      let line = CommandTransport.firstLine(of: words)
      return .unknown(line ?? "the payment program ended with status \(status)")
    case .killed(let signal): return .unknown("the payment program was ended by signal \(signal)")
    case .timedOut: return .unknown("the payment program took too long")
    case .couldNotStart(let reason): return .unknown("the payment program \(reason)")
    }
  }
}
