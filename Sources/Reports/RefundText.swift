package import Commerce

/// Refunds as plain text.
package enum RefundText {
  /// One line of a list within an order.
  package static func line(_ refund: Refund, _ amounts: MoneyStyle) -> String {
    guard !refund.isReported else {
      return "\(refund.amount.display(amounts))  reported by the source, in all"
    }
    return "\(refund.amount.display(amounts))  \(refund.story)  id \(refund.id)"
  }

  /// All of one refund.
  package static func lines(_ refund: Refund, zone: LocalZone, amounts: MoneyStyle) -> [String] {
    var lines = ["\(refund.orderNumber)  \(refund.amount.display(amounts))  \(refund.state.words)"]
    lines.append("id         \(refund.id)")
    let why = [refund.reason?.words, refund.reasonText].compactMap(\.self)
    lines.append("reason     \(why.joined(separator: ": "))")
    lines += refund.lines.map {
      "item       \($0.quantity) × \($0.name), \($0.amount.display(amounts))"
    }
    if !refund.shipping.isZero { lines.append("shipping   \(refund.shipping.display(amounts))") }
    if let id = refund.returnID { lines.append("return     \(id)") }
    lines.append("restock    \(refund.restocks ? "yes" : "no")")
    let steps: [(String, Instant?, String?)] = [
      ("requested", refund.createdAt, refund.requester),
      ("approved ", refund.approvedAt, refund.approver), ("sent     ", refund.sentAt, nil),
      ("settled  ", refund.settledAt, nil),
    ]
    for (word, at, who) in steps {
      guard let at else { continue }
      lines.append("\(word)  \(OrderText.time(at, zone))" + (who.map { " by \($0)" } ?? ""))
    }
    if let reference = refund.providerReference { lines.append("reference  \(reference)") }
    if let problem = refund.problem { lines.append("problem    \(problem)") }
    return lines
  }
}
