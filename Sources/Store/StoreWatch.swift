package import SQLiteKit

extension Store {
  /// Calls back soon after each commit that another connection or process makes.
  package func watch(_ onChange: @escaping @Sendable () -> Void) throws -> ChangeWatcher {
    try ChangeWatcher(watching: path, ignoring: database, onChange: onChange)
  }

  /// A connection to ask for the `dataVersion` alone: it counts the commits of all others, those of
  /// this store's own connections among them, and never waits.
  package func versionReader() throws -> Database {
    try Database(
      at: path,
      options: .init(readOnly: true, busyTimeout: .zero, cacheKibibytes: nil)
    )
  }
}
