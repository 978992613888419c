import Commerce
import Screen
import Widgets

/// What the second line of an order says: what is wrong first, in words; then what has no column;
/// then what was said last.
struct OrderSecondLine {
  private let order: OrderSummary
  private let columns: OrderColumns
  private let width: Int
  private let glyphs: GlyphSet
  /// Who else is at the order, and whether it is put off.
  private let moment: [Span]

  /// Fewer columns of a message than this tell nothing.
  private static let leastOfMessage = 8
  /// With it the longest status and the longest payment fit into the list at 80 columns.
  private static let leastOfName = 8

  init(
    _ order: OrderSummary,
    _ columns: OrderColumns,
    width: Int,
    glyphs: GlyphSet,
    moment: [Span]
  ) {
    self.moment = moment
    self.order = order
    self.columns = columns
    self.width = width
    self.glyphs = glyphs
  }

  func paint(at place: Place, on canvas: inout Canvas) {
    let spans = parts.enumerated().flatMap { index, part in
      index == 0 ? [part] : [Span(separator, .dim), part]
    }
    canvas.write(spans, at: place, width: width)
  }

  private var separator: String { " \(glyphs.separator) " }

  /// Nothing but a name and a message is cut, and no separator stands before nothing.
  private var parts: [Span] {
    let name = columns.hidesCustomer ? order.customerName : ""
    let nameWidth = SafeText.width(of: name, glyphs: glyphs)
    let least = name.isEmpty ? 0 : min(nameWidth, Self.leastOfName) + separator.count
    var parts = facts(isShort: false)
    if taken(parts) + least > width { parts = facts(isShort: true) }
    let count = parts.count
    while parts.count > 1, taken(parts) + least > width { parts.removeLast() }
    let isShort = parts.count < count
    if !name.isEmpty {
      let room = width - taken(parts) - (parts.isEmpty ? 0 : separator.count)
      let words = SafeText.fitted(name, to: max(Self.leastOfName, room), glyphs: glyphs)
      parts.insert(Span(words, .text), at: 0)
    }
    let room = width - taken(parts) - (parts.isEmpty ? 0 : separator.count)
    // Where not even the facts have room a message has none.
    guard !isShort, let message = message(room: room) else { return parts }
    return parts + [message]
  }

  private func taken(_ parts: [Span]) -> Int {
    parts.reduce(separator.count * max(0, parts.count - 1)) {
      $0 + SafeText.width(of: $1.text, glyphs: glyphs)
    }
  }

  private func facts(isShort: Bool) -> [Span] {
    var facts: [Span] = []
    if order.hasFailedMessage {
      facts.append(Span("reply failed", .danger))
    } else if order.hasRetriedReply {
      facts.append(Span("reply not sent yet", .warning))
    }
    facts += moment
    if order.hasConflict { facts.append(Span("conflict", .warning)) }
    if let priority = order.priorityMark { facts.append(priority) }
    if columns.status == 0 { facts.append(Span(order.status.rawValue, order.status.quietRole)) }
    // Words of one's own that nobody got are lost from sight later than the payment.
    if !order.drafts.isEmpty { facts.append(Span(draftWord(isShort: isShort), .warning)) }
    if columns.payment == 0 { facts.append(Span(order.payment.clearWord, order.payment.quietRole)) }
    return facts + order.handlingMarks
  }

  /// What is written and not sent: words to the customer, or to colleagues.
  private func draftWord(isShort: Bool) -> String {
    if order.drafts == [.reply, .note] { return isShort ? "drafts" : "reply and note drafts" }
    if order.drafts.count > 1 { return isShort ? "drafts" : "\(order.drafts.count) drafts" }
    let word =
      switch order.drafts.first {
      case .note, .customerNote: "note"
      case .reply, nil: "reply"
      case .ship, .cancel, .back, .status, .edit, .settle, .refund, .refundCancel, .capture,
        .goodsReturn, .email, .replace, .newOrder:
        "form"
      }
    return isShort ? "\(word)\(glyphs.ellipsis)" : "\(word) draft"
  }

  private func message(room: Int) -> Span? {
    guard let message = order.lastMessage else { return nil }
    // No more of it than could be in view: each character takes a column or more.
    let body = message.text.prefix(width + order.number.count + 8)
    // The row above has the number already.
    let known = "Order \(order.number) "
    let isKnown = message.role == .system && body.hasPrefix(known)
    let words = isKnown ? body.dropFirst(known.count) : body
    let text = message.role.lead + words
    guard room >= min(Self.leastOfMessage, SafeText.width(of: text, glyphs: glyphs)) else {
      return nil
    }
    let isUnread = order.unreadCount > 0 && message.role == .customer
    return Span(text, isUnread ? .text : .dim)
  }
}
