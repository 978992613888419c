import Foundation

/// Texts that try to leave their place: each goes into every field of an order of its own.
///
/// Sequences are of forms that the program never sends itself, so that one that gets through is
/// seen; those of our own forms (colours, cursor) are told by what stands on the screen instead.
package enum HostileTexts {
  package static let all: [String] = controls + formats + sequences + floods + naughty

  /// C0 (NUL too), DEL and C1, four to a text.
  private static let controls: [String] = {
    let values = Array(UInt32(0)...0x1F) + Array(0x7F...0x9F)
    return inFours(values.compactMap(Unicode.Scalar.init))
  }()

  /// Every format character that Swift knows, line and paragraph separators, private use.
  private static let formats: [String] = {
    let ranges: [ClosedRange<UInt32>] = [0xAD...0x3000, 0xFE00...0xFFFF, 0x1D100...0x1D1FF]
    let found = ranges.joined().compactMap(Unicode.Scalar.init).filter {
      switch $0.properties.generalCategory {
      case .format, .lineSeparator, .paragraphSeparator: true
      default: false
      }
    }
    let others: [UInt32] = [
      0xE000, 0xF8FF, 0xFFFE, 0xFFFF, 0xFFFD, 0xE0001, 0xE0041, 0xE007F, 0xF0000, 0x10FFFD,
      0x115F, 0x1160, 0x3164, 0xFFA0, 0x034F, 0x17B4, 0x2800, 0x0378,
    ]
    return inFours(found + others.compactMap(Unicode.Scalar.init))
  }()

  private static let sequences = [
    "\u{1B}]0;title\u{07}", "\u{1B}]2;title\u{1B}\\",
    "\u{1B}]8;;http://x\u{07}link\u{1B}]8;;\u{07}",
    "\u{1B}]52;c;AAAA\u{07}", "\u{1B}]9;note\u{07}", "\u{1B}]777;notify;a;b\u{07}",
    "\u{1B}]4;1;red\u{07}", "\u{1B}]1337;File=:AA\u{07}", "\u{1B}P1$r0m\u{1B}\\",
    "\u{1B}Pq#0~\u{1B}\\",
    "\u{1B}_Ga=T;AAAA\u{1B}\\", "\u{1B}^pm\u{1B}\\", "\u{1B}Xsos\u{1B}\\", "\u{1B}[6n",
    "\u{1B}[c", "\u{1B}[>c", "\u{1B}[21t", "\u{1B}[?1003;9999h", "\u{1B}[?2026$p", "\u{1B}[5i",
    "\u{1B}#8", "\u{1B}c", "\u{1B}[!p", "\u{9B}6n", "\u{9D}0;x\u{9C}", "\u{90}q\u{9C}",
    "\u{1B}[20h", "\u{1B}%@", "\u{1B}[31mred\u{1B}[2J\u{1B}[H", "\u{1B}[200~x\u{1B}[201~",
    "\r\n\u{1B}[1;1HFAKE", "a\u{08}\u{08}b", "\u{0E}lqk\u{0F}", "\u{1B}",
  ]

  private static let floods = [
    "e" + String(repeating: "\u{301}", count: 400), String(repeating: "\u{200B}", count: 3_000),
    String(repeating: "\u{202E}", count: 300) + "txt.exe", "\u{2066}\u{2067}\u{2068}x\u{2069}",
    "\u{301}\u{302}no base", "👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿🇩🇪👍🏽❤️", String(repeating: "Ｗ", count: 500),
    String(repeating: "wide 漢字 ", count: 40), "a" + String(repeating: "\u{FE0F}", count: 50),
    "\u{1F1E6}\u{1F1E6}\u{1F1E6}", "z̷̡̢̧̛̞͎̻͈ͯͣ̈́a̷l̷g̷o̷", "\u{FDFD}\u{12219}\u{A9C5}",
  ]

  private static let naughty = [
    "'; DROP TABLE orders; --", "%s%n%d", "$(reboot)`reboot`", "<script>alert(1)</script>",
    "=1+1", "NULL", "-0", "١٢٣", "ﷺ", "i̇İıI", "\u{FEFF}bom", "عربي 123 שלום", "../../etc/passwd",
    "{\"a\":", "\\u001b[31m", "SYSTEM", "true", "0x1F", "1e999", "🧑🏿‍🚀",
  ]

  private static func inFours(_ scalars: [Unicode.Scalar]) -> [String] {
    stride(from: 0, to: scalars.count, by: 4).map { start in
      scalars[start..<min(start + 4, scalars.count)].map { "a\($0)b" }.joined()
    }
  }

  // MARK: As a feed

  package static func number(_ index: Int) -> String { SampleFeed.number(10_000 + index * 2) }

  /// A chat order for each text, with the text in every field that takes any text, and three
  /// messages; then lines that go to quarantine with the text in them.
  package static func feed() throws -> String {
    var lines: [String] = []
    for (index, text) in all.enumerated() {
      lines.append(try SampleFeed.line(order(index, text)))
      for seq in 1...2 { lines.append(try SampleFeed.line(message(index, text, seq: seq))) }
      lines.append(try SampleFeed.line(["type": "hostile \(text)", "id": text]))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func order(_ index: Int, _ text: String) -> SampleFeed.Object {
    var order = SampleFeed.chatOrder(10_000 + index * 2)
    let words = "hostile \(text) end"
    order["customer"] = ["name": words, "email": words, "phone": words]
    order["items"] = [
      ["product_id": words, "name": words, "quantity": 1, "unit_price": "19.90"] as [String: Any]
    ]
    order["total"] = "23.90"
    order["shipping_address"] = [
      "street": words, "city": words, "state": words, "postal_code": words, "country": words,
    ]
    order["tracking_number"] = words
    order["carrier"] = words
    order["customer_notes"] = words
    order["payment"] =
      [
        "status": "paid", "method": words, "checkout_session_id": "cs_\(index)",
        "stripe_payment_intent_id": NSNull(), "refunded": "0.00",
      ] as [String: Any]
    return order
  }

  private static func message(_ index: Int, _ text: String, seq: Int) -> SampleFeed.Object {
    var message = SampleFeed.message(10_000 + index * 2, seq: seq)
    message["body"] = "hostile \(text) end"
    message["sender"] = ["role": seq == 1 ? "customer" : "bot", "name": "hostile \(text) end"]
    return message
  }
}
