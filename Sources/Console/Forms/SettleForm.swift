import Commerce
import Screen
import Widgets

/// Choosing which side of a conflict holds.
struct SettleForm: Equatable, Sendable {
  struct Choice: Equatable, Sendable {
    let conflict: FieldConflict
    let side: ConflictSide
    /// Why it cannot be taken; one sentence.
    var refusal: String?

    /// `keep shipped`, `take cancelled`.
    var name: String {
      "\(side == .ours ? "keep" : "take") \(conflict.value(of: side))"
    }

    var note: String {
      let whose = side == .theirs ? "the source's" : conflict.isFollowed ? "as before" : "ours"
      return "\(conflict.label), \(whose)"
    }
  }

  let choices: [Choice]
  var list = ListState()

  /// Ours first, since it changes nothing; the last row leaves the conflict as it is.
  init(_ conflicts: [FieldConflict], refusal: (FieldConflict, ConflictSide) -> String?) {
    choices = conflicts.flatMap { conflict in
      [ConflictSide.ours, .theirs].map { side in
        Choice(conflict: conflict, side: side, refusal: refusal(conflict, side))
      }
    }
    list.resize(visibleRows: min(ChoiceForm.mostRows, choices.count + 1))
    list.setCount(choices.count + 1)
    list.select(choices.firstIndex { $0.refusal == nil } ?? choices.count)
  }

  /// Nil on the row that leaves everything as it is.
  var chosen: Choice? {
    list.selected.flatMap { choices.indices.contains($0) ? choices[$0] : nil }
  }

  var subject: String {
    let conflict = choices.first?.conflict
    return conflict.map { $0.orderNumber ?? $0.orderID.rawValue } ?? ""
  }
}

extension Model {
  /// The conflicts of the order in view, or the selected one of the sync screen.
  var conflictsInView: [FieldConflict] {
    if screen == .sync {
      guard case .conflict(let conflict) = sync.selected else { return [] }
      return [conflict]
    }
    guard let order = detail.order, order.summary.id == selectedSummary?.id else { return [] }
    return order.conflicts
  }

  mutating func openSettle() -> [Effect] {
    overlay = .settle(SettleForm(conflictsInView) { refusal(of: $0, $1) })
    return []
  }

  /// Why a side cannot be taken, as far as it is known here; the desk has the last word.
  private func refusal(of conflict: FieldConflict, _ side: ConflictSide) -> String? {
    switch (conflict.field, conflict.isFollowed) {
    case ("status", false): return refusalOfStatus(conflict, side)
    case ("shipping_address", false), ("edited_items", _), ("edited_notes", _):
      return refusalOfEdit(conflict, side)
    default: return conflict.refusalOfOtherSide(side)
    }
  }

  private func refusalOfStatus(_ conflict: FieldConflict, _ side: ConflictSide) -> String? {
    let word = conflict.value(of: side)
    guard let wanted = OrderStatus(rawValue: word) else { return "\(word) is no status of ours" }
    guard let from = OrderStatus(rawValue: conflict.value(of: .ours)) else { return nil }
    let order = selectedSummary.flatMap { $0.id == conflict.orderID ? $0 : nil }
    var change = StatusChange(
      from: from,
      to: wanted,
      actor: .staff(staff.role),
      payment: order?.payment ?? .paid
    )
    change.ownStepAgeMilliseconds = 0
    guard case .failure(let refusal) = OrderRules.check(change), refusal.need == nil else {
      return nil
    }
    return refusal.sentence
  }

  private func refusalOfEdit(_ conflict: FieldConflict, _ side: ConflictSide) -> String? {
    guard side == .theirs, let order = selectedSummary, order.id == conflict.orderID else {
      return nil
    }
    switch order.status {
    case .pending, .confirmed, .processing, .packaged: return nil
    case .shipped, .delivered, .cancelled: return "a \(order.status) order keeps it"
    }
  }

  mutating func moveInSettle(_ motion: Motion) -> [Effect] {
    guard case .settle(var form) = overlay else { return [] }
    form.list.take(motion)
    overlay = .settle(form)
    return []
  }

  mutating func acceptSettle() -> [Effect] {
    guard case .settle(let form) = overlay else { return [] }
    guard let choice = form.chosen else {
      overlay = nil
      say("Nothing is changed")
      return []
    }
    if let refusal = choice.refusal { return refuse("\(choice.name): \(refusal)") }
    var reason = ReasonForm(.settle(choice))
    reason.isOfOrder = screen == .orders
    if let place = reason.draftPlace, let draft = formDraft(at: place) { reason.restore(draft) }
    overlay = .reason(reason)
    return []
  }

  func settleLines(of form: SettleForm) -> [String] {
    var shown: [String] = []
    for choice in form.choices {
      let line = "\(choice.conflict.words) since \(sinceText(choice.conflict.seenAt))"
      if !shown.contains(line) { shown.append(line) }
    }
    return pageLines(shown)
  }

  /// When it was seen: the hour of today, else the day.
  private func sinceText(_ instant: Instant) -> String {
    zone.date(at: instant) == zone.date(at: now) ? zone.clock(at: instant) : dayText(of: instant)
  }

  /// Why what is greyed cannot be taken, below the choices.
  func refusalLines(of form: SettleForm) -> [String] {
    let refusals = form.choices.compactMap { choice in
      choice.refusal.map { "\(choice.name.capitalizedSentence): \($0)" }
    }
    return refusals.isEmpty ? [] : [""] + pageLines(refusals)
  }

  func settleFrame(of form: SettleForm) -> DialogFrame {
    DialogFrame(
      title: "Conflict of \(form.subject)",
      hints: hints(of: .settle(form))
    )
  }

  func paint(_ form: SettleForm, on canvas: inout Canvas) {
    var inside = settleFrame(of: form).paint(in: area(of: .settle(form)), on: &canvas)
    for line in settleLines(of: form) {
      let place = inside.takeTop(1)
      canvas.write(line, at: place.origin, role: .warning, width: place.width)
    }
    let widest = form.choices.map { SafeText.width(of: $0.name, glyphs: glyphs) }.max() ?? 0
    let list = inside.takeTop(form.list.visibleRows)
    for (index, line) in refusalLines(of: form).prefix(inside.height).enumerated() {
      canvas.write(line, at: inside.line(index).origin, role: .dim, width: inside.width)
    }
    ListWidget().paint(form.list, in: list, on: &canvas) { row, place, canvas in
      guard form.choices.indices.contains(row) else {
        canvas.write("leave it open", at: place.origin, role: .dim, width: place.width)
        return
      }
      var rest = place
      let name = rest.takeLeft(min(widest + 2, place.width * 2 / 3))
      let choice = form.choices[row]
      let role: Role = choice.refusal == nil ? .bright : .dim
      canvas.write(choice.name, at: name.origin, role: role, width: name.width)
      let note = choice.refusal == nil ? choice.note : "cannot"
      canvas.write(note, at: rest.origin, role: .dim, width: rest.width)
    }
  }
}
