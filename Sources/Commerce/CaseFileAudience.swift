/// Whom a case file is for.
package enum CaseFileAudience: String, CaseIterable, Sendable {
  /// All that is known of the order.
  case staff
  /// Only what the customer may see: no note of colleagues, no name, no reason, nobody's doubt.
  case customer
}
