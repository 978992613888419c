import Commerce
import Host
import SQLiteKit
import Store

/// The files of the made-up shop, each known by its name.
struct DemoFolder {
  let path: String

  init(_ path: String) {
    self.path = path
  }

  private static let feedName = "demo-feed.ndjson"

  var storePath: String { "\(path)/demo.db" }
  var feedPath: String { "\(path)/\(Self.feedName)" }

  /// What `orderdeck` calls a real store.
  private var realStorePath: String { "\(path)/orders.db" }

  func make() throws {
    try Folders.make(path)
    guard !SmallFile.exists(realStorePath) else {
      throw DemoShopError.folderOfRealStore(realStorePath)
    }
  }

  /// Opens or makes the store; refuses one that somebody else filled.
  func openStore() throws -> Store {
    let store = try Store(at: storePath, label: "orderdeck demo")
    guard try isOurs(store) else { throw DemoShopError.notTheDemo(storePath) }
    return store
  }

  /// Removes the demo's store and its feed; a file of another name stays whatever it is.
  func clear() throws {
    if SmallFile.exists(storePath) {
      try checkStore()
      for suffix in ["", "-wal", "-shm", "-journal", ".lock"] {
        try SmallFile.remove(storePath + suffix)
      }
    }
    try SmallFile.remove(feedPath)
  }

  /// Looks into the store with connections that are closed again before anything is removed.
  private func checkStore() throws {
    _ = try openStore()
    let options = Database.Options(
      applicationID: Store.applicationID,
      busyTimeout: .milliseconds(200),
      label: "orderdeck demo",
      kind: "an orderdeck store",
      trustsSchema: true
    )
    // Removed under a console that has it open, the log would be mixed up with the new one.
    guard try !Database(at: storePath, options: options).isOpenElsewhere() else {
      throw DemoShopError.inUse(storePath)
    }
  }

  /// Whether the whole feed has been taken in.
  func isFilled(_ store: Store) throws -> Bool {
    try source(of: store)?.lastSuccessAt != nil
  }

  /// A store without any order is nobody's yet.
  private func isOurs(_ store: Store) throws -> Bool {
    if try source(of: store) != nil { return true }
    let overview = try store.syncOverview(limit: 1)
    return try overview.sources.isEmpty && overview.chatOrders == 0
      && store.statusCounts().total == 0
  }

  /// The demo's feed in the ledger of sync, which only this folder's store has.
  private func source(of store: Store) throws -> SyncSourceStatus? {
    try store.syncOverview(limit: 1).sources.first { $0.location.hasSuffix("/\(Self.feedName)") }
  }
}
