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
    do {
      let store = try Store(at: storePath, label: "orderdeck demo")
      guard try isOurs(store) else { throw DemoShopError.notTheDemo(storePath) }
      return store
    } catch {
      guard let reason = Self.reasonNotToRead(error), hasMark else { throw error }
      throw DemoShopError.unreadable(storePath, reason: reason)
    }
  }

  /// Only the demo lays its feed beside a store of this name.
  private var hasMark: Bool { SmallFile.exists(feedPath) }

  /// Why the store can be of no use to this program; nil where trying again or a right might help.
  private static func reasonNotToRead(_ error: any Error) -> String? {
    switch error {
    case StoreError.foreignSchema: "was altered by another program"
    case is StoreError: "was made by another build of orderdeck"
    case StoreOpenError.newerThanProgram: "was made by a newer version of orderdeck"
    case StoreOpenError.corrupt, StoreOpenError.notADatabase: "is damaged"
    case let error as SQLiteError where error.isCorrupt: "is damaged"
    default: nil
    }
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
  ///
  /// A store of the demo that cannot be read is the demo's all the same.
  private func checkStore() throws {
    do {
      _ = try openStore()
    } catch DemoShopError.unreadable {
      return try checkUse(mayBeDamaged: true)
    }
    try checkUse(mayBeDamaged: false)
  }

  private func checkUse(mayBeDamaged: Bool) throws {
    let options = Database.Options(
      applicationID: Store.applicationID,
      busyTimeout: .milliseconds(200),
      label: "orderdeck demo",
      kind: "an orderdeck store",
      trustsSchema: true
    )
    // Removed under a console that has it open, the log would be mixed up with the new one.
    do {
      guard try !Database(at: storePath, options: options).isOpenElsewhere() else {
        throw DemoShopError.inUse(storePath)
      }
    } catch {
      // What is no database any more is open in no console.
      guard mayBeDamaged, Self.reasonNotToRead(error) != nil else { throw error }
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
