import Commerce
import Screen
import Widgets

/// Where the parts of the form stand; painting and the mouse both take them from here.
struct SaleFormLayout: Equatable, Sendable {
  var area: Rect
  var problem: Rect
  var fields: Rect
  var outcome: Rect
}

extension Model {
  func layout(of form: SaleForm) -> SaleFormLayout {
    let problem = form.problem.isEmpty ? 0 : wrapped(form.problem, .warning).count + 1
    let outcome = saleOutcome(of: form).count + 1
    let fields = saleFields(of: form)
    let area = self.form(height: problem + fields.height + outcome)
    var inside = saleFrame(of: form).inside(area)
    let top = inside.takeTop(min(problem, max(0, inside.height - 1)))
    let bottom = inside.takeBottom(min(outcome, max(0, inside.height - 1)))
    return SaleFormLayout(area: area, problem: top, fields: inside, outcome: bottom)
  }

  func saleFrame(of form: SaleForm) -> DialogFrame {
    let title =
      switch form.purpose {
      case .new: "New order"
      case .replacement(let order): "Replace \(order.summary.number)"
      }
    return DialogFrame(title: title, hints: hints(of: .sale(form)))
  }

  func saleFields(of form: SaleForm) -> FormFields {
    var fields = FormFields(
      form.fields.indices.map { index in
        let field = form.fields[index]
        let lack = form.lack(of: index)
        let isUnseen = lack == SeenFields.missing && !form.cursor.isSeen(index)
        return FormFields.Field(
          field.label,
          buffer: form.values[index],
          placeholder: isUnseen ? field.hint(form) + ", needed" : field.hint(form),
          problem: isUnseen ? "" : lack
        )
      },
      focused: form.focused
    )
    fields.hasRoomForMarks = true
    return fields
  }

  func paint(_ form: SaleForm, on canvas: inout Canvas) -> Place? {
    let layout = layout(of: form)
    var fields = saleFields(of: form)
    fields.scroll(to: layout.fields.height)
    var frame = saleFrame(of: form)
    if fields.height > layout.fields.height {
      frame.note = "field \(form.focused + 1) of \(form.fields.count)"
    }
    _ = frame.paint(in: layout.area, on: &canvas)
    paint(wrapped(form.problem, .warning), in: layout.problem, on: &canvas)
    let cursor = fields.paint(in: layout.fields, on: &canvas)
    var below = layout.outcome
    _ = below.takeTop(1)
    paint(saleOutcome(of: form), in: below, on: &canvas)
    return cursor
  }

  // MARK: What it comes to

  /// What can be chosen in the field, then what the form comes to.
  private func saleOutcome(of form: SaleForm) -> [Span] {
    let choices = form.choices
    let arrows = "\(glyphs.arrowUp)\(glyphs.arrowDown)"
    let offer =
      choices.isEmpty ? [] : wrapped("\(arrows) \(choices.joined(separator: ", "))", .accent)
    switch form.purpose {
    case .new: return offer + newOrderOutcome(of: form)
    case .replacement(let order): return offer + replacementOutcome(of: form, order)
    }
  }

  private func newOrderOutcome(of form: SaleForm) -> [Span] {
    switch form.newOrder {
    case nil: return wrapped("The total follows once all fields are right.", .dim)
    case .failure(let problem): return wrapped(problem.sentence.capitalizedSentence, .warning)
    case .success(let order):
      // What the form has checked comes to something.
      let total = (try? NewOrderRules.total(of: order)) ?? .zero(order.currency)
      let words = "\(OrderItem.words(order.items)), total \(text(of: total))"
      return wrapped(words, .bright)
        + wrapped(
          "It is placed as pending, \(total.isZero ? "with nothing to pay" : "unpaid").",
          .dim
        )
    }
  }

  private func replacementOutcome(of form: SaleForm, _ order: OrderDetail) -> [Span] {
    let place = order.shippingAddress?.oneLine ?? ""
    let rest = wrapped(
      "A new order for \(order.summary.customerName)"
        + (place.isEmpty ? "; it has no address." : ", to \(place)."),
      .dim
    )
    switch form.replacement(by: staff.role) {
    case nil: return wrapped("Say why; all of it is sent unless you change how many.", .dim) + rest
    case .failure(let problem):
      return wrapped(problem.sentence.capitalizedSentence, .warning) + rest
    case .success(let wanted):
      let price = wanted.request.difference.map { $0.isZero ? "nothing" : text(of: $0) }
      return wrapped("\(OrderItem.words(wanted.items)), for \(price ?? "nothing")", .bright) + rest
    }
  }

  /// Fields are chosen by clicks; what is filled in is done by its key.
  mutating func press(_ form: SaleForm, _ event: MouseEvent) -> [Effect] {
    let layout = layout(of: form)
    guard layout.fields.contains(event) else { return [] }
    var fields = saleFields(of: form)
    fields.scroll(to: layout.fields.height)
    guard let field = fields.field(atLine: event.row - layout.fields.row) else { return [] }
    var changed = form
    changed.cursor.focus(field)
    overlay = .sale(changed)
    return []
  }
}

extension SaleForm.Field {
  var label: String {
    switch self {
    case .customer: "Customer"
    case .item(let line): line == 0 ? "Item" : "Item \(line + 1)"
    case .quantity: "How many"
    case .price: "Price each"
    case .sku: "SKU"
    case .currency: "Currency"
    case .payment: "Payment"
    case .email: "E-mail"
    case .phone: "Phone"
    case .address(.postalCode): "Postcode"
    case .address(let field): field.label
    case .shipping: "Shipping"
    case .tax: "Tax"
    case .discount: "Discount"
    case .customerNote: "Order note"
    case .internalNote: "Internal"
    case .again(let item): item.name
    case .reason: "Reason"
    case .words: "Words"
    case .difference: "To pay"
    }
  }

  /// What may stand in it.
  func hint(_ form: SaleForm) -> String {
    let code = form.currency?.code ?? "the currency"
    return switch self {
    case .customer: "name"
    case .item(let line): line == 0 ? "its name" : "a further one, or leave it"
    case .quantity: "1"
    case .price: "in \(code)"
    case .sku: "product id, if any"
    case .currency: "EUR"
    case .payment, .reason: "arrows choose"
    case .email, .phone: ""
    case .address: ""
    case .shipping, .tax, .discount: "0, in \(code)"
    case .customerNote: "customer's wish"
    case .internalNote: "only colleagues see it"
    case .again(let item): "0 of \(item.quantity)"
    case .words: "beside the reason"
    case .difference: "nothing, in \(code)"
    }
  }
}
