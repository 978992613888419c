import Commerce
import Screen
import Widgets

/// Placing an order: by hand, or in the place of one that was shipped or cancelled.
struct SaleForm: Equatable, Sendable {
  enum Purpose: Equatable, Sendable {
    case new
    case replacement(OrderDetail)
  }

  enum Field: Equatable, Sendable {
    case customer
    /// Of the products, counted from 0.
    case item(Int), quantity(Int), price(Int), sku(Int)
    case currency, payment
    case email, phone
    case address(Address.Field)
    case shipping, tax, discount
    case customerNote, internalNote
    /// How many of a product are sent once more.
    case again(ParcelItem)
    case reason, words, difference
  }

  let purpose: Purpose
  private(set) var fields: [Field] = []
  private(set) var values: [EditBuffer] = []
  /// What stood in a field at first.
  private let beginnings: [(field: Field, text: String)]
  var cursor = SeenFields()
  var focused: Int { cursor.focused }
  /// Why it could not be done; one sentence.
  var problem = ""
  /// Sending more than was ordered is asked twice.
  var isWarned = false

  static let unpaid = "unpaid"

  /// `currency` is what it begins with.
  init(newOrderIn currency: Currency?) {
    purpose = .new
    beginnings = [(.currency, currency?.code ?? ""), (.payment, Self.unpaid)]
    setFields()
  }

  init(replacing order: OrderDetail) {
    purpose = .replacement(order)
    beginnings = order.itemsToReplace.map { (.again($0), String($0.quantity)) }
    setFields()
  }

  static func == (left: SaleForm, right: SaleForm) -> Bool {
    left.purpose == right.purpose && left.fields == right.fields && left.values == right.values
      && left.cursor == right.cursor && left.problem == right.problem
      && left.isWarned == right.isWarned
  }

  func text(_ field: Field) -> String {
    guard let index = fields.firstIndex(of: field) else { return "" }
    return Reason.trimmed(values[index].text) ?? ""
  }

  // MARK: Fields

  /// Products with a field of their own, one more than have words, so that there is always a next.
  private var products: Int {
    let typed = fields.compactMap { field -> Int? in
      guard case .item(let place) = field, !isBlank(place) else { return nil }
      return place
    }
    return min(EditRules.mostLines, (typed.max() ?? -1) + 2)
  }

  func isBlank(_ product: Int) -> Bool {
    [Field.item(product), .quantity(product), .price(product), .sku(product)]
      .allSatisfy { text($0).isEmpty }
  }

  /// The fields that there are to be now; what was typed stays in its field.
  private mutating func setFields() {
    let typed = Array(zip(fields, values))
    let focus = fields.indices.contains(focused) ? fields[focused] : nil
    let wanted = wantedFields
    guard wanted != fields else { return }
    fields = wanted
    values = fields.map { field in
      typed.first { $0.0 == field }?.1 ?? EditBuffer(beginning(of: field))
    }
    guard let focus, let place = fields.firstIndex(of: focus), place != focused else { return }
    cursor = SeenFields()
    cursor.focus(place)
  }

  private var wantedFields: [Field] {
    switch purpose {
    case .new:
      let lines = (0..<products).flatMap { line -> [Field] in
        [.item(line), .quantity(line), .price(line), .sku(line)]
      }
      let rest: [Field] = [.shipping, .tax, .discount, .customerNote, .internalNote]
      return [.customer] + lines + [.currency, .payment, .email, .phone]
        + Address.Field.allCases.map { .address($0) } + rest
    case .replacement:
      return beginnings.map { $0.field } + [.reason, .words, .difference]
    }
  }

  private func beginning(of field: Field) -> String {
    beginnings.first { $0.field == field }?.text ?? ""
  }

  // MARK: Typing

  mutating func edit(_ key: Key) {
    if case .character(let character) = key.code, !key.control, !key.alt {
      let isChosen = choices.contains(values[focused].text)
      // As a button is pressed: what is chosen already stays.
      if isChosen, character == " " { return }
      if isChosen { values[focused].replace(with: "") }
    }
    _ = values[focused].edit(key)
    changed()
  }

  mutating func paste(_ text: String) {
    values[focused].insert(text)
    changed()
  }

  private mutating func changed() {
    problem = ""
    isWarned = false
    setFields()
  }

  mutating func stepField(by step: Int) {
    cursor.focus((focused + step + fields.count) % fields.count)
  }

  // MARK: Choices

  /// What the arrows choose from in the field that is typed in.
  var choices: [String] { choices(of: fields[focused]) }

  func choices(of field: Field) -> [String] {
    switch field {
    case .payment: [Self.unpaid] + NewOrderRules.paymentMethods
    case .reason: ReplacementReason.allCases.map(\.rawValue)
    default: []
    }
  }

  /// The choice that stands in a field, or the only one that is begun there.
  func choice(of field: Field) -> String? {
    let typed = text(field).lowercased()
    let choices = choices(of: field)
    if choices.contains(typed) { return typed }
    let begun = choices.filter { !typed.isEmpty && $0.hasPrefix(typed) }
    return begun.count == 1 ? begun[0] : nil
  }

  mutating func pick(_ row: Int) {
    guard choices.indices.contains(row) else { return }
    values[focused].replace(with: choices[row])
    problem = ""
  }

  /// False in a field without choices, or where words of one's own would be lost.
  mutating func stepChoice(by step: Int) -> Bool {
    guard let row = choices.row(after: values[focused].text, by: step) else { return false }
    pick(max(0, row))
    return true
  }

  // MARK: Draft

  var draftPlace: FormDrafts.Place {
    switch purpose {
    case .new: FormDrafts.Place(kind: .newOrder, orders: [])
    case .replacement(let order): FormDrafts.Place(kind: .replace, orders: [order.summary.id])
    }
  }

  /// Only what was written over, so that the rest follows what the form begins with.
  var draft: FormDraft {
    var draft = FormDraft()
    for (field, value) in zip(fields, values) where value.text != beginning(of: field) {
      draft[field.draftName] = value.text
    }
    return draft
  }

  mutating func restore(_ draft: FormDraft) {
    for _ in 0..<max(1, draft.fields.count) {
      for (index, field) in fields.enumerated() {
        if let text = draft[field.draftName] { values[index].replace(with: text) }
      }
      let before = fields.count
      setFields()
      if fields.count == before { return }
    }
  }
}

extension SaleForm.Field {
  /// The name of its line in the form's draft.
  fileprivate var draftName: String {
    switch self {
    case .customer: "customer"
    case .item(let place): "item \(place)"
    case .quantity(let place): "quantity \(place)"
    case .price(let place): "price \(place)"
    case .sku(let place): "sku \(place)"
    case .currency: "currency"
    case .payment: "payment"
    case .email: "email"
    case .phone: "phone"
    case .address(let field): field.rawValue
    case .shipping: "shipping"
    case .tax: "tax"
    case .discount: "discount"
    case .customerNote: "note"
    case .internalNote: "internal_note"
    case .again(let item): "again \(item.sku.filter { $0 != "=" && !$0.isNewline })"
    case .reason: "reason"
    case .words: "words"
    case .difference: "difference"
    }
  }
}

extension OrderDetail {
  /// What was ordered and is not replaced yet; nothing of it may be left.
  var itemsToReplace: [ParcelItem] { ReplacementRules.left(of: items, after: replaced) }
}
