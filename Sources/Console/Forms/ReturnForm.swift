import Commerce
import Widgets

/// The part of the form that is about goods that come back.
extension MoneyForm {
  /// Products that have a field of their own; of more all come back.
  static let mostProducts = 8

  static func quantities(of items: [ParcelItem]) -> [Field] {
    items.count <= mostProducts ? items.map { .quantity($0) } : []
  }

  static func fields(of goods: OrderReturn, to state: ReturnState) -> [Field] {
    switch state {
    case .inTransit: [.carrier, .tracking]
    case .received: quantities(of: goods.goods) + [.damaged, .restock]
    case .rejected, .cancelled, .requested, .approved, .closed: [.words]
    }
  }

  /// What stands in a field at first: all that can come back, or what came of a return.
  static func beginning(of field: Field, _ purpose: Purpose, _ order: OrderDetail) -> String {
    if case .quantity(let item) = field { return String(item.quantity) }
    guard purpose == .request, let goods = order.goodsToRefund else { return "" }
    switch field {
    case .part:
      return goods.toRefund(after: order.refunds).map { "\($0.sku)=\($0.quantity)" }
        .joined(separator: ", ")
    case .returned: return goods.id.description
    case .reason:
      let isDamaged = goods.reason == .damaged || goods.reason == .defective
      return (isDamaged ? RefundReason.damaged : .requestedByCustomer).rawValue
    case .restock: return goods.restocks == true ? "yes" : "no"
    case .words, .reference, .carrier, .tracking, .damaged, .quantity: return ""
    }
  }

  // MARK: What is filled in

  private var hasQuantities: Bool { fields.contains(where: \.isQuantity) }

  /// What comes back, or has come, as it is filled in; nil where a quantity is none.
  private var goods: [ItemQuantity]? {
    var items: [ItemQuantity] = []
    for (index, field) in fields.enumerated() {
      guard case .quantity(let item) = field else { continue }
      guard let count = Int(values[index].text.filter { $0 != " " }) else { return nil }
      if count > 0 { items.append(ItemQuantity(item: item.sku, quantity: count)) }
    }
    return items
  }

  /// All of it is said without naming items, as it is without fields for them.
  private var namedGoods: [ItemQuantity]? {
    let all = fields.compactMap { field -> ItemQuantity? in
      guard case .quantity(let item) = field else { return nil }
      return ItemQuantity(item: item.sku, quantity: item.quantity)
    }
    return goods == all ? nil : goods
  }

  /// What has come as it is filled in.
  var came: [ParcelItem] {
    guard case .moveReturn(let announced, .received) = purpose else { return [] }
    guard hasQuantities else { return announced.goods }
    return (goods ?? []).compactMap { item in
      guard var line = announced.goods.first(where: { $0.sku == item.item }) else { return nil }
      line.quantity = item.quantity
      return line
    }
  }

  private var received: ReceivedGoods {
    ReceivedGoods(
      items: namedGoods,
      damaged: ItemQuantity.list(text(.damaged)) ?? [],
      restocks: text(.restock) == "yes"
    )
  }

  var returnRequest: ReturnRequest? {
    guard let reason = ReturnReason(rawValue: text(.reason)) else { return nil }
    let words = text(.words)
    return ReturnRequest(items: namedGoods, reason: reason, text: words.isEmpty ? nil : words)
  }

  func returnMove(to state: ReturnState) -> ReturnMove? {
    switch state {
    case .rejected: .reject(reason: text(.words))
    case .cancelled: .cancel(reason: text(.words))
    case .inTransit: .send(way)
    case .received: .receive(received)
    case .requested, .approved, .closed: nil
    }
  }

  private var way: ShipmentNote {
    let numbers = text(.tracking).split { $0 == "," || $0 == ";" }.map(String.init)
    let carrier = text(.carrier)
    return ShipmentNote(carrier: carrier.isEmpty ? nil : carrier, trackingNumbers: numbers).trimmed
  }

  /// The returns that a refund can be for.
  var returnChoices: [String] {
    order.returns.filter { !$0.toRefund(after: order.refunds).isEmpty }.map(\.id.description)
  }

  // MARK: What is missing

  func lack(of item: ParcelItem) -> String {
    guard let index = fields.firstIndex(of: .quantity(item)),
      let count = Int(values[index].text.filter { $0 != " " }), (0...item.quantity).contains(count)
    else { return "0 to \(item.quantity)" }
    guard let goods, goods.isEmpty else { return " " }
    return "at least one item"
  }

  func lackOfWay(_ field: Field) -> String {
    guard let problem = ShippingRules.problem(with: way) else { return " " }
    return (problem == .longCarrier) == (field == .carrier) ? problem.sentence : " "
  }

  var lackOfDamaged: String {
    guard case .moveReturn(let goods, _) = purpose, !text(.damaged).isEmpty else { return " " }
    guard ItemQuantity.list(text(.damaged)) != nil else { return ItemQuantity.wrongList }
    guard case .failure(let refusal) = ReturnRules.received(received, of: goods.lines) else {
      return " "
    }
    return refusal.sentence
  }

  var lackOfReturned: String {
    let text = text(.returned)
    guard !text.isEmpty else { return " " }
    let known = order.returns.filter { $0.state.isHere }.map(\.id)
    guard let id = ReturnID(text: text), known.contains(id) else {
      return "one of \(known.map(\.description).joined(separator: ", ")), or nothing"
    }
    return " "
  }

  /// What it comes to, before it is done.
  var goodsPreview: String {
    switch purpose {
    case .requestReturn:
      hasQuantities ? "It waits for approval." : "All that was sent comes back."
    case .moveReturn(let goods, let state):
      switch state {
      case .received: "Announced: \(goods.goods.map(\.wordsWithSKU).joined(separator: ", "))"
      case .inTransit: "The customer has sent \(goods.contents)."
      case .rejected, .cancelled, .requested, .approved, .closed: goods.story
      }
    case .request, .cancel, .capture: ""
    }
  }
}

extension ParcelItem {
  /// With what the product is called where it is typed.
  fileprivate var wordsWithSKU: String {
    "\(quantity) \u{D7} \(name)" + (sku == name ? "" : " (\(sku))")
  }
}

extension MoneyForm {
  /// Quantities stand close; the last one is followed by a blank line, as other fields are.
  func isBesideQuantity(_ index: Int) -> Bool {
    fields[index].isQuantity && index + 1 < fields.count && fields[index + 1].isQuantity
  }
}

extension MoneyForm.Field {
  var isQuantity: Bool { if case .quantity = self { true } else { false } }
}

extension OrderDetail {
  /// The newest return of which goods came that are not refunded.
  var goodsToRefund: OrderReturn? {
    returns.last { !$0.toRefund(after: refunds).isEmpty }
  }
}

extension ReturnState {
  /// What is done to bring a return there.
  var verb: String {
    switch self {
    case .requested: "request"
    case .approved: "approve"
    case .rejected: "reject"
    case .inTransit: "note as sent:"
    case .received: "receive"
    case .closed: "close"
    case .cancelled: "cancel"
    }
  }
}
