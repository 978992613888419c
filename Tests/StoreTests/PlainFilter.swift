import Commerce
import Foundation
import Store

/// The filter language told once more, over plain values and without SQL, to compare with.
struct PlainFilter {
  let context: QueryContext

  func matches(_ fact: SeededShop.Fact, _ filter: OrderFilter) -> Bool {
    filter.terms.allSatisfy {
      saysNothing($0.condition) || matches(fact, $0.condition) != $0.isNegated
    }
  }

  private func matches(_ fact: SeededShop.Fact, _ condition: FilterCondition) -> Bool {
    switch condition {
    case .word(let word): matches(fact, word: word)
    case .phrase(let phrase): matches(fact, phrase: phrase)
    case .status(let list): list.contains(fact.status)
    case .payment(let list): list.contains(fact.payment)
    case .refund(let states):
      fact.refunds.contains { refund in
        states.contains(refund == .canceledByProvider ? .cancelled : refund)
      }
    case .goodsReturn(let matches): matches.contains { isReturned(fact, $0) }
    case .source(let list): list.contains(fact.source)
    case .currency(let list): list.contains { $0.code == fact.currency }
    case .amount(let range):
      Currency(code: fact.currency)
        .flatMap { range.minorUnits(exponent: $0.exponent) }?.contains(Int64(fact.total)) ?? false
    case .created(let time): isInside(fact.createdAt, time)
    case .updated(let time): isInside(fact.activityAt, time)
    case .customer(let parts):
      parts.contains { part in
        contains([fact.customer, fact.email, fact.phone], part)
      }
    case .sameCustomer(let keys): keys.contains { isOne(fact, $0) }
    case .number(let numbers): numbers.contains { $0.uppercased() == fact.number }
    case .tag(let tags):
      tags.contains { tag in fact.tags.contains { $0.lowercased() == tag.lowercased() } }
    case .assignee(let people): people.contains { isAssigned(fact, $0) }
    case .priority(let list): list.contains(fact.priority)
    case .unread(let isUnread): (fact.unread > 0) == isUnread
    case .conflict(let isOpen): fact.hasConflict == isOpen
    case .snoozed(let isSnoozed): fact.isSnoozed == isSnoozed
    case .has(let traits): traits.contains { has(fact, $0) }
    case .waiting(let isWaiting): fact.isWaiting == isWaiting
    case .late(let isLate):
      ((fact.estimatedDelivery.map { $0 < "2026-09-21" } ?? false)
        && fact.status != .delivered && fact.status != .cancelled) == isLate
    }
  }

  private func isReturned(_ fact: SeededShop.Fact, _ match: ReturnMatch) -> Bool {
    switch match {
    case .state(let state): fact.returns.contains(state)
    case .open: fact.returns.contains { ![.rejected, .closed, .cancelled].contains($0) }
    case .some: fact.returns.contains { ![.rejected, .cancelled].contains($0) }
    case .none: fact.returns.allSatisfy { [.rejected, .cancelled].contains($0) }
    }
  }

  /// By an order's number only itself: whose it is takes the others to tell.
  private func isOne(_ fact: SeededShop.Fact, _ key: CustomerKey) -> Bool {
    switch key {
    case .order(let number): number.uppercased() == fact.number
    case .email(let email): fact.email?.lowercased() == email.lowercased()
    case .phone(let phone): digits(fact.phone ?? "") == digits(phone)
    }
  }

  private func digits(_ phone: String) -> String {
    let digits = phone.filter(\.isNumber)
    return digits.hasPrefix("00") ? String(digits.dropFirst(2)) : digits
  }

  /// A word of signs alone.
  private func saysNothing(_ condition: FilterCondition) -> Bool {
    switch condition {
    case .word(let text), .phrase(let text): words(text).isEmpty
    default: false
    }
  }

  private func isAssigned(_ fact: SeededShop.Fact, _ match: AssigneeMatch) -> Bool {
    let names = ["ana": "Ana", "ben": "Ben Bo"]
    return switch match {
    case .me: fact.assignee == "ana"
    case .nobody: fact.assignee == nil
    case .name(let part): contains([fact.assignee.flatMap { names[$0] }], part)
    }
  }

