import Commerce
import Screen
import Widgets

/// Choosing a text, filling it in and sending it.
extension Model {
  mutating func openEmail() -> [Effect] {
    let targets = orders.targets
    if let reason = tooManyRefusal(targets.count) { return refuse(reason) }
    if let order = targets.soleOrder {
      guard let known = detail.order, known.summary.id == order.id else {
        return refuse("the order is still being read")
      }
      if let held = known.heldEmail {
        let ways = [ChoiceForm.Choice.retryEmail(held), .cancelEmail(held), .newEmail]
        overlay = .choice(
          ChoiceForm(
            .heldEmail,
            of: targets,
            among: held.state == .failed ? ways : [ways[1], ways[2]]
          )
        )
        return []
      }
      if let lack = known.lackOfEmailAddress {
        return refuse("\(order.number): \(lack)")
      }
    }
    chooseTemplate(for: targets)
    return []
  }

  private mutating func chooseTemplate(for targets: ActTargets) {
    let isBegun = formDraft(at: targets.place(.email)) != nil
    let choices =
      (isBegun ? [ChoiceForm.Choice.emailDraft] : [])
      + emailTemplates.all.map { .template($0) } + [.blankEmail]
    overlay = .choice(ChoiceForm(.email, of: targets, among: choices))
  }

  /// What was chosen before the form of an e-mail opens.
  mutating func takeEmail(_ choice: ChoiceForm.Choice, of form: ChoiceForm) -> [Effect] {
    switch choice {
    case .newEmail: chooseTemplate(for: form.targets)
    case .retryEmail(let email):
      guard let order = form.soleOrder else { return [] }
      return perform(.retryEmail(order.id, email.id), "e-mail queued again", of: order)
    case .cancelEmail(let email):
      guard let order = form.soleOrder else { return [] }
      return perform(.cancelEmail(order.id, email.id), "e-mail taken back", of: order)
    case .template(let template): openEmailForm(to: form.targets, from: template)
    case .blankEmail, .emailDraft:
      openEmailForm(to: form.targets, from: nil)
      guard choice == .emailDraft, case .email(var email) = overlay,
        let draft = formDraft(at: email.draftPlace)
      else { return [] }
      email.restore(draft)
      email.isInBody = true
      overlay = .email(email)
    case .me, .nobody, .person, .priority, .snooze, .snoozeTime, .wake, .order, .refund, .audience,
      .goods, .refundOfGoods, .furtherReturn, .linked:
      break
    }
    return []
  }

  private mutating func perform(
    _ operation: Operation,
    _ words: String,
    of order: OrderSummary
  ) -> [Effect] {
    perform(Act(.operations([operation]), title: "\(order.number): \(words)"), as: .handling)
  }

  private mutating func openEmailForm(to targets: ActTargets, from template: EmailTemplate?) {
    let known = targets.soleOrder.flatMap { order in
      detail.order.flatMap { $0.summary.id == order.id ? $0 : nil }
    }
    overlay = .email(EmailForm(to: targets, known, by: staff.name, from: template))
  }

  // MARK: Filling

  mutating func editEmail(_ key: Key) -> [Effect] {
    guard case .email(let form) = overlay else { return [] }
    guard form.isInBody else {
      if key.fieldMotion != nil { return stepEmailField() }
      return changeEmail { form, _ in _ = form.subject.edit(key) }
    }
    if beginsLine(key) { return changeEmail { form, _ in form.body.insertLineEnd() } }
    var isMeant = true
    let effects = changeEmail { form, width in isMeant = form.body.edit(key, width: width) }
    // Above the first line lies the subject.
    if !isMeant, key.fieldMotion != nil { return effects + stepEmailField() }
    return effects
  }

  mutating func pasteIntoEmail(_ text: String) -> [Effect] {
    guard case .email(let form) = overlay else { return [] }
    guard form.isInBody else { return changeEmail { form, _ in form.subject.insert(text) } }
    let part = fitting(text, beside: form.body.text)
    return changeEmail { form, _ in form.body.insert(part) }
  }

  mutating func replaceEmailBody(with text: String) -> [Effect] {
    changeEmail { form, _ in form.body.replace(with: text) }
  }

  private mutating func changeEmail(_ change: (inout EmailForm, Int) -> Void) -> [Effect] {
    guard case .email(var form) = overlay else { return [] }
    let written = form
    change(&form, emailBodyWidth)
    if refuseTooMuch(form.body.text, after: written.body.text) { form = written }
    if form.text != written.text { form.rehearsal = nil }
    overlay = .email(form)
    return keep(form.draft, at: form.draftPlace, .soon)
  }

  mutating func stepEmailField() -> [Effect] {
    guard case .email(var form) = overlay else { return [] }
    form.isInBody.toggle()
    overlay = .email(form)
    return []
  }

  mutating func cancelEmail() -> [Effect] {
    guard case .email(let form) = overlay else { return [] }
    overlay = nil
    return leave(form.draft, at: form.draftPlace)
  }

  // MARK: Sending

  /// Enter: sends it, or says what is wrong; of several orders it first shows who would get it.
  mutating func acceptEmail() -> [Effect] {
    guard case .email(let form) = overlay else { return [] }
    if case .failure(let problem) = form.finished { return refuse(problem.sentence) }
    guard let order = form.targets.soleOrder else { return acceptEmails(form) }
    overlay = nil
    let act = Act(
      .operations([form.change.operation(on: order.id)]),
      title: "e-mail to \(order.number)",
      ifRevision: order.revision
    )
    return send(perform(act, as: .status), keeping: form.draft, at: form.draftPlace)
  }

  private mutating func acceptEmails(_ form: EmailForm) -> [Effect] {
    var act = emailAct(form)
    guard let rehearsal = form.rehearsal else {
      act.isRehearsal = true
      return perform(act, as: .emailRehearsal(form))
    }
    guard !rehearsal.changed.isEmpty else { return refuse("nobody would get this e-mail") }
    overlay = nil
    return send(perform(act, as: .status), keeping: form.draft, at: form.draftPlace)
  }

  private func emailAct(_ form: EmailForm) -> Act {
    let title = "e-mail to \(form.targets.subject)"
    switch form.targets {
    case .orders(let orders):
      return Act(.operations(orders.map { form.change.operation(on: $0.id) }), title: title)
    case .matching(let filter, let count):
      return Act(.matching(filter, form.change, count: count), title: title)
    }
  }

  /// The answer to who would get it, unless the text was changed meanwhile.
  mutating func emailRehearsed(_ asked: EmailForm, _ receipt: Receipt) -> [Effect] {
    guard case .email(var form) = overlay, form.text == asked.text, form.targets == asked.targets
    else { return [] }
    form.rehearsal = receipt
    overlay = .email(form)
    return []
  }
}
