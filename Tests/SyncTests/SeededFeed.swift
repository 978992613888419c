import JSON
import TestSupport

/// A feed of about 200 lines in which everything happens that real feeds do: later and earlier
/// snapshots, refunds, messages before their order, sessions without one, statuses that rise.
enum SeededFeed {
  static func lines(seed: UInt64) -> [String] {
    var random = SeededNumbers(seed: seed)
    var lines: [String] = []
    for number in 1...20 { lines += chat(number, &random) }
    for number in 101...120 { lines += storefront(number, &random) }
    for number in 21...23 {
      lines += messages(of: number, order: nil, count: 4, &random)
      lines.append(FeedDraft.session(number).with("outcome", "support").line)
    }
    return lines
  }

  private static func chat(_ number: Int, _ random: inout SeededNumbers) -> [String] {
    let first = FeedDraft.chatOrder(number)
    var lines = [first.line]
    let words = ["unpaid", "pending", "paid", "partially_refunded", "refunded", "failed"]
    for step in 0..<Int.random(in: 0...3, using: &random) {
      let refunded = Int.random(in: 0...1, using: &random) * 500 * (step + 1)
      let status = ["processing", "shipped", "cancelled", "on_hold"].randomElement(using: &random)
      lines.append(
        first.with("updated_at", .string("2026-03-0\(2 + step)T10:00:00.25Z"))
          .with("payment.status", .string(words.randomElement(using: &random) ?? "paid"))
          .with("payment.refunded", .string("\(refunded / 100).00"))
          .with("status", .string(status ?? "shipped"))
          .with("tracking_number", step.isMultiple(of: 2) ? "TR\(number)" : nil)
          .with("customer.phone", .string("+351 \(step)"))
          .with("items.0.quantity", .integer(1 + step))
          .line
      )
    }
    return lines + messages(of: number, order: number, count: 3, &random)
  }

  private static func storefront(_ number: Int, _ random: inout SeededNumbers) -> [String] {
    let first = FeedDraft.order(number)
    guard Bool.random(using: &random) else { return [first.line] }
    let later = first.with("updated_at", "2026-03-06T12:00:00+02:00").with("status", "delivered")
      .with("delivered_at", "2026-03-06T10:00:00Z").with("tracking_number", nil)
    return [first.line, later.with("payment.status", "refunded").line]
  }

  private static func messages(
    of session: Int,
    order: Int?,
    count: Int,
    _ random: inout SeededNumbers
  ) -> [String] {
    var lines: [String] = []
    for seq in 1...count {
      let draft = FeedDraft.message(session * 100 + seq, session: session, seq: seq)
        .with("sender.role", seq == 2 ? "agent" : "customer")
        .with("order_id", seq == 1 ? .some(.null) : order.map { .string(FeedDraft.id($0)) })
      let statuses = ["sent", "failed", "delivered", "seen", "read"].shuffled(using: &random)
      for status in statuses.prefix(Int.random(in: 1...2, using: &random)) {
        lines.append(draft.with("status", .string(status)).line)
      }
    }
    return lines
  }
}
