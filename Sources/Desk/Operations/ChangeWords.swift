import Commerce
import Store

/// What somebody did, in words that follow a name: `Ana set it to packaged`.
enum ChangeWords {
  static func phrase(_ line: ChangeLine) -> String {
    guard let kind = line.kind else { return "changed it" }
    return switch kind {
    case .status: "set it to \(line.to ?? "another status")"
    case .note: "added a note"
    case .message: line.to == "reply" ? "replied to the customer" : "sent something"
    case .shipment, .tracking: "entered the shipment \(line.to ?? "")"
    case .payment: "reported the payment as \(line.to ?? "changed")"
    case .refund: refund(line.to)
    case .goodsReturn: goodsReturn(line.to)
    case .edit:
      line.to.map { "edited it: \($0)" }
        ?? (line.isOfAddress ? "edited the address" : "edited it")
    case .cancel: "cancelled it"
    case .undo: line.to.map { "took it back to \($0)" } ?? "took back a \(line.from ?? "change")"
    case .placed, .synced: "brought it in anew"
    case .replacement: "made a replacement order"
    case .ticket: "changed its ticket"
    case .email: "wrote an e-mail"
    case .conflict: "settled a conflict"
    case .assignee: line.to.map { "assigned it to \($0)" } ?? "assigned it to nobody"
    case .tags: line.to.map { "tagged it \($0)" } ?? "took its tags off"
    case .customerNote: "wrote a note to the customer"
    case .snooze: line.to == nil ? "ended its snooze" : "snoozed it"
    case .priority: "gave it priority \(line.to ?? "another")"
    }
  }

  private static func goodsReturn(_ word: String?) -> String {
    switch word.flatMap(ReturnState.init(rawValue:)) {
    case .requested: "asked for a return"
    case .approved: "approved a return"
    case .rejected: "rejected a return"
    case .inTransit: "marked a return as in transit"
    case .received: "received a return"
    case .closed: "closed a return"
    case .cancelled: "cancelled a return"
    case nil: "changed a return"
    }
  }

  private static func refund(_ word: String?) -> String {
    switch word.flatMap(RefundState.init(rawValue:)) {
    case .requested: "asked for a refund"
    case .approved: "approved a refund"
    case .cancelled: "cancelled a refund"
    case .succeeded, .failed, .canceledByProvider: "settled a refund"
    case .pending, .unknown: "sent a refund"
    case nil: "recorded a refund"
    }
  }

  /// `Ana set it to packaged, Ben added a note and 3 more`, the newest first.
  static func list(_ lines: [ChangeLine], of count: Int) -> String {
    var phrases: [String] = []
    for line in lines.prefix(2) {
      let words = "\(line.actor) \(phrase(line))"
      if phrases.last != words { phrases.append(words) }
    }
    let rest = count - min(count, 2)
    let shown = phrases.joined(separator: ", ")
    return rest > 0 ? "\(shown) and \(CountText.grouped(rest)) more" : shown
  }
}
