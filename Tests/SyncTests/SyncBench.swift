import Commerce
import Desk
import Foundation
import Host
import SQLiteKit
import Store
import Sync
import TestSupport

/// A store and a feed of a test's own.
struct SyncBench {
  let folder: TemporaryFolder
  let store: Store
  let runner: SyncRunner

  init() throws {
    folder = try TemporaryFolder("sync")
    store = try Store(at: folder.path("orders.db"))
    runner = SyncRunner(store: store)
  }

  /// Writes the lines as a feed and takes it in.
  @discardableResult
  func sync(
    _ lines: [String],
    name: String = "feed.ndjson",
    options: SyncOptions = SyncOptions()
  ) throws -> SyncReport {
    try sync(Data((lines.joined(separator: "\n") + "\n").utf8), name: name, options: options)
  }

  @discardableResult
  func sync(
    _ bytes: Data,
    name: String = "feed.ndjson",
    options: SyncOptions = SyncOptions()
  ) throws -> SyncReport {
    try bytes.write(to: URL(fileURLWithPath: folder.path(name)))
    return try runner.run(.ndjson(path: folder.path(name)), options: options)
  }

  /// Mends these differences through the one door, as `sync repair` does.
  @discardableResult
  func repair(_ drifts: [SyncDrift], dryRun: Bool = false) throws -> Receipt {
    let desk = Desk(
      store: store,
      actor: Staff(id: StaffID("ana"), name: "Ana", role: .ops),
      osUser: "ana",
      via: "cli",
      clock: Clock().now,
      newID: { RandomSource().uuid() }
    )
    return try desk.perform(
      drifts.ordersToRepair.map { .repairFromSync($0) },
      options: PerformOptions(dryRun: dryRun)
    )
  }

  func dump() throws -> String { try StoreDump.text(of: store.database) }

  func count(_ rest: SQL) throws -> Int {
    try store.database.read { connection in
      try connection.integer("SELECT count(*) FROM \(sql: rest)") ?? 0
    }
  }

  func text(_ sql: SQL) throws -> String? {
    try store.database.read { connection in try connection.text(sql) }
  }

  func integer(_ sql: SQL) throws -> Int? {
    try store.database.read { connection in try connection.integer(sql) }
  }

  func execute(_ sql: SQL) throws {
    try store.database.write { connection in try connection.run(sql) }
  }
}
