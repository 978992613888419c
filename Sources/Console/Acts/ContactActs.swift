import Commerce

/// Seeing phone, e-mail and address of an order whole.
extension Model {
  /// Shows them, or cuts them again.
  mutating func revealContact() -> [Effect] {
    guard let order = detail.order, order.summary.id == orders.selected?.id else {
      return refuse("the order is still being read")
    }
    let id = order.summary.id
    let request = nextRequest()
    if order.isContactMasked {
      guard !isReadOnly else {
        return refuse("a look at contact data is noted, and this console is read-only")
      }
      acts[request] = .contact(id)
      return [.revealContact(id, request)]
    }
    guard detail.revealed == id else {
      say("Phone, e-mail and address are shown to you always")
      return []
    }
    acts[request] = .contact(nil)
    return [.hideContact(request)]
  }

  /// What stands beside contact data that is cut, or was asked for; nil for who sees it always.
  var contactNote: String? {
    guard let order = detail.order else { return nil }
    let key = keys.keyName(of: .reveal).map { "; \($0)" }
    if order.isContactMasked { return "cut" + (key.map { "\($0) shows it, which is noted" } ?? "") }
    guard detail.revealed == order.summary.id else { return nil }
    return "shown whole, which is noted" + (key.map { "\($0) cuts it again" } ?? "")
  }
}
