import Commerce
import Widgets

/// What a move takes: carrier and contents of a parcel, reasons, the money of a cancelled order.
struct MoveForm: Equatable, Sendable {
  enum Kind: Equatable, Sendable {
    case ship, cancel, back
    case set(OrderStatus)
  }

  enum Field: Equatable, Sendable {
    case carrier, tracking
    /// How many of what is left go into the parcel.
    case quantity(ParcelItem)
    case noTracking
    case reason, noRefund
  }

  let kind: Kind
  let targets: ActTargets
  /// The orders; of a filter once they have been read.
  var orders: [OrderSummary]
  /// The question for them.
  var request: RequestID?
  /// What is left to ship of the one order, where that is known.
  let left: [ParcelItem]?
  private(set) var fields: [Field] = []
  private(set) var values: [EditBuffer] = []
  var cursor = SeenFields()
  var focused: Int { cursor.focused }
  /// Why it could not be done; one sentence.
  var problem = ""
  /// The choice that led here, to go back to.
  var chooser: StatusForm?

  /// Products that have a field of their own; of more the parcel takes all that is left.
  static let mostProducts = 8

  init(_ kind: Kind, of targets: ActTargets, left: [ParcelItem]?) {
    self.kind = kind
    self.targets = targets
    self.left = left
    orders =
      switch targets {
      case .orders(let orders): orders
      case .matching: []
      }
    setFields()
  }

  /// The fields that these orders need; what was typed stays in its field.
  mutating func setFields() {
    let typed = Array(zip(fields, values))
    let products = (left ?? []).count <= Self.mostProducts ? left ?? [] : []
    switch kind {
    case .ship where targets.count > 1: fields = [.carrier, .noTracking]
    case .ship: fields = [.carrier, .tracking, .noTracking] + products.map { .quantity($0) }
    case .cancel: fields = [.reason] + (holdsMoney ? [.noRefund] : [])
    case .back, .set: fields = [.reason]
    }
    values = fields.map { field in
      if let known = typed.first(where: { $0.0 == field }) { return known.1 }
      return EditBuffer(field.beginning)
    }
  }

  /// Something was paid for one of them and not given back.
  var holdsMoney: Bool { orders.contains { $0.payment.holdsMoney } }

  func text(_ field: Field) -> String? {
    guard let index = fields.firstIndex(of: field), !values[index].isEmpty else { return nil }
    return values[index].text
  }

  mutating func change(_ edit: (inout EditBuffer) -> Void) {
    edit(&values[focused])
    problem = ""
  }

  // MARK: Draft

  var draftPlace: FormDrafts.Place {
    switch kind {
    case .ship: targets.place(.ship)
    case .cancel: targets.place(.cancel)
    case .back: targets.place(.back)
    case .set: targets.place(.status)
    }
  }

  /// What was typed, and which status it was for; empty when nothing was.
  var draft: FormDraft {
    var draft = FormDraft()
    for (field, value) in zip(fields, values) where value.text != field.beginning {
      draft[field.draftName] = value.text
    }
    if !draft.isEmpty, case .set(let status) = kind { draft["to"] = status.rawValue }
    return draft
  }

  mutating func restore(_ draft: FormDraft) {
    if case .set(let status) = kind, draft["to"] != status.rawValue { return }
    for (index, field) in fields.enumerated() {
      if let text = draft[field.draftName] { values[index].replace(with: text) }
    }
  }

  // MARK: What is filled in

  var move: StatusMove {
    switch kind {
    case .ship:
      .ship(
        ShipmentNote(
          carrier: text(.carrier),
          trackingNumbers: numbers,
          contents: contents
        ),
        reason: text(.noTracking)
      )
    case .cancel: .cancel(reason: text(.reason), noRefund: text(.noRefund))
    case .back: .back(reason: text(.reason))
    case .set(let status): .set(status, reason: text(.reason))
    }
  }

  private var numbers: [String] {
    let parts = (text(.tracking) ?? "").split(whereSeparator: { $0 == "," || $0 == ";" })
    return parts.map(String.init).filter { $0.contains { !$0.isWhitespace } }
  }

  /// Nil for all that is left, which is what stands in the fields at first.
  private var contents: [ParcelQuantity]? {
    guard let left, let packed, packed != left else { return nil }
    return packed.map { ParcelQuantity(sku: $0.sku, quantity: $0.quantity) }
  }

  /// What is in the parcel as it is filled in; nil where a quantity is none.
  var packed: [ParcelItem]? {
    var items: [ParcelItem] = []
    for (index, field) in fields.enumerated() {
      guard case .quantity(var item) = field else { continue }
      guard let quantity = quantity(at: index) else { return nil }
      item.quantity = quantity
      if quantity > 0 { items.append(item) }
    }
    return items
  }

  /// Nil for what is no number, or more than is left.
  func quantity(at index: Int) -> Int? {
    guard case .quantity(let item) = fields[index],
      let quantity = Int(values[index].text.filter { $0 != " " }),
      (0...item.quantity).contains(quantity)
    else { return nil }
    return quantity
  }

  var hasQuantities: Bool {
    fields.contains { if case .quantity = $0 { true } else { false } }
  }

  // MARK: Usual words to choose from

  var usualWords: [String] { usualWords(of: fields[focused]) }

  /// So that the form keeps its height whichever field has the cursor.
  var mostUsualWords: Int { fields.map { usualWords(of: $0).count }.max() ?? 0 }

  private func usualWords(of field: Field) -> [String] {
    switch field {
    case .carrier: ShippingRules.usualCarriers
    case .noTracking: usualReasons(OrderRules.edge(from: .packaged, to: .shipped))
    case .noRefund: OrderRules.usualReasonsForNoRefund
    case .reason: usualReasons
    case .tracking, .quantity: []
    }
  }

  private var usualReasons: [String] {
    var seen: Set<OrderStatus> = []
    let statuses = orders.lazy.map(\.status).filter { seen.insert($0).inserted }
    let edges = statuses.compactMap { status in
      move.status(from: status).flatMap { OrderRules.edge(from: status, to: $0) }
    }
    return usualReasons(edges.first { $0.reason != .never })
  }

  private func usualReasons(_ edge: StatusEdge?) -> [String] {
    edge.map { OrderRules.usualReasons(for: $0) } ?? []
  }

  /// The usual words that stand in the field.
  var picked: Int? { usualWords.firstIndex(of: values[focused].text) }

  /// Puts usual words into the field; nil empties it.
  mutating func pick(_ row: Int?) {
    let words = usualWords
    guard row.map(words.indices.contains) ?? true else { return }
    values[focused].replace(with: row.map { words[$0] } ?? "")
    problem = ""
  }

  /// Goes to the next usual words or those before, or to those that what is typed begins; false
  /// where there are none, or where words of one's own would be lost.
  mutating func stepUsualWords(by step: Int) -> Bool {
    guard let row = usualWords.row(after: values[focused].text, by: step) else { return false }
    pick(row < 0 ? nil : row)
    return true
  }
}

extension MoveForm.Field {
  /// What stands in it at first.
  fileprivate var beginning: String {
    if case .quantity(let item) = self { String(item.quantity) } else { "" }
  }

  fileprivate var draftName: String {
    switch self {
    case .carrier: "carrier"
    case .tracking: "tracking"
    case .quantity(let item): "quantity \(item.sku.filter { $0 != "=" && !$0.isNewline })"
    case .noTracking: "no_tracking"
    case .reason: "reason"
    case .noRefund: "no_refund"
    }
  }
}
