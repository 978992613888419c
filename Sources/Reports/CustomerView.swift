package import Commerce
package import JSON
import Screen

/// What the customer may see of an order, nothing internal.
package struct CustomerView {
  private let detail: OrderDetail

  package init(_ detail: OrderDetail) { self.detail = detail }

  private struct Step {
    var status: OrderStatus
    var isReached: Bool
    /// Nil for a step to come, and for one that was passed without a word of when.
    var at: Instant?
  }

  /// The steps in workflow order.
  private var steps: [Step] {
    let reached = detail.timeline.filter { $0.kind == .status }
    let current = detail.summary.status
    let path: [OrderStatus] =
      current == .cancelled
      ? [.pending, .cancelled]
      : [.pending, .confirmed, .processing, .packaged, .shipped, .delivered]
    let place = path.firstIndex(of: current) ?? 0
    return path.enumerated().map { index, status in
      let isReached = index <= place
      let at = isReached ? reached.last { $0.to == status.rawValue }?.at : nil
      return Step(status: status, isReached: isReached, at: at)
    }
  }

  /// Status, way, parcels and notes; each line is safe text.
  package func lines(_ zone: LocalZone) -> [String] {
    var lines = ["Order \(detail.summary.number): \(detail.summary.status.rawValue)"]
    for step in steps {
      let isCurrent = step.status == detail.summary.status
      let mark = !step.isReached ? "○" : isCurrent ? "●" : "✓"
      let time = step.at.map { "  \(OrderText.time($0, zone))" } ?? ""
      lines.append("  \(mark) \(step.status.rawValue)\(time)")
    }
    // Why a parcel has no number is nobody's business but the shop's.
    for (index, parcel) in detail.parcels.enumerated() {
      let words = [parcel.tracking ?? "", parcel.contents].filter { !$0.isEmpty }
      lines.append("Parcel \(index + 1): \(words.joined(separator: ", "))")
    }
    if !detail.parcels.isEmpty, !detail.itemsToShip.isEmpty {
      lines.append("Still to come: \(ParcelItem.words(detail.itemsToShip))")
    }
    if detail.parcels.isEmpty, let tracking = detail.trackingNumber {
      lines.append("Tracking: \(detail.carrier.map { "\($0) " } ?? "")\(tracking)")
    }
    if let expected = detail.estimatedDelivery { lines.append("Expected delivery: \(expected)") }
    lines = lines.map { SafeText.plain($0) }
    for note in notes {
      let lead = "Note of \(OrderText.time(note.at, zone)): "
      lines.append(lead + OrderText.indented(note.to ?? "", by: lead.count))
    }
    return lines
  }

  /// What the shop wrote for the customer to see; who wrote it is nobody's business but the shop's.
  private var notes: [OrderEvent] {
    detail.timeline.filter { $0.kind == .customerNote && !$0.isTakenBack }
  }

  /// Money on its way back and what has come; what colleagues still decide on is theirs.
  ///
  /// What a source reports counts those as well, so it is left to the sum.
  var refunds: [Refund] {
    detail.refunds.filter { refund in
      guard !refund.isReported else { return false }
      return switch refund.state {
      case .pending, .unknown, .succeeded: true
      case .requested, .approved, .cancelled, .failed, .canceledByProvider: false
      }
    }
  }

  /// What was agreed on with the customer; what was given up is nobody's business but the shop's,
  /// and so are the words that were written beside it.
  private var returns: [OrderReturn] { detail.returns.filter { $0.state != .cancelled } }

  private func words(of goods: OrderReturn) -> String {
    switch goods.state {
    case .requested: "asked for"
    case .approved: "agreed, to be sent"
    case .rejected: "declined"
    case .inTransit: "on its way to us"
    case .received, .closed: "has come"
    case .cancelled: "given up"
    }
  }

  /// Each line is safe text.
  var returnLines: [String] {
    returns.map { goods in
      let parts = [goods.id.description, words(of: goods), goods.contents, goods.tracking ?? ""]
      return SafeText.plain(parts.filter { !$0.isEmpty }.joined(separator: "  "))
    }
  }

  /// What was sent to the customer, and when it was written.
  var emails: [(at: Instant, text: EmailText)] {
    detail.timeline.compactMap { event in
      guard let email = event.email, email.state == .sent else { return nil }
      return (event.at, email.text)
    }
  }

  func words(of refund: Refund) -> String {
    refund.state == .succeeded ? "paid back" : "on its way back"
  }

  /// What `track` says, with items, sums and the money that went back.
  var caseJSON: JSONValue {
    guard case .object(var form) = json else { return .null }
    let order = detail.summary
    form["customer"] = ["name": .string(order.customerName)]
    form["currency"] = .string(order.total.currency.code)
    form["items"] = .array(detail.items.map(JSONForm.item))
    form["shipping"] = .string(detail.shipping.decimalString)
    form["tax"] = .string(detail.tax.decimalString)
    form["discount"] = .string(detail.discount.decimalString)
    form["total"] = .string(order.total.decimalString)
    form["refunded"] = .string(detail.refunded.decimalString)
    form["refunds"] = .array(
      refunds.map {
        ["amount": .string($0.amount.decimalString), "state": .string(words(of: $0))]
      }
    )
    form["returns"] = .array(
      returns.map { goods in
        [
          "id": .string(goods.id.description), "state": .string(words(of: goods)),
          "items": .array(goods.goods.map(JSONForm.parcelItem)),
        ]
      }
    )
    form["emails"] = .array(
      emails.map {
        [
          "subject": .string($0.text.subject), "body": .string($0.text.body),
          "sent_at": .string($0.at.rfc3339),
        ]
      }
    )
    form["created_at"] = .string(order.createdAt.rfc3339)
    return .object(form)
  }

  package var json: JSONValue {
    [
      "order_number": .string(detail.summary.number),
      "status": .string(detail.summary.status.rawValue),
      "progress": .array(
        steps.map {
          [
            "status": .string($0.status.rawValue), "reached": .bool($0.isReached),
            "at": .optional($0.at?.rfc3339),
          ]
        }
      ),
      "carrier": .optional(detail.carrier),
      "tracking_number": .optional(detail.trackingNumber),
      "parcels": .array(
        detail.parcels.map { parcel in
          [
            "carrier": .optional(parcel.carrier),
            "tracking_numbers": .array(parcel.trackingNumbers.map { .string($0) }),
            "items": .array(parcel.items.map(JSONForm.parcelItem)),
          ]
        }
      ),
      "estimated_delivery": .optional(detail.estimatedDelivery),
      "notes": .array(
        notes.map { ["at": .string($0.at.rfc3339), "text": .optional($0.to)] }
      ),
    ]
  }
}
