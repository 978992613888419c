import Commerce
import Widgets

/// Choosing a status for one order or for many, and what that status needs.
struct StatusForm: Equatable, Sendable {
  enum Stage: Equatable, Sendable {
    case choosing
    /// Index of the field that is typed in.
    case filling(Int)
  }

  enum Field: Equatable, Sendable {
    case carrier, trackingNumber, reason

    var label: String {
      switch self {
      case .carrier: "Carrier"
      case .trackingNumber: "Tracking number"
      case .reason: "Reason"
      }
    }
  }

  let targets: ActTargets
  /// The statuses to choose from, the usual step first.
  let options: [OrderStatus]
  var list = ListState()
  var stage = Stage.choosing
  /// What the chosen status can need.
  var fields: [Field] = []
  var values: [EditBuffer] = []
  /// What is still missing; one sentence.
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

  /// Reasons to choose from for the status that is asked for.
  var usualReasons: [String] {
    guard fields.contains(.reason), let chosen else { return [] }
    let edges: [StatusEdge] =
      switch targets {
      case .orders(let orders):
        orders.compactMap { OrderRules.edge(from: $0.status, to: chosen) }
      case .matching: OrderRules.edges.filter { $0.to == chosen && $0.kind != .back }
      }
    return edges.first { $0.reason != .never }.map(OrderRules.usualReasons) ?? []
  }

  /// The usual reason that stands in its field.
  var pickedReason: Int? {
    text(.reason).flatMap { usualReasons.firstIndex(of: $0) }
  }

  /// Puts a usual reason into its field; nil empties it.
  mutating func pick(reason row: Int?) {
    guard let field = fields.firstIndex(of: .reason) else { return }
    values[field].replace(with: row.map { usualReasons[$0] } ?? "")
    stage = .filling(field)
  }

  /// Goes to the next usual reason or the one before; false where there is none, or where words
  /// of one's own would be lost.
  mutating func stepReason(by step: Int) -> Bool {
    guard case .filling(let field) = stage, fields[field] == .reason, !usualReasons.isEmpty else {
      return false
    }
    let picked = pickedReason
    guard picked != nil || values[field].isEmpty && step > 0 else { return false }
    let row = (picked ?? -1) + step.signum()
    pick(reason: row < 0 ? nil : min(row, usualReasons.count - 1))
    return true
  }

  /// The move as it is filled in; empty fields say nothing.
  var move: StatusMove? {
    guard let chosen else { return nil }
    var move = StatusMove(to: chosen)
    let carrier = text(.carrier)
    let number = text(.trackingNumber)
    if carrier != nil || number != nil {
      move.shipment = ShipmentNote(carrier: carrier, trackingNumber: number)
    }
    move.reason = text(.reason)
    return move
  }

  func text(_ field: Field) -> String? {
    guard let index = fields.firstIndex(of: field), !values[index].isEmpty else { return nil }
    return values[index].text
  }

  mutating func ask(for fields: [Field], because problem: String) {
    self.fields = fields
    values = fields.map { _ in EditBuffer() }
    stage = .filling(0)
    self.problem = problem
  }
}
