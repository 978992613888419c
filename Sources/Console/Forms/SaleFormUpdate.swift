import Commerce
import Screen
import Widgets

/// Opening, filling in and sending the forms that place orders.
extension Model {
  mutating func openNewOrder() -> [Effect] {
    openSale(SaleForm(newOrderIn: selectedSummary?.total.currency))
  }

  mutating func openReplacement() -> [Effect] {
    guard let order = detail.order, order.summary.id == selectedSummary?.id else {
      return refuse("the order is still being read")
    }
    return openSale(SaleForm(replacing: order))
  }

  /// With what was typed there before, if anything.
  private mutating func openSale(_ empty: SaleForm) -> [Effect] {
    var form = empty
    if let draft = formDraft(at: form.draftPlace) { form.restore(draft) }
    overlay = .sale(form)
    return []
  }

  // MARK: Filling in

  mutating func editSale(_ key: Key) -> [Effect] {
    changeSale { form in
      guard let step = key.fieldMotion else {
        form.edit(key)
        return
      }
      if !form.stepChoice(by: step) { form.stepField(by: step.signum()) }
    }
  }

  mutating func pasteIntoSale(_ text: String) -> [Effect] { changeSale { $0.paste(text) } }

  mutating func stepSaleField(by step: Int) -> [Effect] {
    changeSale { $0.stepField(by: step) }
  }

  private mutating func changeSale(_ change: (inout SaleForm) -> Void) -> [Effect] {
    guard case .sale(var form) = overlay else { return [] }
    change(&form)
    overlay = .sale(form)
    return keep(form.draft, at: form.draftPlace, .soon)
  }

  mutating func cancelSale() -> [Effect] {
    guard case .sale(let form) = overlay else { return [] }
    overlay = nil
    return leave(form.draft, at: form.draftPlace)
  }

  // MARK: Sending

  mutating func acceptSale() -> [Effect] {
    guard case .sale(let form) = overlay else { return [] }
    switch form.purpose {
    case .new:
      switch form.newOrder {
      case .success(let order):
        let act = Act(
          .operations([.placeOrder(order)]),
          title: "new order of \(order.customerName)"
        )
        return sendSale(form, act, opensIt: true)
      case .failure(let problem): return showProblem(problem.sentence)
      case nil: return showProblem(nil)
      }
    case .replacement(let order):
      switch form.replacement(by: staff.role) {
      case .success(let wanted) where wanted.request.exceedsOrder && !form.isWarned:
        return warnOfMore(than: order)
      case .success(let wanted):
        let summary = order.summary
        let act = Act(
          .operations([.replaceOrder(summary.id, wanted.request)]),
          title: "\(summary.number) replaced",
          ifRevision: summary.revision
        )
        return sendSale(form, act, opensIt: false)
      case .failure(let problem): return showProblem(problem.sentence)
      case nil: return showProblem(nil)
      }
    }
  }

  private mutating func sendSale(
    _ form: SaleForm,
    _ act: Act,
    opensIt: Bool
  ) -> [Effect] {
    overlay = nil
    let effects = perform(act, as: .placing(opensIt: opensIt))
    return send(effects, keeping: form.draft, at: form.draftPlace)
  }

  /// What is wrong as a whole; nil names the first field that lacks something.
  private mutating func showProblem(_ sentence: String?) -> [Effect] {
    guard case .sale(var form) = overlay else { return [] }
    form.cursor.seeAll(form.fields.indices)
    if let sentence {
      form.problem = sentence.capitalizedSentence
    } else if let index = form.fields.indices.first(where: { !form.lack(of: $0).isEmpty }) {
      form.cursor.focus(index)
      form.problem = "\(form.fields[index].label): \(form.lack(of: index))"
    }
    overlay = .sale(form)
    return []
  }

  private mutating func warnOfMore(than order: OrderDetail) -> [Effect] {
    guard case .sale(var form) = overlay else { return [] }
    form.isWarned = true
    form.problem =
      "This is more than was ordered and not replaced yet. Take it again to send it all the same."
    overlay = .sale(form)
    return []
  }

  // MARK: Linked orders

  /// The other order, or a choice of several.
  mutating func openLinked() -> [Effect] {
    guard let order = detail.order, let first = order.links.first else { return [] }
    guard order.links.count > 1 else { return goTo(first.id) }
    let choices = order.links.map { ChoiceForm.Choice.linked($0) }
    overlay = .choice(ChoiceForm(.linkedOrder, of: .orders([order.summary]), among: choices))
    return []
  }

  var lackOfReplacement: String? {
    guard orders.marks.isEmpty else { return "orders are replaced one at a time; drop the marks" }
    return selectedSummary.flatMap { ReplacementRules.refusal(of: $0.status) }
  }

  var lackOfLink: String? {
    guard let order = detail.order, order.links.isEmpty else { return nil }
    return "\(order.summary.number) is linked to no other order"
  }
}
