import Commerce
import ConsoleRuntime
import JSON
import SQLiteKit
import Store

/// What somebody does at a console now, as a command prints it.
struct SeenPresence {
  private let presence: StaffPresence
  /// Nil for a console at no order, and for an order that has gone.
  private let orderNumber: String?

  init(_ presence: StaffPresence, in store: Store) throws {
    self.presence = presence
    orderNumber = try presence.place.flatMap { try store.orderNumber(of: $0.order) }
  }

  var words: String {
    guard let activity = presence.place?.activity, let orderNumber else { return "at a console" }
    return "\(activity.rawValue) \(orderNumber)"
  }

  var form: JSONValue {
    [
      "activity": .optional(orderNumber == nil ? nil : presence.place?.activity.rawValue),
      "order_number": .optional(orderNumber), "since": .string(presence.since.rfc3339),
    ]
  }
}

extension Session {
  /// Who has a console open, and where they are.
  func presence() throws -> [StaffID: SeenPresence] {
    let store = try store()
    let board: PresenceBoard
    do {
      board = try PresenceBoard(of: store, isReadOnly: true)
    } catch StoreOpenError.missing {
      return [:]
    }
    let attendance = Attendance(now: now)
    let running = try board.entries().filter(attendance.isThere).map(\.presence)
    return try Dictionary(
      running.people.map { ($0.staff, try SeenPresence($0, in: store)) },
      uniquingKeysWith: { first, _ in first }
    )
  }
}