  private func has(_ fact: SeededShop.Fact, _ trait: OrderTrait) -> Bool {
    switch trait {
    case .draft: fact.hasDraft
    case .failed: fact.hasFailed
    case .note: fact.hasNote
    case .totalDiffers: fact.total != fact.itemNames.count * 500
    }
  }

  private func isInside(_ instant: Instant, _ time: TimeCondition) -> Bool {
    let bounds = time.bounds(now: context.now, in: context.zone)
    return (bounds.from.map { instant >= $0 } ?? true)
      && (bounds.before.map { instant < $0 } ?? true)
  }

  // MARK: Text

  private func matches(_ fact: SeededShop.Fact, word: String) -> Bool {
    if contains([fact.number, fact.phone], word) { return true }
    let wanted = words(word)
    guard let last = wanted.last else { return false }
    let texts = [fact.customer, fact.email ?? ""] + [itemText(fact)]
    let messages = word.unicodeScalars.count > 1 ? fact.messages : []
    return (texts + messages).contains { text in
      runs(words(text), of: wanted.count).contains { run in
        run.dropLast() == wanted.dropLast() && run.last?.hasPrefix(last) ?? false
      }
    }
  }

  private func matches(_ fact: SeededShop.Fact, phrase: String) -> Bool {
    if contains([fact.number, fact.phone], phrase) { return true }
    let wanted = words(phrase)
    guard !wanted.isEmpty else { return false }
    let texts = [fact.customer, fact.email ?? "", itemText(fact)] + fact.messages
    return texts.contains { runs(words($0), of: wanted.count).contains { $0 == wanted } }
  }

  private func itemText(_ fact: SeededShop.Fact) -> String {
    fact.itemNames.enumerated().map { "\($1) P\($0)" }.joined(separator: " ")
  }

  private func runs(_ words: [String], of count: Int) -> [[String]] {
    guard words.count >= count, count > 0 else { return [] }
    return (0...(words.count - count)).map { Array(words[$0..<($0 + count)]) }
  }

  private func words(_ text: String) -> [String] {
    text.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
      .split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  private func contains(_ texts: [String?], _ part: String) -> Bool {
    texts.contains { $0?.lowercased().contains(part.lowercased()) ?? false }
  }
}

extension SeededShop {
  /// The listed orders, by filtering and sorting all of them.
  func listed(_ listing: OrderListing) -> [OrderID] {
    let filter = PlainFilter(context: context)
    return orders.filter { filter.matches($0, listing.filter) }
      .sorted { precedes($0, $1, listing.sort) }
      .map { OrderID($0.id) }
  }

  private func precedes(_ left: Fact, _ right: Fact, _ sort: OrderSort) -> Bool {
    switch sort {
    case .newest: (left.createdAt, left.serial) > (right.createdAt, right.serial)
    case .oldest: (left.createdAt, left.serial) < (right.createdAt, right.serial)
    case .activity: (left.activityAt, left.serial) > (right.activityAt, right.serial)
    case .total:
      (left.currency, left.total, left.serial) > (right.currency, right.total, right.serial)
    case .customer:
      (key(left), left.serial) < (key(right), right.serial)
    case .activityUp, .totalUp: precedes(right, left, sort == .totalUp ? .total : .activity)
    case .customerDown: precedes(right, left, .customer)
    }
  }

  /// As NOCASE compares: capital ASCII letters as small ones, then byte by byte.
  private func key(_ fact: Fact) -> ByteText {
    ByteText(bytes: fact.customer.utf8.map { (65...90).contains($0) ? $0 + 32 : $0 })
  }

  private struct ByteText: Comparable {
    let bytes: [UInt8]
    static func < (left: ByteText, right: ByteText) -> Bool {
      left.bytes.lexicographicallyPrecedes(right.bytes)
    }
  }
}
