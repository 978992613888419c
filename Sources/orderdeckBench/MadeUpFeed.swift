import Glibc

/// A feed of made-up records in the mix of a real shop: three orders of ten come from chat, with
/// twenty messages each.
struct MadeUpFeed {
  let orders: Int
  private(set) var lines: [String] = []

  init(orders: Int) {
    self.orders = orders
    for number in 1...max(1, orders) { add(number) }
  }

  var text: String { lines.joined(separator: "\n") + "\n" }

  func write(to path: String) throws {
    guard let file = fopen(path, "w") else { throw BareError("cannot write \(path)") }
    defer { fclose(file) }
    let bytes = Array(text.utf8)
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else {
      throw BareError("cannot write \(path)")
    }
  }

  private mutating func add(_ number: Int) {
    let seed = UInt64(number) &* 0x9E37_79B9_7F4A_7C15
    guard number % 10 < 3 else {
      lines.append(order(number, seed, type: "order", payment: ""))
      return
    }
    let session = "session-\(number)"
    lines.append(
      """
      {"type":"chat_session","id":"\(session)","channel":"whatsapp",\
      "customer":{"name":"\(name(seed))","email":null,"phone":null},\
      "started_at":"\(time(number, 0))","ended_at":null,"outcome":"order"}
      """
    )
    for place in 1...20 { lines.append(message(number, seed, place, session)) }
    let payment = """
      ,"checkout_session_id":"cs_test_\(number)","stripe_payment_intent_id":"pi_\(number)",\
      "refunded":"0.00"
      """
    lines.append(
      order(number, seed, type: "chat_order", payment: payment, session: session)
    )
  }

  private func order(
    _ number: Int,
    _ seed: UInt64,
    type: String,
    payment: String,
    session: String? = nil
  ) -> String {
    let word = pick(MadeUpWords.products, seed >> 9)
    let prefix = session == nil ? "ORD-2025-" : "CHT"
    let end = session.map { ",\"chat_session_id\":\"\($0)\"" } ?? ""
    return """
      {"type":"\(type)","id":"\(uuid(seed))","order_number":"\(prefix)\(padded(number, 7))",\
      "customer":{"name":"\(name(seed))","email":"customer\(number)@example.com","phone":null},\
      "items":[{"product_id":"P\(seed % 37)","name":"\(word)","quantity":2,"unit_price":"24.90"},\
      {"product_id":"P9","name":"Bread knife","quantity":1,"unit_price":"18.00"}],\
      "currency":"USD","shipping":"4.90","tax":"0.00","discount":"0.00","total":"72.70",\
      "payment":{"status":"paid","method":"card"\(payment)},\
      "shipping_address":{"street":"\(seed % 200) Mill Lane","city":"Harbour","state":null,\
      "postal_code":"\(padded(Int(seed % 100_000), 5))","country":"DE"},"status":"shipped",\
      "status_history":[{"status":"pending","at":"\(time(number, 30))"},\
      {"status":"confirmed","at":"\(time(number, 31))"},\
      {"status":"shipped","at":"\(time(number, 32))"}],"tracking_number":"TRK\(number)",\
      "created_at":"\(time(number, 30))","updated_at":"\(time(number, 32))"\(end)}
      """
  }

  private func message(
    _ number: Int,
    _ seed: UInt64,
    _ place: Int,
    _ session: String
  ) -> String {
    let isCustomer = place % 2 == 1
    let body = pick(MadeUpWords.sentences, seed >> 5 &+ UInt64(place))
    return """
      {"type":"message","id":"\(uuid(seed &+ UInt64(place)))","chat_session_id":"\(session)",\
      "order_id":null,"seq":\(place),"sender":{"role":"\(isCustomer ? "customer" : "agent")",\
      "name":"\(isCustomer ? name(seed) : "Robin")"},"body":"\(body)",\
      "sent_at":"\(time(number, place))","status":"read"}
      """
  }

  // MARK: Words out of a number

  private func name(_ seed: UInt64) -> String {
    pick(MadeUpWords.firstNames, seed >> 13) + " " + pick(MadeUpWords.lastNames, seed >> 21)
  }

  private func pick(_ words: [String], _ seed: UInt64) -> String {
    words[Int(seed % UInt64(words.count))]
  }

  private func uuid(_ seed: UInt64) -> String {
    let digits = hex(seed &* 0xBF58_476D_1CE4_E5B9) + hex(seed &* 0x94D0_49BB_1331_11EB)
    let parts = [digits.prefix(8), digits.dropFirst(8).prefix(4)]
    return parts.map(String.init).joined(separator: "-")
      + "-4\(digits.dropFirst(12).prefix(3))-8\(digits.dropFirst(15).prefix(3))"
      + "-\(digits.dropFirst(18).prefix(12))"
  }

  private func hex(_ value: UInt64) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }

  /// Some minute of 2020 or a later year: an order comes every hour.
  private func time(_ number: Int, _ minute: Int) -> String {
    let day = number / 24
    return "\(2020 + day / 360)-\(padded(day / 30 % 12 + 1, 2))-\(padded(day % 28 + 1, 2))"
      + "T\(padded(number % 24, 2)):\(padded(minute, 2)):00Z"
  }

  private func padded(_ number: Int, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
