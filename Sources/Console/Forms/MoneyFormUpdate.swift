import Commerce
import Screen
import Widgets

/// Opening, filling and taking the forms about money.
extension Model {
  mutating func openMoney(_ command: Command) -> [Effect] {
    switch command {
    case .approveRefund: openRefundChoice(.approval) { $0.state == .requested }
    case .cancelRefund:
      openRefundChoice(.cancellation) { [.requested, .approved].contains($0.state) }
    case .retryRefund: openRefundChoice(.retrial, where: \.isParked)
    case .capturePayment: openCapture()
    case .goodsReturn: openReturn()
    default: openRefund()
    }
  }

  private mutating func openRefund() -> [Effect] {
    guard let order = orderForMoney else { return refuse(Self.stillLoading) }
    return openForm(.request, of: order)
  }

  /// With what was typed there before, if anything.
  mutating func openForm(_ purpose: MoneyForm.Purpose, of order: OrderDetail) -> [Effect] {
    var form = MoneyForm(purpose, of: order, by: staff.role)
    if let draft = formDraft(at: form.draftPlace) { form.restore(draft) }
    overlay = .money(form)
    return []
  }

  private mutating func openCapture() -> [Effect] {
    guard let order = orderForMoney else { return refuse(Self.stillLoading) }
    return openForm(.capture, of: order)
  }

  private mutating func openRefundChoice(
    _ subject: ChoiceForm.Subject,
    where isMeant: (Refund) -> Bool
  ) -> [Effect] {
    guard let order = orderForMoney else { return refuse(Self.stillLoading) }
    let refunds = order.refunds.filter { !$0.isReported && isMeant($0) }
    let form = ChoiceForm(
      subject,
      of: .orders([order.summary]),
      among: refunds.map { .refund($0) }
    )
    overlay = .choice(form)
    return []
  }

  static let stillLoading = "the order is still being loaded"

  /// Money is moved order by order, never by marks.
  var orderForMoney: OrderDetail? {
    guard let order = detail.order, order.summary.id == selectedSummary?.id else { return nil }
    return order
  }

  /// The one chosen refund is approved or sent again, or asked why it is given up.
  mutating func take(_ refund: Refund, of subject: ChoiceForm.Subject) -> [Effect] {
    if subject == .retrial {
      let operation = Operation.retryRefund(refund.orderID, refund.id)
      return performMoney(operation, "refund queued again", of: refund.orderNumber)
    }
    guard subject == .cancellation, let order = orderForMoney else {
      return performMoney(
        .approveRefund(refund.orderID, refund.id),
        "refund approved",
        of: refund.orderNumber
      )
    }
    return openForm(.cancel(refund), of: order)
  }

  // MARK: Filling

  mutating func editMoney(_ key: Key) -> [Effect] {
    changeMoney { form in
      guard let step = key.fieldMotion else {
        form.edit(key)
        return
      }
      if !form.stepChoice(by: step) { form.stepField(by: step.signum()) }
    }
  }

  mutating func pasteIntoMoney(_ text: String) -> [Effect] {
    changeMoney { $0.paste(text) }
  }

  mutating func stepMoneyField(by step: Int) -> [Effect] {
    changeMoney { $0.stepField(by: step) }
  }

  private mutating func changeMoney(_ change: (inout MoneyForm) -> Void) -> [Effect] {
    guard case .money(var form) = overlay else { return [] }
    change(&form)
    form.problem = ""
    overlay = .money(form)
    return keep(form.draft, at: form.draftPlace, .soon)
  }

  /// What was typed is there again when the form is opened for the same order.
  mutating func cancelMoney() -> [Effect] {
    guard case .money(let form) = overlay else { return [] }
    overlay = nil
    return leave(form.draft, at: form.draftPlace)
  }

  mutating func acceptMoney() -> [Effect] {
    guard case .money(var form) = overlay else { return [] }
    guard let operation = form.operation else {
      form.cursor.seeAll(form.fields.indices)
      if let field = form.fields.firstIndex(where: { form.lack(of: $0) != " " }) {
        form.cursor.focus(field)
        form.problem = "\(form.fields[field].label): \(form.lack(of: form.fields[field]))"
      }
      overlay = .money(form)
      return []
    }
    if case .requestRefund(_, let request) = operation, request.reason == .fraudulent,
      !form.isWarned
    {
      form.isWarned = true
      form.problem =
        "Fraudulent may block the customer's card and e-mail for good. Take it again to ask for it."
      overlay = .money(form)
      return []
    }
    overlay = nil
    let seen = form.order.summary
    let effects = performMoney(operation, form.words, of: seen.number, seenAt: seen.revision)
    return send(effects, keeping: form.draft, at: form.draftPlace)
  }

  /// `revision` is that of a form's order when it was opened; without one the order is as it is shown.
  mutating func performMoney(
    _ operation: Operation,
    _ words: String,
    of number: String,
    seenAt revision: Int? = nil
  ) -> [Effect] {
    let act = Act(
      .operations([operation]),
      title: "\(number) \(words)",
      ifRevision: revision ?? detail.order?.summary.revision
    )
    return perform(act, as: .money)
  }
}

extension MoneyForm {
  mutating func stepField(by step: Int) {
    cursor.focus((focused + step + fields.count) % fields.count)
  }

  /// What the history of acts calls it.
  fileprivate var words: String {
    switch purpose {
    case .request: "refund requested"
    case .cancel: "refund cancelled"
    case .capture: "payment noted"
    case .requestReturn: "return requested"
    case .moveReturn(let goods, let state): "return \(goods.id) \(state.words)"
    }
  }
}
