import Commerce
import Screen
import Widgets

/// Where the parts of a form about money stand.
struct MoneyFormLayout: Equatable, Sendable {
  var area: Rect
  var problem: Rect
  var fields: Rect
  var choices: Rect
  /// The choice in the first line of them, where not all have room.
  var firstChoice: Int
  var preview: Rect
}

extension Model {
  func layout(of form: MoneyForm) -> MoneyFormLayout {
    let problem = moneyProblem(of: form).count
    let fields = moneyFields(of: form).height
    let preview = moneyPreview(of: form).count
    let area = self.form(height: problem + fields + form.choices.count + preview + 1)
    var inside = frame(of: form).inside(area)
    let top = inside.takeTop(problem)
    let middle = inside.takeTop(fields)
    let rows = min(form.choices.count, max(0, inside.height - preview - 1))
    let choices = inside.takeTop(rows).inset(horizontal: 1)
    let first = max(0, min((form.picked ?? 0) + 2 - rows, form.choices.count - rows))
    _ = inside.takeTop(1)
    return MoneyFormLayout(
      area: area,
      problem: top,
      fields: middle,
      choices: choices,
      firstChoice: first,
      preview: inside
    )
  }

  func frame(of form: MoneyForm) -> DialogFrame {
    let title =
      switch form.purpose {
      case .request: "Refund of \(form.order.summary.number)"
      case .cancel(let refund): "Cancel the refund of \(text(of: refund.amount))"
      case .capture:
        "\(form.order.isPaidOnDelivery ? "Cash on delivery" : "Payment") of \(form.order.summary.number)"
      case .requestReturn: "Return of \(form.order.summary.number)"
      case .moveReturn(let goods, let state):
        "\(state.verb.capitalizedSentence) return \(goods.id) of \(form.order.summary.number)"
      }
    return DialogFrame(
      title: title,
      hints: hints(of: .money(form)),
      isDangerous: form.purpose == .request
    )
  }

  func moneyFields(of form: MoneyForm) -> FormFields {
    FormFields(
      form.fields.indices.map { index in
        let field = form.fields[index]
        let lack = form.cursor.words(form.lack(of: field), at: index)
        return FormFields.Field(
          field.label,
          buffer: form.values[index],
          placeholder: field.placeholder,
          problem: lack == " " && form.isBesideQuantity(index) ? "" : lack,
          isQuiet: !form.cursor.isSeen(index)
        )
      },
      focused: form.focused
    )
  }

  private func moneyProblem(of form: MoneyForm) -> [String] {
    form.problem.isEmpty ? [] : pageLines([form.problem.capitalizedSentence]) + [""]
  }

  /// What it comes to, before it is done.
  private func moneyPreview(of form: MoneyForm) -> [String] {
    switch form.purpose {
    case .request:
      let decision = form.order.reasonForNoRefund.map { "It was cancelled without a refund: \($0)" }
      let room = "\(text(of: form.room)) can be refunded"
      guard case .success(let amount) = form.amount else {
        return pageLines([decision, room].compactMap(\.self))
      }
      let words = "\(text(of: amount)) of the \(room); it waits for approval"
      return pageLines([decision, words].compactMap(\.self))
    case .cancel: return pageLines(["Nothing of it was sent; the money is free again."])
    case .capture:
      let came = form.order.isPaidOnDelivery ? "came with the parcel" : "came in"
      return pageLines(["\(text(of: form.order.summary.total)) \(came)."])
    case .requestReturn, .moveReturn: return pageLines([form.goodsPreview])
    }
  }

  func paint(_ form: MoneyForm, on canvas: inout Canvas) -> Place? {
    let layout = layout(of: form)
    _ = frame(of: form).paint(in: layout.area, on: &canvas)
    write(moneyProblem(of: form), .warning, in: layout.problem, on: &canvas)
    let cursor = moneyFields(of: form).paint(in: layout.fields, on: &canvas)
    let picked = form.picked
    let shown = form.choices.indices.dropFirst(layout.firstChoice).prefix(layout.choices.height)
    for (row, index) in shown.enumerated() {
      let line = layout.choices.line(row)
      let mark = index == picked ? glyphs.dot : glyphs.ring
      let below = form.choices.count - shown.endIndex
      let more = row == shown.count - 1 && below > 0 ? "  \(glyphs.ellipsis) \(below) more" : ""
      let spans = [
        Span("\(mark) ", .dim), Span(form.choices[index], index == picked ? .accent : .text),
        Span(more, .dim),
      ]
      canvas.write(spans, at: line.origin, width: line.width)
    }
    write(moneyPreview(of: form), .bright, in: layout.preview, on: &canvas)
    return cursor
  }

  private func write(_ lines: [String], _ role: Role, in area: Rect, on canvas: inout Canvas) {
    for (index, line) in lines.enumerated() where index < area.height {
      canvas.write(line, at: area.line(index).origin, role: role, width: area.width)
    }
  }

  /// A click goes into a field or takes a choice; only the key does it.
  mutating func press(_ form: MoneyForm, _ event: MouseEvent) -> [Effect] {
    let layout = layout(of: form)
    var changed = form
    if layout.choices.contains(event) {
      changed.pick(layout.firstChoice + event.row - layout.choices.row)
    } else if layout.fields.contains(event) {
      let fields = moneyFields(of: form)
      guard let field = fields.field(atLine: event.row - layout.fields.row) else { return [] }
      changed.cursor.focus(field)
    }
    overlay = .money(changed)
    return []
  }
}
