import Commerce
import Widgets

/// Changing address, items and note of one order: all fields as they are, to be written over.
struct EditForm: Equatable, Sendable {
  enum Field: Equatable, Sendable {
    case address(Address.Field)
    /// How many there are to be of a product.
    case quantity(ParcelItem)
    case newItem, newQuantity, newPrice
  }

  let order: OrderSummary
  let items: [OrderItem]
  let balance: PaymentBalance?
  /// The address is not known whole here; what is not written over stays as it is.
  let isMasked: Bool
  let fields: [Field]
  /// What stood in the fields at first.
  let beginnings: [String]
  let notesBeginning: String
  private(set) var values: [EditBuffer]
  private(set) var notes: TextArea
  /// The place after the last field is the note.
  var focused = 0
  /// Why it could not be done; one sentence.
  var problem = ""

  init(_ detail: OrderDetail) {
    order = detail.summary
    items = detail.items
    balance = detail.balance
    isMasked = detail.isContactMasked
    let products = ShippingRules.left(of: detail.items, after: [])
    fields =
      Address.Field.allCases.map { .address($0) } + products.map { .quantity($0) }
      + [.newItem, .newQuantity, .newPrice]
    let address = detail.shippingAddress
    beginnings = fields.map { field in
      switch field {
      case .address(let name): address?[name] ?? ""
      case .quantity(let item): String(item.quantity)
      case .newItem, .newQuantity, .newPrice: ""
      }
    }
    values = beginnings.map { EditBuffer($0) }
    notesBeginning = detail.customerNotes ?? ""
    notes = TextArea(notesBeginning)
  }

  var isInNotes: Bool { focused == fields.count }
  var currency: Currency { order.total.currency }

  mutating func change(_ edit: (inout EditBuffer) -> Void) {
    guard fields.indices.contains(focused) else { return }
    edit(&values[focused])
    problem = ""
  }

  mutating func changeNotes(_ edit: (inout TextArea) -> Void) {
    edit(&notes)
    problem = ""
  }

  // MARK: Draft

  var draftPlace: FormDrafts.Place { FormDrafts.Place(kind: .edit, orders: [order.id]) }

  /// Only what was written over, so that the rest follows the order when it is opened again.
  var draft: FormDraft {
    var draft = FormDraft()
    for (index, field) in fields.enumerated() where isChanged(index) {
      draft[field.draftName] = values[index].text
    }
    if notes.text != notesBeginning { draft[OrderEdit.Part.notes.rawValue] = notes.text }
    return draft
  }

  mutating func restore(_ draft: FormDraft) {
    for (index, field) in fields.enumerated() {
      if let text = draft[field.draftName] { values[index].replace(with: text) }
    }
    if let text = draft[OrderEdit.Part.notes.rawValue] { notes.replace(with: text) }
  }

  private func isChanged(_ index: Int) -> Bool { values[index].text != beginnings[index] }

  // MARK: What is filled in

  /// What is to be changed, or what is wrong with a field.
  var edit: Result<OrderEdit, EditProblem> {
    var edit = OrderEdit(notes: notes.text == notesBeginning ? nil : notes.text)
    for (index, field) in fields.enumerated() where isChanged(index) {
      switch field {
      case .address(let name): edit.address[name] = values[index].text
      case .quantity(let item):
        guard let quantity = number(index) else { return .failure(EditProblem(Self.noNumber)) }
        edit.quantities.append(ParcelQuantity(sku: item.sku, quantity: quantity))
      case .newItem, .newQuantity, .newPrice: break
      }
    }
    guard hasNewItem else { return .success(edit) }
    do {
      edit.added = [try newItem()]
      return .success(edit)
    } catch {
      return .failure(error)
    }
  }

  private var hasNewItem: Bool {
    [Field.newItem, .newQuantity, .newPrice].contains { !text($0).isEmpty }
  }

  private func newItem() throws(EditProblem) -> OrderItem {
    guard Reason.trimmed(text(.newItem)) != nil else {
      throw EditProblem("the new item needs a name")
    }
    let pieces = text(.newQuantity)
    guard let quantity = pieces.isEmpty ? 1 : Int(pieces) else {
      throw EditProblem(Self.noNumber)
    }
    do {
      let price = try Money(decimal: text(.newPrice), currency: currency)
      return OrderItem(
        productID: "",
        name: text(.newItem),
        quantity: quantity,
        unitPrice: price
      )
    } catch {
      throw EditProblem("the price is \(error.sentence)")
    }
  }

  private static let noNumber = "a quantity is no number"

  private func number(_ index: Int) -> Int? { Int(values[index].text.filter { $0 != " " }) }

  func text(_ field: Field) -> String {
    fields.firstIndex(of: field).map { values[$0].text } ?? ""
  }

  /// The items as they will be, and what they come to; nil while that is not known.
  var outcome: (items: [OrderItem], total: Money)? {
    // What is wrong is said by its field.
    guard case .success(let edit) = edit,
      let after = try? EditRules.items(items, with: edit, in: currency),
      let total = try? EditRules.total(order.total, from: items, to: after)
    else { return nil }
    return (after, total)
  }

  // MARK: While typing

  /// What is wrong with a field, in words; empty where nothing is.
  func lack(of index: Int) -> String {
    let text = values[index].text
    switch fields[index] {
    case .address(let name):
      guard isChanged(index) else { return "" }
      if Reason.trimmed(text) == nil { return name.isNeeded ? "missing" : "" }
      return text.count > EditRules.longestField ? "too long" : ""
    case .quantity:
      guard isChanged(index) else { return "" }
      return number(index).map { (0...EditRules.mostPieces).contains($0) } == true
        ? "" : "0 to \(EditRules.mostPieces)"
    case .newItem: return hasNewItem && Reason.trimmed(text) == nil ? "missing" : ""
    case .newQuantity:
      guard !text.isEmpty else { return "" }
      return Int(text).map { (1...EditRules.mostPieces).contains($0) } == true
        ? "" : "1 to \(EditRules.mostPieces)"
    case .newPrice:
      guard hasNewItem else { return "" }
      return text.isEmpty ? "missing" : Self.lack(ofPrice: text, in: currency)
    }
  }

  /// In few words, since the field may be narrow.
  static func lack(ofPrice text: String, in currency: Currency) -> String {
    do {
      _ = try Money(decimal: text, currency: currency)
      return ""
    } catch {
      return switch error {
      case .malformed, .differentCurrencies, .cannotAllocate: "not like 59.99"
      case .negative: "below zero"
      case .tooManyDecimals(0): "no decimals in \(currency.code)"
      case .tooManyDecimals(let most): "at most \(most) decimals"
      case .tooLarge: "too large"
      }
    }
  }
}

extension EditForm.Field {
  fileprivate var draftName: String {
    switch self {
    case .address(let field): field.rawValue
    case .quantity(let item): "quantity \(item.sku.filter { $0 != "=" && !$0.isNewline })"
    case .newItem: "new_item"
    case .newQuantity: "new_quantity"
    case .newPrice: "new_price"
    }
  }
}
