import Commerce
import Screen
import Widgets

/// Writing a note: an internal one, or one that the customer may see.
struct NoteForm: Equatable, Sendable {
  /// `note` or `customerNote`.
  let kind: Draft.Kind
  let orderID: OrderID
  let number: String
  var area: TextArea

  var isInternal: Bool { kind == .note }

  var title: String {
    isInternal ? "Internal note \(number)" : "Customer note \(number)"
  }

  var placeholder: String {
    isInternal ? "Only colleagues see this." : "The customer may see this; nothing is sent."
  }

  var operation: Operation {
    isInternal
      ? .addNote(orderID, body: area.text) : .addCustomerNote(orderID, body: area.text)
  }
}

extension Model {
  mutating func openNote(_ kind: Draft.Kind) -> [Effect] {
    guard let order = selectedSummary else { return [] }
    let draft = composer.orderID == order.id ? composer.notes[kind]?.text ?? "" : ""
    let area = TextArea(draft)
    overlay = .note(NoteForm(kind: kind, orderID: order.id, number: order.number, area: area))
    tellOfOtherConsole(kind)
    return []
  }

  mutating func replaceNote(with text: String) -> [Effect] {
    changeNote { form, _ in form.area.replace(with: text) }
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
    guard form.area.text != composer.notes[form.kind]?.text ?? "" else { return [] }
    composer.notes[form.kind, default: .init()].text = form.area.text
    return saveNote(form, .soon)
  }

  mutating func cancelNote() -> [Effect] {
    guard case .note(let form) = overlay else { return [] }
    overlay = nil
    if !form.area.isEmpty { say("The note is kept as a draft") }
    if composer.orderID == form.orderID { noteDraftInList(form.orderID) }
    return saveNote(form, .now)
  }

  mutating func acceptNote() -> [Effect] {
    guard case .note(let form) = overlay else { return [] }
    guard form.area.text.contains(where: { !$0.isWhitespace }) else {
      return refuse("the note is empty; Esc leaves it")
    }
    if let refusal = refusalToLook(form.kind) { return refuse(refusal) }
    overlay = nil
    var act = Act(
      .operations([form.operation]),
      title: "\(form.kind.label) on \(form.number)"
    )
    act.fromDraft = form.kind
    return saveNote(form, .now) + perform(act, as: .note(form.orderID, form.kind))
  }

  /// What could not be saved stands in the form again.
  mutating func reopenNote(_ kind: Draft.Kind, on id: OrderID) -> [Effect] {
    composer.orderID == id && overlay == nil ? openNote(kind) : []
  }
}
