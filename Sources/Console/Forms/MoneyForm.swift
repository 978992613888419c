import Commerce
import Screen
import Widgets

/// What is typed about the money and the returned goods of one order: a refund to ask for or to give
/// up, a payment that came in cash, a return to ask for or to take a step further.
struct MoneyForm: Equatable, Sendable {
  enum Purpose: Equatable, Sendable {
    case request
    case cancel(Refund)
    case capture
    case requestReturn
    /// Rejects, sends, receives or cancels it.
    case moveReturn(OrderReturn, to: ReturnState)
  }

  enum Field: Equatable, Sendable {
    case part, reason, words, restock, reference
    /// The return that a refund is for.
    case returned
    case carrier, tracking, damaged
    /// How many of a product come back, or have come.
    case quantity(ParcelItem)

    /// In the form's draft.
    var name: String {
      switch self {
      case .part: "part"
      case .reason: "reason"
      case .words: "words"
      case .restock: "restock"
      case .reference: "reference"
      case .returned: "return"
      case .carrier: "carrier"
      case .tracking: "tracking"
      case .damaged: "damaged"
      case .quantity(let item): "quantity \(item.sku.filter { $0 != "=" && !$0.isNewline })"
      }
    }

    var label: String {
      switch self {
      case .part: "What"
      case .reason: "Reason"
      case .words: "Words"
      case .restock: "Restock"
      case .reference: "Reference"
      case .returned: "Return"
      case .carrier: "Carrier"
      case .tracking: "Tracking"
      case .damaged: "Damaged"
      case .quantity(let item): item.name
      }
    }

    var placeholder: String {
      switch self {
      case .part: "full, 12.50, SKU=1"
      case .reason: "choose below"
      case .words: "beside the reason"
      case .restock: "no"
      case .reference: "as on the receipt"
      case .returned: "none"
      case .carrier: "if known"
      case .tracking: "if known"
      case .damaged: "none, or SKU=1"
      case .quantity: ""
      }
    }
  }

  let purpose: Purpose
  let order: OrderDetail
  /// Reasons that this person may give.
  let reasons: [String]
  let fields: [Field]
  var values: [EditBuffer]
  /// What stands in the fields at first.
  private let beginnings: [String]
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
    switch purpose {
    case .request:
      let hasGoods = order.goodsToRefund != nil
      fields = [.part, .reason, .words, .restock] + (hasGoods ? [.returned] : [])
    case .cancel: fields = [.words]
    case .capture: fields = [.reference]
    case .requestReturn: fields = [.reason, .words] + Self.quantities(of: order.itemsToReturn)
    case .moveReturn(let goods, let state): fields = Self.fields(of: goods, to: state)
    }
    reasons =
      purpose == .requestReturn
      ? ReturnReason.allCases.map(\.rawValue)
      : RefundReason.allCases.filter { role > .agent || $0 != .fraudulent }.map(\.rawValue)
    beginnings = fields.map { Self.beginning(of: $0, purpose, order) }
    values = beginnings.map { EditBuffer($0) }
    chosen = Set(values.indices.filter { !values[$0].isEmpty })
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
    case .reason: reasons
    case .restock: ["no", "yes"]
    case .returned: returnChoices
    case .carrier: ShippingRules.usualCarriers
    case .damaged: came.map { "\($0.sku)=1" }
    case .words, .reference, .tracking, .quantity: []
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
    guard draft[Self.subjectName] == subject else { return }
    for (index, field) in fields.enumerated() {
      if let text = draft[field.name] { values[index].replace(with: text) }
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

  private static let subjectName = "about"

  /// Which refund is given up, or what is done to which return.
  private var subject: String? {
    switch purpose {
    case .cancel(let refund): refund.id.rawValue
    case .moveReturn(let goods, let state): "\(goods.id) \(state.rawValue)"
    case .request, .capture, .requestReturn: nil
    }
  }

  var draftPlace: FormDrafts.Place {
    let kind: Draft.Kind =
      switch purpose {
      case .request: .refund
      case .cancel: .refundCancel
      case .capture: .capture
      case .requestReturn, .moveReturn: .goodsReturn
      }
    return FormDrafts.Place(kind: kind, orders: [order.summary.id])
  }

  var draft: FormDraft {
    var draft = FormDraft()
    for (index, field) in fields.enumerated() where values[index].text != beginnings[index] {
      draft[field.name] = values[index].text
    }
    if !draft.isEmpty { draft[Self.subjectName] = subject }
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
    guard let items = ItemQuantity.list(text) else {
      return .failure(RefundPartError(ItemQuantity.wrongList))
    }
    return .success(.items(items))
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
      guard reasons.contains(text(.reason)) else {
        return text(.reason).isEmpty ? SeenFields.missing : "one of the reasons below"
      }
    case .words:
      let isBeside = purpose == .request || purpose == .requestReturn
      let needsWords = !isBeside || text(.reason) == RefundReason.other.rawValue
      if needsWords, Reason(text(.words)) == nil { return "at least 3 characters" }
    case .restock:
      if !["", "no", "yes"].contains(text(.restock)) { return "yes or no" }
    case .reference:
      if text(.reference).isEmpty { return SeenFields.missing }
    case .returned: return lackOfReturned
    case .carrier, .tracking: return lackOfWay(field)
    case .damaged: return lackOfDamaged
    case .quantity(let item): return lack(of: item)
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
    case .requestReturn: return returnRequest.map { .requestReturn(id, $0) }
    case .moveReturn(let goods, let state):
      return returnMove(to: state).map { .moveReturn(id, goods.id, $0) }
    case .request:
      guard case .success(let part) = part, let reason = RefundReason(rawValue: text(.reason))
      else { return nil }
      let words = text(.words)
      let request = RefundRequest(
        part: part,
        reason: reason,
        text: words.isEmpty ? nil : words,
        restocks: text(.restock) == "yes",
        returnID: ReturnID(text: text(.returned))
      )
      return .requestRefund(id, request)
    }
  }
}

extension ItemQuantity {
  static let wrongList = "items are written as mug=1, pot=2"

  /// Nil for anything but `mug=1, pot=2`.
  static func list(_ text: String) -> [ItemQuantity]? {
    let items = text.split(separator: ",").map { ItemQuantity(String($0)) }
    let known = items.compactMap(\.self)
    return known.count == items.count ? known : nil
  }

  /// Nil for anything but `mug=1`.
  fileprivate init?(_ text: String) {
    guard let sign = text.lastIndex(of: "="), let item = Reason.trimmed(String(text[..<sign])),
      let words = Reason.trimmed(String(text[text.index(after: sign)...])), let count = Int(words)
    else { return nil }
    self.init(item: item, quantity: count)
  }
}
