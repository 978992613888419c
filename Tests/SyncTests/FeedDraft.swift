import JSON

/// A record of a made-up feed, to be changed field by field.
struct FeedDraft {
  private(set) var object: JSONObject

  var line: String { JSONValue.object(object).text() }

  /// The record with another value at a path such as `items.0.quantity`; nil takes it out.
  func with(_ path: String, _ value: JSONValue?) -> FeedDraft {
    let steps = path.split(separator: ".").map(String.init)
    guard case .object(let changed) = Self.set(steps[...], value, in: .object(object)) else {
      return self
    }
    return FeedDraft(object: changed)
  }

  private static func set(
    _ steps: ArraySlice<String>,
    _ value: JSONValue?,
    in whole: JSONValue
  ) -> JSONValue {
    guard let step = steps.first else { return whole }
    let rest = steps.dropFirst()
    switch whole {
    case .array(var elements):
      guard let place = Int(step), elements.indices.contains(place) else { return whole }
      if !rest.isEmpty {
        elements[place] = set(rest, value, in: elements[place])
      } else if let value {
        elements[place] = value
      } else {
        elements.remove(at: place)
      }
      return .array(elements)
    case .object(var object):
      object[step] = rest.isEmpty ? value : set(rest, value, in: object[step] ?? [:])
      return .object(object)
    default: return whole
    }
  }
}

extension FeedDraft {
  /// A UUID that is the same for the same number.
  static func id(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return "0dec0000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
  }

  private static func make(_ value: JSONValue) -> FeedDraft {
    FeedDraft(object: value.objectValue ?? JSONObject())
  }

  /// A paid lamp, ordered in chat.
  static func chatOrder(_ number: Int) -> FeedDraft {
    make([
      "type": "chat_order", "id": .string(id(number)), "order_number": "LMP\(number)",
      "customer": ["name": "Ines Ferreira \(number)", "email": "ines@example.net", "phone": .null],
      "items": [
        ["product_id": "lamp-7", "name": "Desk lamp", "quantity": 2, "unit_price": "19.50"],
        ["product_id": "bulb", "name": "Bulb", "quantity": 1, "unit_price": "3.00"],
      ],
      "currency": "EUR", "shipping": "4.00", "tax": "0.00", "discount": "1.00",
      "total": "45.00",
      "payment": [
        "status": "paid", "method": "card", "refunded": "0.00",
        "stripe_payment_intent_id": "pi_\(number)", "checkout_session_id": "cs_\(number)",
      ],
      "chat_session_id": "session-\(number)",
      "shipping_address": [
        "street": "Rua do Sol 5", "city": "Porto", "state": .null, "postal_code": "4000",
        "country": "PT",
      ],
      "status": "confirmed",
      "status_history": [
        ["status": "pending", "at": "2026-03-01T09:00:00Z"],
        ["status": "confirmed", "at": "2026-03-01T09:05:00Z"],
      ],
      "tracking_number": .null, "created_at": "2026-03-01T09:00:00Z",
      "updated_at": "2026-03-01T09:05:00Z",
    ])
  }

  /// A kettle, ordered in the storefront.
  static func order(_ number: Int) -> FeedDraft {
    make([
      "type": "order", "id": .string(id(number)), "order_number": "KTL-\(number)",
      "customer": ["name": "Tomasz Wilk", "email": .null, "phone": "+48 600 100 200"],
      "items": [
        ["product_id": "kettle", "name": "Kettle", "quantity": 1, "unit_price": "129.00"]
      ],
      "currency": "PLN", "shipping": "15.00", "tax": "0.00", "discount": "0.00",
      "total": "144.00", "payment": ["status": "paid", "method": "blik"],
      "shipping_address": .null, "status": "shipped",
      "status_history": [
        ["status": "pending", "at": "2026-03-02T10:00:00Z"],
        ["status": "shipped", "at": "2026-03-03T08:00:00Z"],
      ],
      "tracking_number": "PL77", "estimated_delivery": "2026-03-06", "delivered_at": .null,
      "created_at": "2026-03-02T10:00:00Z", "updated_at": "2026-03-03T08:00:00Z",
    ])
  }

  static func message(_ number: Int, session: Int, seq: Int = 1) -> FeedDraft {
    let minute = seq < 10 ? "0\(seq)" : "\(seq % 60)"
    return make([
      "type": "message", "id": .string(id(1_000_000 + number)),
      "chat_session_id": "session-\(session)", "order_id": .null, "seq": .integer(seq),
      "sender": ["role": "customer", "name": "Ines"], "body": "Is it warm white? \(number)",
      "sent_at": "2026-03-01T08:\(minute):00Z", "status": "delivered",
    ])
  }

  static func session(_ number: Int) -> FeedDraft {
    make([
      "type": "chat_session", "id": "session-\(number)", "channel": "whatsapp",
      "customer": "Ines", "started_at": "2026-03-01T08:00:00Z", "ended_at": .null, "outcome": .null,
    ])
  }
}
