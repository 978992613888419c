import Commerce
import Screen
import Widgets

/// What is typed about the money of one order: a refund to ask for or to give up, a payment that
/// came in cash.
struct MoneyForm: Equatable, Sendable {
  enum Purpose: Equatable, Sendable {
    case request
    case cancel(Refund)
    case capture
  }

  /// The raw value is the name in the form's draft.
  enum Field: String, Sendable {
    case part, reason, words, restock, reference

    var label: String {
      switch self {
      case .part: "What"
      case .reason: "Reason"
      case .words: "Words"
      case .restock: "Restock"
      case .reference: "Reference"
      }
    }

    var placeholder: String {
      switch self {
      case .part: "full, 12.50, SKU=1"
      case .reason: "choose below"
      case .words: "beside the reason"
      case .restock: "no"
      case .reference: "as on the receipt"
      }
    }
  }

  let purpose: Purpose
  let order: OrderDetail
  /// Reasons that this person may give.
  let reasons: [RefundReason]
  let fields: [Field]
  var values: [EditBuffer]
  var cursor = SeenFields()
  var focused: Int { cursor.focused }
  /// Fields whose value was chosen, or kept from before: typing replaces it.
  private var chosen: Set<Int> = []
  /// What a try to do it met; one sentence.
  var problem = ""
  /// Calling a payment fraudulent is asked twice.
  var isWarned = false

  init(_ purpose: Purpose, of order: OrderDetail, by role: StaffRole) {
    self.purpose = purpose
    self.order = order
    reasons = RefundReason.allCases.filter { role > .agent || $0 != .fraudulent }
    switch purpose {
    case .request: fields = [.part, .reason, .words, .restock]
    case .cancel: fields = [.words]
    case .capture: fields = [.reference]
    }
    values = fields.map { _ in EditBuffer() }
  }

  func text(_ field: Field) -> String {
    guard let index = fields.firstIndex(of: field) else { return "" }
    return Reason.trimmed(values[index].text) ?? ""
  }

  // MARK: Choices

  /// What the arrows choose from in the field that is typed in.
  var choices: [String] {
    switch fields[focused] {
    case .part: partChoices
    case .reason: reasons.map(\.rawValue)
    case .restock: ["no", "yes"]
    case .words, .reference: []
    }
  }

  private var partChoices: [String] {
    let parts = order.refundableParts
    // A product may stand in several lines, and is asked for by one name.
    var items: [(name: String, left: Int)] = []
    for item in parts.items where item.left > 0 {
      let name = item.productID.isEmpty ? item.name : item.productID
      if let place = items.firstIndex(where: { $0.name == name }) {
        items[place].left = items[place].left.addingClamped(item.left)
      } else {
        items.append((name, item.left))
      }
    }
    return ["full"] + (parts.shippingLeft.isZero ? [] : ["shipping"])
      + items.map { "\($0.name)=\($0.left)" }
  }

  var picked: Int? { choices.firstIndex(of: values[focused].text) }

  mutating func pick(_ row: Int) {
    guard choices.indices.contains(row) else { return }
    values[focused].replace(with: choices[row])
    chosen.insert(focused)
  }

  // MARK: Typing

  /// Fills in what was typed before; nothing where that was about another refund.
  mutating func restore(_ draft: FormDraft) {
    guard draft[Self.refundName] == refundID else { return }
    for (index, field) in fields.enumerated() {
      if let text = draft[field.rawValue] { values[index].replace(with: text) }
    }
    chosen = Set(values.indices.filter { !values[$0].isEmpty })
  }

  mutating func edit(_ key: Key) {
    if case .character(let character) = key.code, !key.control, !key.alt {
      // As a button is pressed: what is chosen already stays.
      if character == " ", chosen.contains(focused), picked != nil { return }
      dropChosen()
    }
    if values[focused].edit(key) { chosen.remove(focused) }
  }

  mutating func paste(_ text: String) {
    dropChosen()
    values[focused].insert(text)
  }

  private mutating func dropChosen() {
    if chosen.remove(focused) != nil { values[focused].replace(with: "") }
  }

  // MARK: Draft

  private static let refundName = "refund"

  /// Of several refunds of one order, the one that is given up.
  private var refundID: String? {
    if case .cancel(let refund) = purpose { refund.id.rawValue } else { nil }
  }

