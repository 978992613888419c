import Commerce

/// The order in the detail pane.
struct DetailState: Equatable, Sendable {
  var orderID: OrderID?
  /// Of this order or, for as long as it takes to load, nil.
  var order: OrderDetail?
  /// The snooze whose end was told to the store as seen.
  var seenSnooze: Snooze?
  var request: RequestID?
  /// The order whose contact data this person has asked to see whole.
  var revealed: OrderID?
  /// Which way the selection came here, until the next order that way is read ahead.
  var step: Int?
  /// Why it cannot be shown; one sentence.
  var failure: String?
  var scroll = Scroll()
  /// The moment of its past that is shown; nil for now.
  var past: Instant?
  /// The order as it is painted; nil when it has to be laid out anew.
  var layout: DetailLayout?
}

/// The blocks of an order, and for what they were laid out.
struct DetailLayout: Equatable, Sendable {
  var blocks: [DetailBlock]
  var width: Int
  /// Ages and days are true for as long as this.
  var minute: Int64
}
