import Commerce
import Screen
import Widgets

/// Writing an internal note.
struct NoteForm: Equatable, Sendable {
  let orderID: OrderID
  let number: String
  var area: TextArea
}

extension Model {
  mutating func openNote() -> [Effect] {
    guard let order = selectedSummary else { return [] }
    let draft = composer.orderID == order.id ? composer.noteDraft : ""
    overlay = .note(NoteForm(orderID: order.id, number: order.number, area: TextArea(draft)))
    tellOfOtherConsole(.note)
    return []
  }

  mutating func editNote(_ key: Key) -> [Effect] {
    changeNote { form, width in _ = form.area.edit(key, width: width) }
  }

  mutating func pasteIntoNote(_ text: String) -> [Effect] {
    guard case .note(let form) = overlay else { return [] }
    let part = fitting(text, beside: form.area.text)
    return changeNote { form, _ in form.area.insert(part) }
  }

  mutating func breakNoteLine() -> [Effect] {
    changeNote { form, _ in form.area.insertLineEnd() }
  }

  private mutating func changeNote(_ change: (inout NoteForm, Int) -> Void) -> [Effect] {
    guard case .note(var form) = overlay else { return [] }
    let written = form.area
    change(&form, max(1, formArea.width - 4))
    if refuseTooMuch(form.area.text, after: written.text) { form.area = written }
    overlay = .note(form)
    guard form.area.text != composer.noteDraft else { return [] }
    composer.noteDraft = form.area.text
    return saveNote(of: form.orderID, form.area.text, .soon)
  }

  mutating func cancelNote() -> [Effect] {
    guard case .note(let form) = overlay else { return [] }
    overlay = nil
    if !form.area.isEmpty { say("The note is kept as a draft") }
    if composer.orderID == form.orderID { noteDraftInList(form.orderID) }
    return saveNote(of: form.orderID, form.area.text, .now)
  }

  mutating func acceptNote() -> [Effect] {
    guard case .note(let form) = overlay else { return [] }
    guard form.area.text.contains(where: { !$0.isWhitespace }) else {
      return refuse("the note is empty; Esc leaves it")
    }
    if let refusal = refusalToLook(.note) { return refuse(refusal) }
    overlay = nil
    var act = Act(
      .operations([.addNote(form.orderID, body: form.area.text)]),
      title: "note on \(form.number)"
    )
    act.fromDraft = .note
    return saveNote(of: form.orderID, form.area.text, .now) + perform(act, as: .note(form.orderID))
  }

  /// What could not be saved stands in the form again.
  mutating func reopenNote(on id: OrderID) -> [Effect] {
    composer.orderID == id && overlay == nil ? openNote() : []
  }
}
