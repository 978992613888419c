package import Desk

/// Pays refunds of the made-up shop: no money moves, and its references say that it is made up.
package struct DemoPaymentProvider: PaymentProvider {
  package init() {}

  package func pay(_ refund: OutboundRefund) -> RefundAnswer {
    .succeeded(reference: "made-up provider, \(refund.key.prefix(8))")
  }
}
