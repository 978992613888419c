import Foundation

/// A made-up feed in the form that `orderdeck sync` reads, always the same.
package enum SampleFeed {
  package typealias Object = [String: Any]

  private static let customers = [
    "Ana Prado", "Jonas Lind", "Mei Chen", "Yusuf Demir", "Olga Petrova", "Tom Baker",
    "Amélie Roux", "田中 花子", "Priya Nair", "Lars Holm",
  ]
  private static let things = [
    "Oak lamp", "Linen throw", "Tea pot", "Wall clock", "Wool rug", "Brass hook",
  ]
  private static let statuses = [
    "pending", "confirmed", "processing", "packaged", "shipped", "delivered",
  ]

  /// Standard and chat orders by turns, each chat order with its session and messages.
  package static func lines(orders: Int, messagesEach: Int = 3) throws -> [String] {
    try (1...orders).flatMap { index -> [String] in
      guard index % 2 == 0 else { return [try line(standardOrder(index))] }
      let session: Object = [
        "type": "chat_session", "id": "session-\(index)", "channel": "whatsapp",
        "customer": ["name": name(index)], "started_at": time(index, 0),
        "ended_at": NSNull(), "outcome": "order",
      ]
      let messages = messagesEach == 0 ? [] : (1...messagesEach).map { message(index, seq: $0) }
      return try ([session, chatOrder(index)] + messages).map { try line($0) }
    }
  }

  package static func text(orders: Int, messagesEach: Int = 3) throws -> String {
    try lines(orders: orders, messagesEach: messagesEach).joined(separator: "\n") + "\n"
  }

  package static func line(_ object: Object) throws -> String {
    let data = try JSONSerialization.data(
      withJSONObject: object,
      options: [.sortedKeys, .withoutEscapingSlashes]
    )
    return String(decoding: data, as: UTF8.self)
  }

  package static func name(_ index: Int) -> String { customers[index % customers.count] }

  /// `ORD-2026-000001`, `CHT000002`: odd ones are from the storefront, even ones from chat.
  package static func number(_ index: Int) -> String {
    let digits = String(String(1_000_000 + index).dropFirst())
    return index % 2 == 0 ? "CHT\(digits)" : "ORD-2026-\(digits)"
  }

  package static func id(_ index: Int) -> String {
    "00000000-0000-5000-8000-\(String(String(1_000_000_000_000 + index).dropFirst()))"
  }

  /// Minutes apart, the first of January 2026 being the first.
  package static func time(_ index: Int, _ seconds: Int) -> String {
    let date = Date(timeIntervalSince1970: 1_767_225_600 + Double(index * 1_800 + seconds))
    return ISO8601DateFormatter().string(from: date)
  }

  package static func status(_ index: Int) -> String { statuses[index % statuses.count] }

  package static func standardOrder(_ index: Int) -> Object {
    var order = parts(index)
    order["type"] = "order"
    order["payment"] = ["status": "paid", "method": "card"]
    order["estimated_delivery"] = NSNull()
    order["delivered_at"] = NSNull()
    return order
  }

  package static func chatOrder(_ index: Int) -> Object {
    var order = parts(index)
    order["type"] = "chat_order"
    order["chat_session_id"] = "session-\(index)"
    order["payment"] =
      [
        "status": "paid", "method": "card", "checkout_session_id": "cs_test_\(index)",
        "stripe_payment_intent_id": "pi_\(index)", "refunded": "0.00",
      ] as Object
    return order
  }

  private static func parts(_ index: Int) -> Object {
    let quantity = index % 3 + 1
    let status = status(index)
    let steps = statuses[...(statuses.firstIndex(of: status) ?? 0)]
    return [
      "id": id(index), "order_number": number(index),
      "customer": [
        "name": name(index), "email": "customer\(index % 7)@example.com",
        "phone": "+49 30 \(index)",
      ],
      "items": [
        [
          "product_id": "p\(index % 6)", "name": things[index % things.count],
          "quantity": quantity, "unit_price": "19.90",
        ] as Object
      ],
      "currency": "EUR", "shipping": "4.00", "tax": "0.00", "discount": "0.00",
      "total": quantity == 1 ? "23.90" : quantity == 2 ? "43.80" : "63.70",
      "shipping_address": [
        "street": "\(index) Long Street", "city": "Berlin", "state": NSNull(),
        "postal_code": "10115", "country": "DE",
      ] as Object,
      "status": status,
      "status_history": steps.enumerated().map {
        ["status": $0.element, "at": time(index, $0.offset * 60)]
      },
      "tracking_number": NSNull(),
      "created_at": time(index, 0), "updated_at": time(index, 600),
    ]
  }

  package static func message(_ index: Int, seq: Int) -> Object {
    let isCustomer = seq % 2 == 1
    return [
      "type": "message", "id": id(index * 1_000 + seq), "chat_session_id": "session-\(index)",
      "order_id": id(index), "seq": seq,
      "sender": ["role": isCustomer ? "customer" : "bot", "name": isCustomer ? name(index) : "Bo"],
      "body": "Line \(seq) about order \(number(index))", "sent_at": time(index, 700 + seq),
      "status": isCustomer ? "delivered" : "read",
    ]
  }
}
