import Commerce
import Screen
import Widgets

/// Opening, filling in and carrying out an edit.
extension Model {
  mutating func openEditForm() -> [Effect] {
    guard orders.targets.count <= 1, let order = selectedSummary else {
      return refuse("orders are edited one at a time; drop the marks first")
    }
    if let refusal = EditRules.refusal(of: order.status, to: staff.role) {
      return refuse("\(order.number): \(refusal.sentence)")
    }
    guard let known = detail.order, known.summary.id == order.id else {
      return refuse("the order is still being read")
    }
    var form = EditForm(known)
    if let draft = formDraft(at: form.draftPlace) { form.restore(draft) }
    overlay = .edit(form)
    return []
  }

  mutating func editEditForm(_ key: Key) -> [Effect] {
    guard case .edit(let form) = overlay else { return [] }
    guard form.isInNotes else {
      if let step = key.fieldMotion { return stepEditField(by: step.signum()) }
      return changeEditForm { form, _ in form.change { _ = $0.edit(key) } }
    }
    if beginsLine(key) {
      return changeEditForm { form, _ in form.changeNotes { $0.insertLineEnd() } }
    }
    var isMeant = true
    let effects = changeEditForm { form, width in
      form.changeNotes { isMeant = $0.edit(key, width: width) }
    }
    // Past the first and the last line lie the other fields.
    if !isMeant, let step = key.fieldMotion { return effects + stepEditField(by: step.signum()) }
    return effects
  }

  mutating func pasteIntoEditForm(_ text: String) -> [Effect] {
    guard case .edit(let form) = overlay else { return [] }
    guard form.isInNotes else {
      return changeEditForm { form, _ in form.change { $0.insert(text) } }
    }
    let part = fitting(text, beside: form.notes.text)
    return changeEditForm { form, _ in form.changeNotes { $0.insert(part) } }
  }

  mutating func replaceEditNotes(with text: String) -> [Effect] {
    changeEditForm { form, _ in form.changeNotes { $0.replace(with: text) } }
  }

  private mutating func changeEditForm(
    _ change: (inout EditForm, Int) -> Void
  ) -> [Effect] {
    guard case .edit(var form) = overlay else { return [] }
    let written = form
    change(&form, max(1, formArea.width - 4))
    if refuseTooMuch(form.notes.text, after: written.notes.text) { form = written }
    overlay = .edit(form)
    return keep(form.draft, at: form.draftPlace, .soon)
  }

  mutating func stepEditField(by step: Int) -> [Effect] {
    guard case .edit(var form) = overlay else { return [] }
    let count = form.fields.count + 1
    form.focused = (form.focused + step + count) % count
    overlay = .edit(form)
    return []
  }

  mutating func cancelEditForm() -> [Effect] {
    guard case .edit(let form) = overlay else { return [] }
    overlay = nil
    return leave(form.draft, at: form.draftPlace)
  }

  /// Enter: does it, or says what is wrong.
  mutating func acceptEditForm() -> [Effect] {
    guard case .edit(var form) = overlay else { return [] }
    let edit: OrderEdit
    switch form.edit {
    case .success(let wanted): edit = wanted
    case .failure(let problem): return show(problem, in: &form)
    }
    guard !edit.isEmpty else {
      overlay = nil
      say("Nothing is changed")
      return leave(FormDraft(), at: form.draftPlace)
    }
    if let problem = problem(with: edit, of: form) { return show(problem, in: &form) }
    overlay = nil
    let act = Act(
      .operations([.editOrder(form.order.id, edit)]),
      title: "\(form.order.number) edited",
      ifRevision: form.order.revision
    )
    return send(perform(act, as: .status), keeping: form.draft, at: form.draftPlace)
  }

  private mutating func show(_ problem: EditProblem, in form: inout EditForm) -> [Effect] {
    form.problem = problem.sentence.capitalizedSentence
    if let place = form.fields.indices.first(where: { !form.lack(of: $0).isEmpty }) {
      form.focused = place
    }
    overlay = .edit(form)
    return []
  }

  /// What the desk would refuse.
  private func problem(with edit: OrderEdit, of form: EditForm) -> EditProblem? {
    do {
      _ = try EditRules.address(nil, with: edit.address)
      if let notes = edit.notes { _ = try EditRules.notes(notes) }
      let items = try EditRules.items(form.items, with: edit, in: form.currency)
      _ = try EditRules.total(form.order.total, from: form.items, to: items)
      return nil
    } catch {
      return error
    }
  }
}
