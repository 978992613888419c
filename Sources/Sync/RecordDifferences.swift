import Commerce
import JSON
import Store

/// Compares what the store has with what a source says of the same moment.
struct DifferenceList {
  private(set) var differences: [FieldDifference] = []

  mutating func compare(_ field: String, _ ours: String?, _ theirs: String?) {
    guard !Self.isSame(ours, theirs) else { return }
    differences.append(FieldDifference(field, ours: ours, theirs: theirs))
  }

  mutating func compare(_ field: String, _ ours: Int64, _ theirs: Int64) {
    guard ours != theirs else { return }
    differences.append(FieldDifference(field, ours: String(ours), theirs: String(theirs)))
  }

  mutating func compare(_ field: String, _ ours: Instant?, _ theirs: Instant?) {
    guard ours != theirs else { return }
    differences.append(FieldDifference(field, ours: ours?.rfc3339, theirs: theirs?.rfc3339))
  }

  /// Two spellings of one JSON value are the same.
  mutating func compareJSON(_ field: String, _ ours: String?, _ theirs: String?) {
    guard !Self.isSame(ours, theirs) else { return }
    // What the store could not read as JSON is another value in any case.
    if let ours, let theirs, let left = try? JSONValue(reading: ours),
      let right = try? JSONValue(reading: theirs), left == right
    {
      return
    }
    differences.append(FieldDifference(field, ours: ours, theirs: theirs))
  }

  /// Byte for byte: Swift takes two spellings of one letter as equal.
  private static func isSame(_ left: String?, _ right: String?) -> Bool {
    switch (left, right) {
    case (nil, nil): true
    case (let left?, let right?): left == right && left.utf8.elementsEqual(right.utf8)
    case (nil, _?), (_?, nil): false
    }
  }
}

extension ChatOrderSnapshot {
  func differences(to other: ChatOrderSnapshot) -> [FieldDifference] {
    var list = DifferenceList()
    list.compare("order_number", orderNumber, other.orderNumber)
    list.compare("chat_session_id", chatSessionID, other.chatSessionID)
    list.compare("checkout_session_id", checkoutSessionID, other.checkoutSessionID)
    list.compare("stripe_payment_intent_id", paymentIntentID, other.paymentIntentID)
    list.compare("customer_name", customerName, other.customerName)
    list.compare("customer_email", customerEmail, other.customerEmail)
    list.compare("customer_phone", customerPhone, other.customerPhone)
    list.compareJSON("items", items, other.items)
    list.compareJSON("shipping_address", shippingAddress, other.shippingAddress)
    list.compare("currency", currency, other.currency)
    list.compare("amount_total", amountTotal, other.amountTotal)
    list.compare("amount_refunded", amountRefunded, other.amountRefunded)
    list.compare("status", status, other.status)
    list.compare("payment_status", paymentStatus, other.paymentStatus)
    list.compare("payment_method", paymentMethod, other.paymentMethod)
    list.compare("customer_notes", customerNotes, other.customerNotes)
    list.compareJSON("metadata", metadata, other.metadata)
    list.compare("created_at", createdAt, other.createdAt)
    return list.differences
  }
}

extension StoredOrder {
  init(fromSource order: StandardOrderSnapshot) {
    self.init(
      source: .standard,
      sourceUpdatedAt: order.updatedAt,
      snapshot: order,
      isStatusOwnedByStaff: false
    )
  }

  /// The fields that belong to the source; what staff have made theirs is no difference.
  func differences(to other: StandardOrderSnapshot) -> [FieldDifference] {
    var list = DifferenceList()
    list.compare("order_number", snapshot.orderNumber, other.orderNumber)
    list.compare("customer_name", snapshot.customerName, other.customerName)
    list.compare("customer_email", snapshot.customerEmail, other.customerEmail)
    list.compare("customer_phone", snapshot.customerPhone, other.customerPhone)
    list.compareJSON("items", snapshot.items, other.items)
    list.compare("currency", snapshot.currency, other.currency)
    list.compare("shipping_amount", snapshot.amounts.shipping, other.amounts.shipping)
    list.compare("tax_amount", snapshot.amounts.tax, other.amounts.tax)
    list.compare("discount_amount", snapshot.amounts.discount, other.amounts.discount)
    list.compare("total_amount", snapshot.amounts.total, other.amounts.total)
    list.compare("amount_refunded", snapshot.amounts.refunded, other.amounts.refunded)
    list.compare("status", snapshot.status, other.status)
    list.compare("payment_status", snapshot.paymentStatus, other.paymentStatus)
    list.compare("payment_method", snapshot.paymentMethod, other.paymentMethod)
    list.compareJSON("metadata", snapshot.metadata, other.metadata)
    list.compare("created_at", snapshot.createdAt, other.createdAt)
    guard !isStatusOwnedByStaff else { return list.differences }
    list.compareJSON("shipping_address", snapshot.shippingAddress, other.shippingAddress)
    if !isSentByStaff {
      list.compare("tracking_number", snapshot.trackingNumber, other.trackingNumber)
      list.compare("carrier", snapshot.carrier, other.carrier)
    }
    list.compare("estimated_delivery", snapshot.estimatedDelivery, other.estimatedDelivery)
    list.compare("delivered_at", snapshot.deliveredAt, other.deliveredAt)
    return list.differences
  }
}

extension IncomingMessage {
  /// What a message said cannot change; only its status and what we could not name may.
  func differences(to other: IncomingMessage) -> [FieldDifference] {
    var list = DifferenceList()
    list.compare("message \(id) session", chatSessionID, other.chatSessionID)
    list.compare("message \(id) place", Int64(seq), Int64(other.seq))
    list.compare("message \(id) role", role.rawValue, other.role.rawValue)
    list.compare("message \(id) sender", senderName, other.senderName)
    list.compare("message \(id) body", body, other.body)
    list.compare("message \(id) sent_at", sentAt, other.sentAt)
    return list.differences
  }

  /// A status only rises; the words that we do not know are ordered by their bytes.
  func isFurther(than other: IncomingMessage) -> Bool {
    (status.rank, metadata) > (other.status.rank, other.metadata)
  }
}

extension MessageStatus {
  /// A message that arrived after all was not lost, so delivered is more than failed.
  var rank: Int {
    switch self {
    case .queued: 0
    case .sent: 1
    case .failed: 2
    case .delivered: 3
    case .read: 4
    }
  }
}

extension SessionDescription {
  /// An ended session is further than a running one; then the one that says more, then the bytes.
  func isFurther(than other: SessionDescription) -> Bool {
    let (mine, theirs) = (order, other.order)
    return mine.lexicographicallyPrecedes(theirs) == false && mine != theirs
  }

  private var order: [String] {
    [
      endedAt?.rfc3339 ?? "", outcome ?? "", customerName ?? "", channel ?? "",
      startedAt.rfc3339, metadata,
    ]
  }
}
