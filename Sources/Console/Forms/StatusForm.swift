import Commerce
import Widgets

/// Choosing a status for one order or for many; what it takes is asked by a ``MoveForm``.
struct StatusForm: Equatable, Sendable {
  let targets: ActTargets
  /// The statuses to choose from, the usual step first.
  let options: [OrderStatus]
  var list = ListState()
  /// Why the choice cannot be taken; one sentence.
  var problem = ""

  init(_ targets: ActTargets, options: [OrderStatus], preselecting status: OrderStatus?) {
    self.targets = targets
    self.options = options
    // The last row changes nothing, so that a jump to the end does no harm.
    list.resize(visibleRows: OrderStatus.allCases.count + 1)
    list.setCount(options.count + 1)
    if let row = options.firstIndex(where: { $0 == status }) { list.select(row) }
  }

  /// Nil on the row that leaves everything as it is.
  var chosen: OrderStatus? {
    list.selected.flatMap { options.indices.contains($0) ? options[$0] : nil }
  }

  /// The form that asks what a status takes.
  func kind(for status: OrderStatus) -> MoveForm.Kind {
    switch status {
    case .cancelled: return .cancel
    case .shipped where targets.soleOrder?.status != .delivered: return .ship
    case .pending, .confirmed, .processing, .packaged, .shipped, .delivered:
      guard let order = targets.soleOrder,
        OrderRules.edge(from: order.status, to: status)?.kind == .back
      else { return .set(status) }
      return .back
    }
  }
}
