import Commerce
import Screen
import Widgets

/// Where the parts of the form stand; painting and the mouse both take them from here.
struct EditFormLayout: Equatable, Sendable {
  var area: Rect
  var problem = Rect.nowhere
  var fields = Rect.nowhere
  var notes = Rect.nowhere
  var outcome = Rect.nowhere
}

extension Model {
  private static let noteLabel = "Order note"
  private static let mostNoteLines = 4

  func layout(of form: EditForm) -> EditFormLayout {
    let problem = form.problem.isEmpty ? 0 : wrapped(form.problem, .warning).count + 1
    let outcome = outcomeLines(of: form).count + 1
    let fields = editFields(form)
    let notes = form.notes.height(
      width: max(1, formArea.width - 4 - inputColumn(of: fields)),
      most: Self.mostNoteLines
    )
    let height = problem + fields.height + notes + outcome
    var layout = EditFormLayout(area: self.form(height: height))
    var inside = editFrame(of: form).inside(layout.area)
    layout.problem = inside.takeTop(min(problem, max(0, inside.height - 1)))
    layout.outcome = inside.takeBottom(min(outcome, max(0, inside.height - 2)))
    layout.notes = inside.takeBottom(min(notes, max(1, inside.height / 2)))
    layout.fields = inside
    return layout
  }

  private func inputColumn(of fields: FormFields) -> Int {
    fields.inputColumn(in: max(1, formArea.width - 4), glyphs: glyphs)
  }

  func editFields(_ form: EditForm) -> FormFields {
    var fields = FormFields(
      form.fields.enumerated().map { index, field in
        FormFields.Field(
          field.label,
          buffer: form.values[index],
          placeholder: form.placeholder(of: field),
          problem: form.lack(of: index)
        )
      },
      focused: form.focused
    )
    fields.hasRoomForMarks = true
    return fields
  }

  func editFrame(of form: EditForm) -> DialogFrame {
    DialogFrame(title: "Edit \(form.order.number)", hints: hints(of: .edit(form)))
  }

  func paint(_ form: EditForm, on canvas: inout Canvas) -> Place? {
    let layout = layout(of: form)
    let fields = fieldsInView(form, layout)
    var frame = editFrame(of: form)
    if fields.height > layout.fields.height {
      frame.note = "field \(form.focused + 1) of \(form.fields.count + 1)"
    }
    _ = frame.paint(in: layout.area, on: &canvas)
    paint(wrapped(form.problem, .warning), in: layout.problem, on: &canvas)
    let cursor = fields.paint(in: layout.fields, on: &canvas)
    let inNotes = paintNotes(
      of: form,
      in: layout.notes,
      at: inputColumn(of: fields),
      on: &canvas
    )
    var below = layout.outcome
    _ = below.takeTop(1)
    paint(outcomeLines(of: form), in: below, on: &canvas)
    return form.isInNotes ? inNotes : cursor
  }

  private func fieldsInView(_ form: EditForm, _ layout: EditFormLayout) -> FormFields {
    var fields = editFields(form)
    fields.scroll(to: layout.fields.height)
    return fields
  }

  private func paintNotes(
    of form: EditForm,
    in area: Rect,
    at column: Int,
    on canvas: inout Canvas
  ) -> Place? {
    var text = area
    var label = text.takeLeft(min(column, area.width))
    label.width = max(0, label.width - 1)
    let role: Role = form.isInNotes ? .accent : .dim
    canvas.write(Self.noteLabel, at: label.origin, role: role, width: label.width)
    canvas.fill(text, surface: .field)
    return form.notes.paint(
      in: text,
      on: &canvas,
      placeholder: "customer's wish",
      isFocused: form.isInNotes
    )
  }

  /// What it will come to, and what of the payment then has to be settled.
  func outcomeLines(of form: EditForm) -> [Span] {
    guard let outcome = form.outcome else {
      return wrapped("The total follows once all fields are right.", .dim)
    }
    let total = outcome.total.display(settings.moneyStyle)
    guard outcome.items != form.items else { return wrapped("Total \(total)", .dim) }
    let before = form.order.total.display(settings.moneyStyle)
    var lines = wrapped("Total \(before) \(glyphs.arrowRight) \(total)", .bright)
    var balance = form.balance
    balance?.total = outcome.total
    if let words = balance?.words(settings.moneyStyle) {
      lines += wrapped("Paid already, so \(words); nothing is charged or paid by itself.", .warning)
    }
    return lines
  }

  /// Fields are chosen by clicks; what is filled in is done by its key.
  mutating func press(_ form: EditForm, _ event: MouseEvent) -> [Effect] {
    let layout = layout(of: form)
    var changed = form
    if layout.notes.contains(event) {
      changed.focused = form.fields.count
    } else if layout.fields.contains(event) {
      let fields = fieldsInView(form, layout)
      guard let field = fields.field(atLine: event.row - layout.fields.row) else { return [] }
      changed.focused = field
    }
    overlay = .edit(changed)
    return []
  }
}

extension EditForm {
  /// What an agent does not see is kept unless it is written over.
  fileprivate func placeholder(of field: Field) -> String {
    if isMasked, case .address(let name) = field, name != .city, name != .country {
      return "not shown, and kept"
    }
    return field.placeholder(currency)
  }
}

extension EditForm.Field {
  fileprivate var label: String {
    switch self {
    case .address(.postalCode): "Postcode"
    case .address(let field): field.label
    case .quantity(let item): item.name
    case .newItem: "New item"
    case .newQuantity: "How many"
    case .newPrice: "Price each"
    }
  }

  fileprivate func placeholder(_ currency: Currency) -> String {
    switch self {
    case .address, .quantity: ""
    case .newItem: "its name"
    case .newQuantity: "1"
    case .newPrice: "in \(currency.code)"
    }
  }
}
