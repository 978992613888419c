import Screen

/// The columns of the orders list for one width.
///
/// They depend on nothing else, so nothing moves when a row changes. What has no room in a row is
/// said in the second line where there is one.
struct OrderColumns: Equatable, Sendable {
  var number = 16
  var badge = 4
  var customer = 0
  var total = 12
  /// 0 where it has no column.
  var status = 10
  var payment = 9
  var age = 6
  var gap = 2

  /// Marks and the blank behind them, right of the selection bar.
  static let gutter = 3

  init(width: Int, isOneLine: Bool) {
    let room = width - Self.gutter
    // A second line can say what has no column, so a name may have more of the first.
    let wanted = isOneLine ? 10 : 13
    for step in Step.allCases where room - taken < wanted { give(up: step) }
    // One line has nowhere else to put the name.
    if isOneLine, room - taken < 6 { age = 0 }
    customer = max(0, room - taken)
  }

  /// What gives way in a narrow pane, first to last.
  private enum Step: CaseIterable {
    case payment, gaps, total, status
  }

  private mutating func give(up step: Step) {
    switch step {
    case .payment: payment = 0
    case .gaps:
      gap = 1
      number = 15
    case .status: status = 0
    case .total: total = 10
    }
  }

  /// True where the second line names the customer.
  var hidesCustomer: Bool { customer < 6 }

  private var taken: Int {
    [number, badge, total, status, payment, age].reduce(0) { $0 + ($1 > 0 ? $1 + gap : 0) }
  }
}
