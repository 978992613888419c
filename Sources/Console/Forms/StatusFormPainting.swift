import Commerce
import Screen
import Widgets

extension Model {
  func paint(_ form: StatusForm, on canvas: inout Canvas) {
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
      canvas.write(what(status, form), at: rest.origin, role: .dim, width: rest.width)
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

  func frame(of form: StatusForm) -> DialogFrame {
    DialogFrame(title: "Status of \(form.targets.subject)", hints: hints(of: .status(form)))
  }

  /// What kind of step it is, or how many of the marked orders can take it.
  private func what(_ status: OrderStatus, _ form: StatusForm) -> String {
    switch form.targets {
    case .matching: return ""
    case .orders(let orders) where orders.count > 1:
      let possible = preview(of: move(to: status, of: form), on: orders).possible
      return "\(possible) of \(orders.count)"
    case .orders(let orders):
      guard let order = orders.first,
        let edge = OrderRules.edge(from: order.status, to: status)
      else { return "" }
      return edge.words
    }
  }

  /// What becomes of several orders; of one the list says it all.
  func previewLines(of form: StatusForm) -> [Span] {
    if !form.problem.isEmpty { return wrapped(form.problem, .warning) }
    guard let chosen = form.chosen, form.targets.count > 1 else { return [] }
    switch form.targets {
    case .matching(_, let count):
      let words = "\(CountText.grouped(count)) orders are asked; each that cannot is named then"
      return wrapped(words, .dim)
    case .orders(let orders):
      let move = move(to: chosen, of: form)
      let preview = preview(of: move, on: orders)
      let refusal = preview.refusal.map { wrapped("Not \($0)", .warning) } ?? []
      return wrapped(preview.words(move), .bright) + refusal
    }
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
