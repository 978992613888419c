import Commerce
import Synchronization

/// The one order whose contact data this console shows whole, because its person asked for it.
final class ShownContact: Sendable {
  private let order = Mutex<OrderID?>(nil)

  func reveal(_ id: OrderID?) { order.withLock { $0 = id } }

  /// True when another order is shown from now on, so that what was shown is cut again.
  func leave(for id: OrderID) -> Bool {
    order.withLock { shown in
      guard shown != nil, shown != id else { return false }
      shown = nil
      return true
    }
  }

  func reader(of id: OrderID, _ workplace: Workplace) -> ContactReader {
    .staff(workplace.staff.id, isRevealed: order.withLock { $0 == id })
  }
}
