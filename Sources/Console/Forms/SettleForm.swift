import Commerce
import Screen
import Widgets

/// Choosing which side of a conflict holds.
struct SettleForm: Equatable, Sendable {
  struct Choice: Equatable, Sendable {
    let conflict: FieldConflict
    let side: ConflictSide

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
  init(_ conflicts: [FieldConflict]) {
    choices = conflicts.flatMap { conflict in
      [Choice(conflict: conflict, side: .ours), Choice(conflict: conflict, side: .theirs)]
    }
    list.resize(visibleRows: min(ChoiceForm.mostRows, choices.count + 1))
    list.setCount(choices.count + 1)
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
    if Permissions.permission(staff.role, .settleConflict).isDenied {
      return refuse("settling a conflict needs ops or admin, and you are \(staff.role.rawValue)")
    }
    overlay = .settle(SettleForm(conflictsInView))
    return []
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
    overlay = .reason(ReasonForm(.settle(choice)))
    return []
  }

  func settleLines(of form: SettleForm) -> [String] {
    var shown: [String] = []
    for choice in form.choices {
      let line = "\(choice.conflict.words) since \(age(of: choice.conflict.since))"
      if !shown.contains(line) { shown.append(line) }
    }
    return pageLines(shown)
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
    ListWidget().paint(form.list, in: inside, on: &canvas) { row, place, canvas in
      guard form.choices.indices.contains(row) else {
        canvas.write("leave it open", at: place.origin, role: .dim, width: place.width)
        return
      }
      var rest = place
      let name = rest.takeLeft(min(widest + 2, place.width * 2 / 3))
      canvas.write(form.choices[row].name, at: name.origin, role: .bright, width: name.width)
      canvas.write(form.choices[row].note, at: rest.origin, role: .dim, width: rest.width)
    }
  }
}
