import Commerce
import Widgets

/// What is filled into the form: what is wrong with it, and what it comes to.
extension SaleForm {
  // MARK: While typing

  /// What is wrong with a field, in few words; empty where nothing is.
  func lack(of index: Int) -> String {
    let field = fields[index]
    let text = text(field)
    switch field {
    case .customer: return text.isEmpty ? SeenFields.missing : ""
    case .item(let line):
      return text.isEmpty && (line == 0 || !isBlank(line)) ? SeenFields.missing : ""
    case .quantity: return text.isEmpty ? "" : Self.lack(ofCount: text, from: 1)
    case .price(let line):
      guard !isBlank(line) || line == 0 else { return "" }
      return text.isEmpty ? SeenFields.missing : lack(ofAmount: text)
    case .currency:
      return text.isEmpty ? SeenFields.missing : Currency(code: text) == nil ? "like EUR" : ""
    case .payment: return choice(of: field) == nil ? "one of the choices below" : ""
    case .reason:
      guard choice(of: field) == nil else { return "" }
      return text.isEmpty ? SeenFields.missing : "one of the choices below"
    case .email: return Self.fits { try NewOrderRules.email(text) } ? "" : "like ana@example.com"
    case .phone: return Self.fits { try NewOrderRules.phone(text) } ? "" : "3 digits or more"
    case .address(let name): return lack(of: name, text)
    case .shipping, .tax, .discount, .difference: return text.isEmpty ? "" : lack(ofAmount: text)
    case .again: return text.isEmpty ? "" : Self.lack(ofCount: text, from: 0)
    case .words:
      let isNeeded = choice(of: .reason) == ReplacementReason.other.rawValue
      return isNeeded && Reason(text) == nil ? "at least \(Reason.fewestVisible) characters" : ""
    case .sku, .customerNote, .internalNote: return ""
    }
  }

  private static func lack(ofCount text: String, from least: Int) -> String {
    let isRight = Int(text).map { (least...EditRules.mostPieces).contains($0) } ?? false
    return isRight ? "" : "\(least) to \(EditRules.mostPieces)"
  }

  private func lack(ofAmount text: String) -> String {
    currency.map { EditForm.lack(ofPrice: text, in: $0) } ?? ""
  }

  /// Once one field of an address has words, those without which no parcel arrives need some.
  private func lack(of name: Address.Field, _ text: String) -> String {
    guard text.isEmpty else { return text.count > EditRules.longestField ? "too long" : "" }
    return name.isNeeded && !address.isEmpty ? SeenFields.missing : ""
  }

  private static func fits(_ check: () throws -> String?) -> Bool {
    do {
      _ = try check()
      return true
    } catch {
      return false
    }
  }

  // MARK: What is asked for

  var currency: Currency? {
    switch purpose {
    case .new: Currency(code: text(.currency))
    case .replacement(let order): order.summary.total.currency
    }
  }

  private var address: [Address.Field: String] {
    var address: [Address.Field: String] = [:]
    for field in Address.Field.allCases {
      let text = text(.address(field))
      if !text.isEmpty { address[field] = text }
    }
    return address
  }

  /// As the desk will check it; nil while a field lacks something.
  var newOrder: Result<NewOrder, EditProblem>? {
    guard let currency, fields.indices.allSatisfy({ lack(of: $0).isEmpty }) else { return nil }
    do throws(EditProblem) {
      var order = NewOrder(
        customerName: text(.customer),
        items: try items(in: currency),
        currency: currency
      )
      order.customerEmail = known(.email)
      order.customerPhone = known(.phone)
      order.address = address
      order.shipping = try amount(.shipping, in: currency) ?? order.shipping
      order.tax = try amount(.tax, in: currency) ?? order.tax
      order.discount = try amount(.discount, in: currency) ?? order.discount
      order.paymentMethod = choice(of: .payment).flatMap { $0 == Self.unpaid ? nil : $0 }
      order.customerNotes = known(.customerNote)
      order.note = known(.internalNote)
      return .success(try NewOrderRules.checked(order))
    } catch {
      return .failure(error)
    }
  }

  /// Beside the items as they will be; nil while a field lacks something.
  func replacement(
    by role: StaffRole
  ) -> Result<(request: ReplacementRequest, items: [OrderItem]), EditProblem>? {
    guard case .replacement(let order) = purpose, let currency,
      fields.indices.allSatisfy({ lack(of: $0).isEmpty }),
      let reason = choice(of: .reason).flatMap(ReplacementReason.init(rawValue:))
    else { return nil }
    do throws(EditProblem) {
      let request = ReplacementRequest(
        items: wantedAgain,
        reason: reason,
        text: known(.words),
        difference: try amount(.difference, in: currency),
        exceedsOrder: isBeyondOrder
      )
      guard !wantedAgain.isEmpty else { throw EditProblem("say how many of what are sent") }
      let items = try ReplacementRules.items(
        for: request,
        of: order.items,
        after: order.replaced,
        in: currency,
        by: role
      )
      return .success((request, items))
    } catch {
      return .failure(error)
    }
  }

  private var wantedAgain: [ParcelQuantity] {
    fields.compactMap { field in
      guard case .again(let item) = field, let count = Int(text(field)), count > 0 else {
        return nil
      }
      return ParcelQuantity(sku: item.sku, quantity: count)
    }
  }

  /// More of a product is asked for than is left of what was ordered.
  var isBeyondOrder: Bool {
    fields.contains { field in
      guard case .again(let item) = field, let count = Int(text(field)) else { return false }
      return count > item.quantity
    }
  }

  private func items(in currency: Currency) throws(EditProblem) -> [OrderItem] {
    var items: [OrderItem] = []
    for field in fields {
      guard case .item(let line) = field, !isBlank(line) else { continue }
      items.append(
        OrderItem(
          productID: text(.sku(line)),
          name: text(field),
          quantity: Int(text(.quantity(line))) ?? 1,
          unitPrice: try amount(.price(line), in: currency) ?? .zero(currency)
        )
      )
    }
    return items
  }

  private func known(_ field: Field) -> String? {
    let text = text(field)
    return text.isEmpty ? nil : text
  }

  private func amount(_ field: Field, in currency: Currency) throws(EditProblem) -> Money? {
    guard let text = known(field) else { return nil }
    do {
      return try Money(decimal: text, currency: currency)
    } catch {
      throw EditProblem("\(error.sentence)")
    }
  }
}
