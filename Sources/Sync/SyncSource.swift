import Host
package import Store

/// Where records come from.
package enum SyncSource: Equatable, Sendable {
  case ndjson(path: String)
  case standardInput
  /// A database with a table `chat_orders`, as a bot fills it.
  case sqlite(path: String)

  /// Reads `-`, `sqlite:PATH` or the path of a feed, as typed.
  package init(_ text: String) throws(SyncError) {
    if text == "-" {
      self = .standardInput
    } else if text.hasPrefix("sqlite:"), text.utf8.count > 7 {
      self = .sqlite(path: String(text.dropFirst(7)))
    } else if !text.isEmpty, text != "sqlite:", !text.contains("://") {
      self = .ndjson(path: text)
    } else {
      throw .noSuchSource(text)
    }
  }

  /// The row of the ledger: a path is kept from the root, so one file is one source.
  package var row: SyncSourceRow {
    switch self {
    case .ndjson(let path):
      let path = FeedFile.resolved(path)
      return SyncSourceRow(id: "ndjson:" + path, kind: .ndjson, location: path)
    case .standardInput: return SyncSourceRow(id: "-", kind: .stdin, location: "-")
    case .sqlite(let path):
      let path = FeedFile.resolved(path)
      return SyncSourceRow(id: "sqlite:" + path, kind: .sqlite, location: path)
    }
  }

  /// Refuses the store itself, found by asking for its identity and without opening it: one stray
  /// open and close would break SQLite's locks on it.
  func refuse(store: String) throws(SyncError) {
    let path: String
    switch self {
    case .standardInput: return
    case .ndjson(let given), .sqlite(let given): path = given
    }
    guard let identity = FileIdentity.of(path) else { return }
    for name in [store, store + "-wal", store + "-shm", store + "-journal"]
    where FileIdentity.of(name) == identity {
      throw .isTheStore(path: path)
    }
  }
}
