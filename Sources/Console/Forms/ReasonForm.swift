import Commerce
import Screen
import Widgets

/// Saying why, before something is done that others will want to understand.
struct ReasonForm: Equatable, Sendable {
  enum Subject: Equatable, Sendable {
    case settle(SettleForm.Choice)
    case discard(QuarantinedRecord)
  }

  let subject: Subject
  var field = EditBuffer()
  /// Why the words are not enough; one sentence.
  var problem = ""
  /// False for a conflict of the sync screen, which may be about a checkout: only orders have
  /// drafts in the store.
  var isOfOrder = false

  init(_ subject: Subject) { self.subject = subject }

  /// Nil where the words are about a record, which is no order.
  var draftPlace: FormDrafts.Place? {
    guard case .settle(let choice) = subject else { return nil }
    let id = choice.conflict.orderID
    return isOfOrder
      ? FormDrafts.Place(kind: .settle, orders: [id])
      : FormDrafts.Place(kind: .settle, orders: [], filter: "conflict of \(id)")
  }

  var draft: FormDraft {
    var draft = FormDraft()
    if case .settle(let choice) = subject, !field.isEmpty {
      draft["field"] = choice.conflict.field
      draft["reason"] = field.text
    }
    return draft
  }

  mutating func restore(_ draft: FormDraft) {
    guard case .settle(let choice) = subject, draft["field"] == choice.conflict.field else {
      return
    }
    field.replace(with: draft["reason"] ?? "")
  }

  var title: String {
    switch subject {
    case .settle(let choice):
      "\(choice.name.capitalizedSentence): \(choice.conflict.orderNumber ?? choice.conflict.label)"
    case .discard(let record): "Discard record \(record.id)"
    }
  }

  var explanation: [String] {
    switch subject {
    case .settle: ["Why; it stands in the timeline. It may stay empty where no rule asks for it."]
    case .discard(let record):
      [record.reason, "It is kept, with your name and reason, but no longer counted."]
    }
  }
}

extension Model {
  mutating func openDiscard() -> [Effect] {
    guard case .quarantined(let record) = sync.selected else { return [] }
    if Permissions.permission(staff.role, .releaseQuarantine).isDenied {
      return refuse("discarding records needs ops or admin, and you are \(staff.role.rawValue)")
    }
    overlay = .reason(ReasonForm(.discard(record)))
    return []
  }

  mutating func editReason(_ key: Key) -> [Effect] { changeReason { _ = $0.edit(key) } }

  mutating func pasteIntoReason(_ text: String) -> [Effect] { changeReason { $0.insert(text) } }

  private mutating func changeReason(_ change: (inout EditBuffer) -> Void) -> [Effect] {
    guard case .reason(var form) = overlay else { return [] }
    change(&form.field)
    form.problem = ""
    overlay = .reason(form)
    return form.draftPlace.map { keep(form.draft, at: $0, .soon) } ?? []
  }

  mutating func cancelReason() -> [Effect] {
    guard case .reason(let form) = overlay else { return [] }
    overlay = nil
    return form.draftPlace.map { leave(form.draft, at: $0) } ?? []
  }

  mutating func acceptReason() -> [Effect] {
    guard case .reason(var form) = overlay else { return [] }
    let reason = form.field.text
    if let problem = lackOfReason(reason, for: form.subject) {
      form.problem = problem
      overlay = .reason(form)
      return []
    }
    overlay = nil
    switch form.subject {
    case .settle(let choice):
      let effects = settle(choice, reason, as: .settle(form))
      return form.draftPlace.map { send(effects, keeping: form.draft, at: $0) } ?? effects
    case .discard(let record):
      let operation = Operation.discardRecord(record.id, reason: reason)
      let act = Act(.operations([operation]), title: "discard record \(record.id)")
      return perform(act, as: .discardRecord(form))
    }
  }

  /// What was refused stands in its form again; the status line says why.
  mutating func reopen(_ form: ReasonForm) {
    if overlay == nil { overlay = .reason(form) }
  }

  private mutating func settle(
    _ choice: SettleForm.Choice,
    _ reason: String,
    as act: PendingAct
  ) -> [Effect] {
    let conflict = choice.conflict
    let operation = Operation.settleConflict(
      conflict.orderID,
      field: conflict.field,
      keep: choice.side,
      seen: conflict.values,
      reason: reason.isEmpty ? nil : reason
    )
    let number = conflict.orderNumber ?? conflict.orderID.rawValue
    return perform(
      Act(.operations([operation]), title: "\(number): \(choice.name)"),
      as: act
    )
  }

  private func lackOfReason(_ reason: String, for subject: ReasonForm.Subject) -> String? {
    let isReason = Reason(reason) != nil
    let short = "at least \(Reason.fewestVisible) characters"
    switch subject {
    case .discard: return isReason ? nil : short
    case .settle(let choice):
      if isReason { return nil }
      return reason.isEmpty ? lackOfStep(to: choice) : short
    }
  }

  /// What taking a status needs; the desk has the last word on everything else.
  private func lackOfStep(to choice: SettleForm.Choice) -> String? {
    guard choice.conflict.field == "status",
      let status = OrderStatus(rawValue: choice.conflict.value(of: choice.side)),
      let order = selectedSummary, order.id == choice.conflict.orderID,
      case .failure(let refusal) = decision(on: order, .set(status, reason: nil)),
      refusal.need != nil
    else { return nil }
    return refusal.sentence
  }

  func reasonFields(of form: ReasonForm) -> FormFields {
    FormFields([FormFields.Field("Reason", buffer: form.field, problem: form.problem)])
  }

  func paint(_ form: ReasonForm, on canvas: inout Canvas) -> Place? {
    let frame = DialogFrame(title: form.title, hints: hints(of: .reason(form)))
    var inside = frame.paint(in: area(of: .reason(form)), on: &canvas)
    for line in pageLines(form.explanation) {
      let place = inside.takeTop(1)
      canvas.write(line, at: place.origin, role: .dim, width: place.width)
    }
    return reasonFields(of: form).paint(in: inside, on: &canvas)
  }
}
