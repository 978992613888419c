package import Commerce
import Host
package import Store
import SQLiteKit
import Sync

/// The made-up shop in a folder of its own, apart from any real store.
package enum DemoShop {
  package static let name = "Hazelwick Lamps & Home"
  package static let businessType = "ecommerce"

  /// Opens the made-up shop in `folder`, and fills it by sync when it is new.
  ///
  /// `fresh` starts over: it removes the demo's own files, by name, and nothing else. `osUser` is
  /// made known first, so that the person at the console may do everything; then the colleagues
  /// follow. Throws ``DemoShopError``, `HostError`, or what opening a store and syncing throw.
  package static func prepare(
    at folder: String,
    fresh: Bool = false,
    now: Instant,
    osUser: String? = nil
  ) throws -> Store {
    let place = DemoFolder(folder)
    try place.make()
    if fresh { try place.clear() }
    let store = try place.openStore()
    if let osUser { _ = try store.identify(osUser: osUser, now: now) }
    guard try !place.isFilled(store) else { return store }
    try addColleagues(to: store, now: now)
    // A feed that is there was begun earlier: going on with it repeats nothing.
    if !SmallFile.exists(place.feedPath) {
      try SmallFile.write(Array(DemoFeed(now: now).text().utf8), to: place.feedPath)
    }
    let options = SyncOptions(pageSize: 1_000)
    _ = try SyncRunner(store: store).run(.ndjson(path: place.feedPath), options: options)
    return store
  }

  /// The store that ``prepare(at:fresh:now:osUser:)`` makes in that folder.
  package static func storePath(in folder: String) -> String {
    DemoFolder(folder).storePath
  }

  private static func addColleagues(to store: Store, now: Instant) throws {
    let known = Set(try store.staff().map(\.id))
    let roles: [StaffRole] = [.ops, .agent, .agent]
    let colleagues = zip(ChatTelling.agents, roles).map { name, role in
      Staff(id: StaffID(name.lowercased()), name: name, role: role, availability: .away)
    }
    let missing = colleagues.filter { !known.contains($0.id) }
    try store.database.write { connection in
      for person in missing { try StaffTable.insert(person, at: now, on: connection) }
    }
  }
}

/// Why the made-up shop will not be opened there.
package enum DemoShopError: Error, Equatable, Sendable {
  /// The folder is that of a real store.
  case folderOfRealStore(String)
  /// The file has the demo's name, but holds orders that the demo did not make.
  case notTheDemo(String)
  /// The demo made it, but this program cannot read it.
  case unreadable(String, reason: String)
  /// Another console has the made-up shop open, so it cannot start over.
  case inUse(String)
}

extension DemoShopError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .folderOfRealStore(let path):
      "\(path) is a real store; the demo needs a folder of its own"
    case .notTheDemo(let path):
      "\(path) was not made by the demo and is left as it is; move it away and try again"
    case .unreadable(let path, let reason):
      "\(path) \(reason); `orderdeck demo --fresh` starts the made-up shop over"
    case .inUse(let path):
      "\(path) is open in another console; leave that one, then start over"
    }
  }
}
