package import Commerce
package import JSON
import Screen

/// What is told of one customer, for `customer show`.
package enum CustomerText {
  package static func lines(
    of profile: CustomerProfile,
    zone: LocalZone,
    amounts: MoneyStyle
  ) -> [String] {
    let history = profile.history
    func sum(_ money: [Money]) -> String {
      money.isEmpty ? "nothing" : money.map { $0.display(amounts) }.joined(separator: ", ")
    }
    let byChat = history.chatOrderCount > 0 ? ", \(history.chatOrderCount) by chat" : ""
    var lines = [
      profile.name,
      "orders    \(CountText.grouped(history.orderCount))\(byChat)",
      "net spend \(sum(history.netSpend))",
      "average   \(sum(history.averages)) an order",
      "refunded  \(sum(history.refunded))",
    ]
    if let first = history.firstOrderAt { lines.append("since     \(OrderText.time(first, zone))") }
    if let last = profile.lastSeenAt { lines.append("last seen \(OrderText.time(last, zone))") }
    if let message = profile.lastMessage {
      let who = message.preview.role.rawValue
      let at = OrderText.time(message.at, zone)
      lines.append(
        "last chat \(at)  \(message.orderNumber)  \(who): \(message.preview.text)"
      )
    }
    return lines.map { SafeText.plain($0) }
  }

  package static func form(of profile: CustomerProfile, orders: [JSONValue]) -> JSONValue {
    let history = profile.history
    return [
      "name": .string(profile.name),
      "order_count": .integer(history.orderCount),
      "chat_order_count": .integer(history.chatOrderCount),
      "net_spend": .array(history.netSpend.map(form)),
      "average": .array(history.averages.map(form)),
      "refunded": .array(history.refunded.map(form)),
      "first_order_at": .optional(history.firstOrderAt?.rfc3339),
      "last_order_at": .optional(history.lastOrderAt?.rfc3339),
      "last_seen_at": .optional(profile.lastSeenAt?.rfc3339),
      "last_message": profile.lastMessage.map { message in
        [
          "order_number": .string(message.orderNumber), "at": .string(message.at.rfc3339),
          "role": .string(message.preview.role.rawValue), "body": .string(message.preview.text),
        ]
      } ?? .null,
      "orders": .array(orders),
    ]
  }

  private static func form(_ amount: Money) -> JSONValue {
    ["currency": .string(amount.currency.code), "amount": .string(amount.decimalString)]
  }
}