  var draftPlace: FormDrafts.Place {
    let kind: Draft.Kind =
      switch purpose {
      case .request: .refund
      case .cancel: .refundCancel
      case .capture: .capture
      }
    return FormDrafts.Place(kind: kind, orders: [order.summary.id])
  }

  var draft: FormDraft {
    var draft = FormDraft()
    for (index, field) in fields.enumerated() where !values[index].isEmpty {
      draft[field.rawValue] = values[index].text
    }
    if !draft.isEmpty { draft[Self.refundName] = refundID }
    return draft
  }

  // MARK: Steps

  /// Goes to the next choice or the one before, or to the one that what is typed begins; false
  /// where there is none, or where words of one's own would be lost.
  mutating func stepChoice(by step: Int) -> Bool {
    guard let row = choices.row(after: values[focused].text, by: step) else { return false }
    pick(max(0, row))
    return true
  }

  // MARK: What it comes to

  private var currency: Currency { order.summary.total.currency }

  /// What can still be refunded.
  var room: Money {
    Money(minorUnits: order.ledger?.refundable ?? 0, currency: currency)
  }

  var part: Result<RefundPart, RefundPartError> {
    let text = text(.part)
    switch text.lowercased() {
    case "": return .failure(RefundPartError(SeenFields.missing))
    case "full": return .success(.full)
    case "shipping": return .success(.shipping)
    default: break
    }
    guard text.contains("=") else {
      do {
        return .success(.amount(try Money(decimal: text, currency: currency)))
      } catch {
        return .failure(RefundPartError(error.sentence))
      }
    }
    let items = text.split(separator: ",").map { ItemQuantity(String($0)) }
    let known = items.compactMap(\.self)
    return known.count == items.count
      ? .success(.items(known)) : .failure(RefundPartError("items are written as mug=1, pot=2"))
  }

  /// How much is asked for, or why it cannot be.
  var amount: Result<Money, RefundPartError> { part.flatMap(amount(of:)) }

  private func amount(of part: RefundPart) -> Result<Money, RefundPartError> {
    do {
      let amount = try order.refundableParts.amount(of: part, room: room).amount
      guard amount.minorUnits > 0 else { return .failure(RefundPartError("more than nothing")) }
      guard amount.minorUnits <= room.minorUnits else {
        return .failure(RefundPartError("at most \(room.decimalString) can be refunded"))
      }
      return .success(amount)
    } catch {
      return .failure(error)
    }
  }

  /// What a field still lacks, in words; blank where nothing does.
  func lack(of field: Field) -> String {
    switch field {
    case .part:
      if case .failure(let error) = amount { return error.sentence }
    case .reason:
      guard reasons.contains(where: { $0.rawValue == text(.reason) }) else {
        return text(.reason).isEmpty ? SeenFields.missing : "one of the reasons below"
      }
    case .words:
      let needsWords = purpose != .request || text(.reason) == RefundReason.other.rawValue
      if needsWords, Reason(text(.words)) == nil { return "at least 3 characters" }
    case .restock:
      if !["", "no", "yes"].contains(text(.restock)) { return "yes or no" }
    case .reference:
      if text(.reference).isEmpty { return SeenFields.missing }
    }
    return " "
  }

  /// What is asked for; nil while something is missing.
  var operation: Operation? {
    guard fields.allSatisfy({ lack(of: $0) == " " }) else { return nil }
    let id = order.summary.id
    switch purpose {
    case .cancel(let refund): return .cancelRefund(id, refund.id, reason: text(.words))
    case .capture: return .capturePayment(id, reference: text(.reference))
    case .request:
      guard case .success(let part) = part, let reason = RefundReason(rawValue: text(.reason))
      else { return nil }
      let words = text(.words)
      let request = RefundRequest(
        part: part,
        reason: reason,
        text: words.isEmpty ? nil : words,
        restocks: text(.restock) == "yes"
      )
      return .requestRefund(id, request)
    }
  }
}

extension ItemQuantity {
  /// Nil for anything but `mug=1`.
  fileprivate init?(_ text: String) {
    guard let sign = text.lastIndex(of: "="), let item = Reason.trimmed(String(text[..<sign])),
      let words = Reason.trimmed(String(text[text.index(after: sign)...])), let count = Int(words)
    else { return nil }
    self.init(item: item, quantity: count)
  }
}
