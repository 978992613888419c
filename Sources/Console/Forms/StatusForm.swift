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
    list.resize(visibleRows: OrderStatus.allCases.count)
    list.setCount(options.count)
    if let row = options.firstIndex(where: { $0 == status }) { list.select(row) }
  }

  var chosen: OrderStatus? { list.selected.map { options[$0] } }

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

  private func text(_ field: Field) -> String? {
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
