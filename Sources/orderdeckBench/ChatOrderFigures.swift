import Commerce
import Desk
import Host
import SQLiteKit
import Store
import Sync

/// Chat orders becoming orders: one by one as they are written, and all at once by repair.
struct ChatOrderFigures {
  let options: BenchOptions

  func figures() throws -> [Figure] {
    let snapshots = try MadeUpFeed(orders: options.repetitions(20_000, quick: 3_000)).lines
      .filter { $0.hasPrefix("{\"type\":\"chat_order\"") }
      .map { try FeedRecord(line: Array($0.utf8)[...]) }
      .compactMap { record -> ChatOrderSnapshot? in
        if case .chatOrder(let order) = record { order } else { nil }
      }
    return [try byTrigger(snapshots), try byRepair(snapshots)]
  }

  private func byTrigger(_ orders: [ChatOrderSnapshot]) throws -> Figure {
    let folder = try ScratchFolder(named: "trigger")
    let rows = orders.map { BareIntake.Row.chatOrder(BareIntake.values(of: $0)) }
    var turn = 0
    let times = try Interleaved.time(rounds: options.repetitions(5, quick: 2)) {
      turn += 1
      try put(orders, into: Store(at: folder.path("ours-\(turn).db")))
    } bare: {
      turn += 1
      let path = folder.path("bare-\(turn).db")
      _ = try Store(at: path)
      try BareIntake(into: path).write(rows)
    }
    return figure("chat orders to orders by trigger", orders.count, times)
  }

  private func put(_ orders: [ChatOrderSnapshot], into store: Store) throws {
    for start in stride(from: 0, to: orders.count, by: BareIntake.pageSize) {
      let page = orders[start..<min(orders.count, start + BareIntake.pageSize)]
      try store.database.write { connection in
        for order in page { try ChatOrderIntake.put([order], on: connection) }
      }
    }
  }

  /// Rows that were there before the trigger, as `verify` finds them and `repair` mends them.
  private func byRepair(_ orders: [ChatOrderSnapshot]) throws -> Figure {
    let folder = try ScratchFolder(named: "repair")
    var measured: (ours: [Double], bare: [Double]) = ([], [])
    for turn in 0..<options.repetitions(5, quick: 2) {
      let ours = try untouched(orders, at: folder.path("ours-\(turn).db"))
      measured.ours.append(
        try Stopwatch.time {
          let found = try SyncRunner(store: ours).verify().ordersToRepair
          let receipt = try desk(ours).perform(found.map { .repairFromSync($0) })
          guard receipt.changed.count == orders.count else {
            throw BareError("repair mended \(receipt.changed.count) of \(orders.count)")
          }
        }
      )
      let bare = try untouched(orders, at: folder.path("bare-\(turn).db"))
      measured.bare.append(try Stopwatch.time { try touchAll(orders.count, at: bare.path) })
    }
    let times = (Samples(measured.ours), Samples(measured.bare))
    return figure("chat orders to orders by batch (repair)", orders.count, times)
  }

  private func desk(_ store: Store) -> Desk {
    Desk(
      store: store,
      actor: Staff(id: StaffID("bench"), name: "Bench", role: .admin),
      osUser: "bench",
      via: "cli",
      clock: Clock().now,
      newID: { RandomSource().uuid() }
    )
  }

  /// A store whose payable chat orders are no orders yet.
  private func untouched(_ orders: [ChatOrderSnapshot], at path: String) throws -> Store {
    let store = try Store(at: path)
    let database = try BareDatabase(at: path)
    let trigger = try database.text(
      "SELECT sql FROM sqlite_schema WHERE name = 'sync_chat_order_trigger'"
    )
    try database.run("DROP TRIGGER sync_chat_order_trigger")
    try BareIntake(into: path).write(orders.map { .chatOrder(BareIntake.values(of: $0)) })
    try database.run(trigger)
    return store
  }

  private func touchAll(_ count: Int, at path: String) throws {
    let database = try BareDatabase(at: path)
    let touch = try database.prepare(
      """
      UPDATE chat_orders SET was_payable = was_payable
        WHERE rowid BETWEEN ?1 AND ?2 AND NOT EXISTS
          (SELECT 1 FROM orders WHERE orders.id = chat_orders.id)
      """
    )
    for first in stride(from: 1, through: count, by: BareIntake.pageSize) {
      try database.run("BEGIN IMMEDIATE")
      try touch.run([.integer(Int64(first)), .integer(Int64(first + BareIntake.pageSize - 1))])
      try database.run("COMMIT")
    }
  }

  private func figure(
    _ name: String,
    _ count: Int,
    _ times: (ours: Samples, bare: Samples)
  ) -> Figure {
    Figure(
      name: name,
      unit: .perSecond,
      ours: times.ours.rate(of: count),
      bare: times.bare.rate(of: count),
      target: .ratioAtLeast(0.8)
    )
  }
}
