import Commerce
import JSON
import Store

enum TrackCommand {
  static let track = Command(
    "track",
    "Print what the customer may see of an order, nothing internal",
    arguments: [Argument("NUMBER", "the order's number")]
  ) { invocation, session in
    let id = try session.shownOrderID(try invocation.required("NUMBER"))
    guard let detail = try session.store().order(id) else {
      throw Refusal(.notFound, orderID: id, sentence: "the order has just gone")
    }
    if session.isJSON {
      try session.say(json(detail))
    } else {
      let zone = try session.context().zone
      for line in lines(detail, zone) { try session.say(line) }
    }
    return .done
  }

  private struct Step {
    var status: OrderStatus
    var isReached: Bool
    /// Nil for a step to come, and for one that was passed without a word of when.
    var at: Instant?
  }

  /// The steps in workflow order.
  private static func steps(_ detail: OrderDetail) -> [Step] {
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

  private static func lines(_ detail: OrderDetail, _ zone: LocalZone) -> [String] {
    var lines = ["Order \(detail.summary.number): \(detail.summary.status.rawValue)"]
    for step in steps(detail) {
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
    for note in notes(detail) {
      let lead = "Note of \(OrderText.time(note.at, zone)): "
      lines.append(lead + OrderText.indented(note.to ?? "", by: lead.count))
    }
    return lines
  }

  /// What the shop wrote for the customer to see; who wrote it is nobody's business but the shop's.
  private static func notes(_ detail: OrderDetail) -> [OrderEvent] {
    detail.timeline.filter { $0.kind == .customerNote && !$0.isTakenBack }
  }

  private static func json(_ detail: OrderDetail) -> JSONValue {
    [
      "order_number": .string(detail.summary.number),
      "status": .string(detail.summary.status.rawValue),
      "progress": .array(
        steps(detail).map {
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
        notes(detail).map { ["at": .string($0.at.rfc3339), "text": .optional($0.to)] }
      ),
    ]
  }
}
