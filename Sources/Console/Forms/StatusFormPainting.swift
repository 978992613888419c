import Commerce
import Screen
import Widgets

extension Model {
  func paint(_ form: StatusForm, on canvas: inout Canvas) -> Place? {
    switch form.stage {
    case .choosing:
      paintChoice(form, on: &canvas)
      return nil
    case .filling(let field): return paintFields(form, focused: field, on: &canvas)
    }
  }

  private func paintChoice(_ form: StatusForm, on canvas: inout Canvas) {
    let layout = layout(of: form)
    _ = frame(of: form).paint(in: layout.area, on: &canvas)
    var state = form.list
    state.resize(visibleRows: layout.choices.height)
    ListWidget().paint(state, in: layout.choices, on: &canvas) { row, place, canvas in
      guard form.options.indices.contains(row) else {
        canvas.write(staying(form.targets), at: place.origin, role: .dim, width: place.width)
        return
      }
      let status = form.options[row]
      var rest = place
      let name = rest.takeLeft(12)
      canvas.write(status.rawValue, at: name.origin, role: .bright, width: name.width)
      canvas.write(what(status, form.targets), at: rest.origin, role: .dim, width: rest.width)
    }
    paint(previewLines(of: form), in: layout.preview, on: &canvas)
  }

  /// The last row of the choice.
  private func staying(_ targets: ActTargets) -> String {
    if case .orders(let orders) = targets, orders.count == 1 {
      return "leave it \(orders[0].status.rawValue)"
    }
    return "change nothing"
  }

  /// Writes lines one below the other, as many as there is room for.
  private func paint(_ lines: [Span], in area: Rect, on canvas: inout Canvas) {
    for (index, line) in lines.enumerated() where index < area.height {
      canvas.write([line], at: area.line(index).origin, width: area.width)
    }
  }

  private func wrapped(_ text: String, _ role: Role) -> [Span] {
    let width = max(2, formArea.width - 4)
    return TextWrap.lines(of: text, width: width, glyphs: glyphs).prefix(4).map {
      Span(text.bytes($0.range), role)
    }
  }

  private func paintFields(
    _ form: StatusForm,
    focused: Int,
    on canvas: inout Canvas
  ) -> Place? {
    let layout = layout(of: form)
    _ = frame(of: form).paint(in: layout.area, on: &canvas)
    paint(problemLines(of: form), in: layout.problem, on: &canvas)
    let cursor = formFields(form, focused: focused).paint(in: layout.fields, on: &canvas)
    let picked = form.pickedReason
    for (row, reason) in form.usualReasons.enumerated() where row < layout.reasons.height {
      let line = layout.reasons.line(row)
      let mark = row == picked ? glyphs.dot : glyphs.ring
      let spans = [Span("\(mark) ", .dim), Span(reason, row == picked ? .accent : .text)]
      canvas.write(spans, at: line.origin, width: line.width)
    }
    paint(previewLines(of: form), in: layout.preview, on: &canvas)
    return cursor
  }

  func formFields(_ form: StatusForm, focused: Int) -> FormFields {
    let lacks = lacks(of: form)
    return FormFields(
      form.fields.indices.map { index in
        FormFields.Field(
          form.fields[index].label,
          buffer: form.values[index],
          placeholder: form.fields[index] == .carrier ? "such as DHL" : "",
          problem: lacks[index]
        )
      },
      focused: focused
    )
  }

  func problemLines(of form: StatusForm) -> [Span] {
    form.problem.isEmpty ? [] : wrapped(form.problem, .warning) + [Span("", .text)]
  }

  func frame(of form: StatusForm) -> DialogFrame {
    let subject = form.targets.subject
    let chosen = form.chosen?.rawValue ?? ""
    return DialogFrame(
      title: form.stage == .choosing ? "Status of \(subject)" : "\(subject) to \(chosen)",
      hints: hints(of: .status(form)),
      isDangerous: form.chosen == .cancelled && form.stage != .choosing
    )
  }

  /// What kind of step it is, or how many of the marked orders can take it.
  private func what(_ status: OrderStatus, _ targets: ActTargets) -> String {
    switch targets {
    case .matching: return ""
    case .orders(let orders) where orders.count > 1:
      let possible = preview(of: StatusMove(to: status), on: targets).possible
      return "\(possible) of \(orders.count)"
    case .orders(let orders):
      guard let order = orders.first,
        let edge = OrderRules.edge(from: order.status, to: status)
      else { return "" }
      return edge.words
    }
  }

  /// How many of the orders will take the step; nothing for one order, whose form says it all.
  func previewLines(of form: StatusForm) -> [Span] {
    guard let move = form.move, form.targets.count > 1 else { return [] }
    let (possible, refusal) = preview(of: move, on: form.targets)
    let total = CountText.grouped(form.targets.count)
    let status = move.status.rawValue
    let counts = "\(CountText.grouped(possible)) of \(total) will be \(status)"
    return wrapped(counts, .bright) + (refusal.map { wrapped("Not \($0)", .warning) } ?? [])
  }
}

extension StatusEdge {
  /// What kind of step it is, and what it needs.
  fileprivate var words: String {
    let kind =
      switch self.kind {
      case .forward: "next step"
      case .skip: "skips \(passing.map(\.rawValue).joined(separator: ", "))"
      case .cancel: "final"
      case .back: "back"
      }
    switch reason {
    case .always: return "\(kind), with reason"
    case .unlessTracked: return "\(kind); needs carrier and tracking number, or a reason"
    case .never, .unlessPayable, .unlessCarrierSaid: return kind
    }
  }
}
