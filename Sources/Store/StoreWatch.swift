package import SQLiteKit

extension Store {
  /// Calls back soon after each commit that another connection or process makes.
  package func watch(_ onChange: @escaping @Sendable () -> Void) throws -> ChangeWatcher {
    try ChangeWatcher(watching: path, ignoring: database, onChange: onChange)
  }
}
