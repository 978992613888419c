import Host

/// Why a run could not begin or go on; what it had done before is kept.
package enum SyncError: Error, Equatable, Sendable {
  case notUTF8(encoding: String)
  /// The source is the store itself, which must not be opened a second way.
  case isTheStore(path: String)
  case noChatOrders(path: String)
  /// The table lacks columns that must be given.
  case missingColumns(path: String, [String])
  case cannotWatch(String)
  case noSuchSource(String)

  package var sentence: String {
    switch self {
    case .notUTF8(let encoding):
      "the feed is \(encoding), not UTF-8; convert it and sync again"
    case .isTheStore(let path):
      "\(path) is the store itself; name the file of the source"
    case .noChatOrders(let path):
      "\(path) has no table chat_orders; name the database of the chat checkout"
    case .missingColumns(let path, let columns):
      "chat_orders of \(path) lacks \(columns.joined(separator: ", "))"
    case .cannotWatch(let source): "\(source) cannot be watched; name a file or a database"
    case .noSuchSource(let text):
      "`\(text)` is no source; name a .ndjson file, - or sqlite:PATH"
    }
  }
}

extension SyncError: CustomStringConvertible {
  package var description: String { sentence }
}
