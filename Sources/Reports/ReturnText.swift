package import Commerce

/// Returns as plain text.
package enum ReturnText {
  /// One line of a list within an order: its id, how far it is, and what is next.
  package static func line(_ goods: OrderReturn) -> String {
    [goods.id.description, goods.story, goods.nextWords].compactMap(\.self).joined(separator: "  ")
  }
}
