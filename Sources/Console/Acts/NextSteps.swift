import Commerce

/// What the next steps of several orders come to, asked before they are taken.
struct NextSteps: Equatable, Sendable {
  let orders: [OrderSummary]
  /// The orders that can go on without anything more, with where they go.
  var steps: [Step] = []
  /// The others by why they cannot, in the order in which they were met: `3 unpaid`.
  private(set) var others: [(word: String, count: Int)] = []

  struct Step: Equatable, Sendable {
    var order: OrderID
    var status: OrderStatus
  }

  mutating func addOther(_ word: String) {
    if let place = others.firstIndex(where: { $0.word == word }) {
      others[place].count += 1
    } else {
      others.append((word, 1))
    }
  }

  /// `30 will be processing, 8 will be packaged, 4 cannot: 3 unpaid, 1 cancelled`.
  var words: String {
    let coming = OrderStatus.allCases.compactMap { status -> String? in
      let count = steps.count { $0.status == status }
      return count == 0 ? nil : "\(CountText.grouped(count)) will be \(status.rawValue)"
    }
    guard !others.isEmpty else { return coming.joined(separator: ", ") }
    let list = others.map { "\(CountText.grouped($0.count)) \($0.word)" }.joined(separator: ", ")
    let count = CountText.grouped(others.reduce(0) { $0 + $1.count })
    let cannot = "\(count) cannot: \(list)"
    return (coming + [cannot]).joined(separator: ", ")
  }

  static func == (left: NextSteps, right: NextSteps) -> Bool {
    left.orders == right.orders && left.steps == right.steps && left.words == right.words
  }
}

extension Model {
  /// Each marked order takes its own next step, after it was seen what that comes to.
  mutating func askForSteps(of targets: [OrderSummary]) -> [Effect] {
    if let reason = bulkRefusal(targets.count) { return refuse(reason) }
    let steps = nextSteps(of: targets)
    guard !steps.steps.isEmpty else { return refuse("none can go a step on: \(steps.words)") }
    overlay = .steps(steps)
    return []
  }

  private func nextSteps(of orders: [OrderSummary]) -> NextSteps {
    var steps = NextSteps(orders: orders)
    for order in orders {
      guard let next = OrderRules.nextStatus(after: order.status) else {
        steps.addOther(order.status.rawValue)
        continue
      }
      switch decision(on: order, .set(next, reason: nil)) {
      case .success: steps.steps.append(NextSteps.Step(order: order.id, status: next))
      case .failure(let refusal): steps.addOther(lack(of: order, next, refusal))
      }
    }
    return steps
  }

  /// Why one of many cannot go on by itself, in few words.
  private func lack(
    of order: OrderSummary,
    _ next: OrderStatus,
    _ refusal: StatusRefusal
  ) -> String {
    let command: Command? =
      switch (next, refusal.need) {
      case (.shipped, .some): .ship
      case (.delivered, .some): .markDelivered
      default: nil
      }
    if let command {
      let does = next == .shipped ? "ships it" : "delivers it"
      let key = keys.keyName(of: command).map { " (\($0) \(does))" } ?? ""
      return order.status.rawValue + key
    }
    return refusal.need == nil ? order.status.rawValue : order.payment.clearWord
  }

  func stepLines(of steps: NextSteps) -> [String] { [steps.words] }

  mutating func acceptSteps() -> [Effect] {
    guard case .steps(let steps) = overlay else { return [] }
    overlay = nil
    let operations = steps.steps.map {
      StatusMove.set($0.status, reason: nil).operation(on: $0.order)
    }
    let count = CountText.of(operations.count, "order")
    return perform(Act(.operations(operations), title: "next step of \(count)"), as: .status)
  }
}
