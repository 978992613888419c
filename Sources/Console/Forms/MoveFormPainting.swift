import Commerce
import Screen
import Widgets

/// Where the parts of the form stand; painting and the mouse both take them from here.
struct MoveFormLayout: Equatable, Sendable {
  var area: Rect
  var problem = Rect.nowhere
  var fields = Rect.nowhere
  var usualWords = Rect.nowhere
  var preview = Rect.nowhere
}

extension Model {
  func layout(of form: MoveForm) -> MoveFormLayout {
    let problem = problemLines(of: form).count
    let fields = moveFields(form).height
    let preview = previewLines(of: form).count
    let end = preview == 0 ? 0 : preview + 1
    let words = form.mostUsualWords
    var layout = MoveFormLayout(area: self.form(height: problem + fields + words + end))
    var inside = frame(of: form).inside(layout.area)
    layout.problem = inside.takeTop(problem)
    layout.fields = inside.takeTop(fields)
    layout.usualWords = inside.takeTop(min(words, max(0, inside.height - end)))
      .inset(horizontal: 1)
    _ = inside.takeTop(1)
    layout.preview = inside
    return layout
  }

  func paint(_ form: MoveForm, on canvas: inout Canvas) -> Place? {
    let layout = layout(of: form)
    _ = frame(of: form).paint(in: layout.area, on: &canvas)
    paint(problemLines(of: form), in: layout.problem, on: &canvas)
    let cursor = moveFields(form).paint(in: layout.fields, on: &canvas)
    let picked = form.picked
    for (row, words) in form.usualWords.enumerated() where row < layout.usualWords.height {
      let line = layout.usualWords.line(row)
      let mark = row == picked ? glyphs.dot : glyphs.ring
      let spans = [Span("\(mark) ", .dim), Span(words, row == picked ? .accent : .text)]
      canvas.write(spans, at: line.origin, width: line.width)
    }
    paint(previewLines(of: form), in: layout.preview, on: &canvas)
    return cursor
  }

  /// Writes lines one below the other, as many as there is room for.
  func paint(_ lines: [Span], in area: Rect, on canvas: inout Canvas) {
    for (index, line) in lines.enumerated() where index < area.height {
      canvas.write([line], at: area.line(index).origin, width: area.width)
    }
  }

  func wrapped(_ text: String, _ role: Role) -> [Span] {
    let width = max(2, formArea.width - 4)
    return TextWrap.lines(of: text, width: width, glyphs: glyphs).prefix(4).map {
      Span(text.bytes($0.range), role)
    }
  }

  func moveFields(_ form: MoveForm) -> FormFields {
    let lacks = lacks(of: form)
    return FormFields(
      form.fields.indices.map { index in
        let lack = form.cursor.words(lacks[index], at: index)
        return FormFields.Field(
          form.fields[index].label,
          buffer: form.values[index],
          placeholder: form.fields[index].placeholder,
          problem: form.fields[index].hasLineBelow ? lack : lack.trimmedBlank,
          isQuiet: !form.cursor.isSeen(index)
        )
      },
      focused: form.focused
    )
  }

  private func problemLines(of form: MoveForm) -> [Span] {
    form.problem.isEmpty ? [] : wrapped(form.problem, .warning) + [Span("", .text)]
  }

  func frame(of form: MoveForm) -> DialogFrame {
    DialogFrame(
      title: form.title,
      hints: hints(of: .move(form)),
      isDangerous: form.kind == .cancel
    )
  }

  /// What it will come to: how many of the orders, what stays to send, who pays back.
  func previewLines(of form: MoveForm) -> [Span] {
    var lines: [Span] = []
    if form.request != nil { return wrapped("Reading the orders\(glyphs.ellipsis)", .dim) }
    if form.targets.count > 1 {
      let preview = preview(of: form.move, on: form.orders)
      lines += wrapped(preview.words(form.move), .bright)
    }
    switch form.kind {
    case .ship: lines += contentsLines(of: form)
    case .cancel where form.holdsMoney: lines += wrapped(Self.refundWords, .dim)
    case .back: lines += backLines(of: form)
    case .cancel, .set: break
    }
    return lines
  }

  private static let refundWords =
    "A refund of what was paid is requested with it, unless you say why not. Somebody "
    + "has to approve it."

  private func contentsLines(of form: MoveForm) -> [Span] {
    guard form.targets.count == 1 else {
      return wrapped("Each goes out as one parcel with all that is left to ship.", .dim)
    }
    guard form.hasQuantities, let packed = form.packed, let left = form.left else {
      return form.hasQuantities ? [] : wrapped("The parcel has all that is left to ship.", .dim)
    }
    let rest = left.compactMap { item -> ParcelItem? in
      var item = item
      item.quantity -= packed.first { $0.sku == item.sku }?.quantity ?? 0
      return item.quantity > 0 ? item : nil
    }
    if rest.isEmpty { return wrapped("Nothing is left to send after this parcel.", .dim) }
    return wrapped("Still to send after this parcel: \(ParcelItem.words(rest))", .bright)
  }

  private func backLines(of form: MoveForm) -> [Span] {
    var lines: [Span] = []
    if let order = form.targets.soleOrder, let status = form.move.status(from: order.status) {
      lines += wrapped("It will be \(status.rawValue) again.", .bright)
    }
    if form.orders.contains(where: { $0.status == .shipped }) {
      lines += wrapped("Parcels that were sent are called back.", .dim)
    }
    if staff.role < .admin {
      lines += wrapped("Ops go back from their own steps of the last 15 minutes only.", .dim)
    }
    return lines
  }
}

extension MoveForm {
  fileprivate var title: String {
    let subject = targets.subject
    return switch kind {
    case .ship:
      targets.soleOrder?.status == .shipped ? "Further parcel of \(subject)" : "Ship \(subject)"
    case .cancel: "Cancel \(subject)"
    case .back: "One step back: \(subject)"
    case .set(let status): "\(subject) to \(status.rawValue)"
    }
  }
}

extension MoveForm.Field {
  fileprivate var label: String {
    switch self {
    case .carrier: "Carrier"
    case .tracking: "Tracking"
    case .noTracking: "No number"
    case .quantity(let item): item.name
    case .reason: "Reason"
    case .noRefund: "No refund"
    }
  }

  fileprivate var placeholder: String {
    switch self {
    case .carrier: "such as DHL"
    case .tracking: "several with commas"
    case .noTracking: "why it has none"
    case .noRefund: "why none is due"
    case .quantity, .reason: ""
    }
  }

  /// Quantities stand close, and have a line below only where something is wrong.
  fileprivate var hasLineBelow: Bool {
    if case .quantity = self { false } else { true }
  }
}

extension String {
  fileprivate var trimmedBlank: String { self == " " ? "" : self }
}
