import SQLiteKit
package import Store
import Synchronization

/// The version of the store, asked without a query and without waiting for anybody.
package final class StoreVersion: Sendable {
  private let store: Store
  private let reader = Mutex<Database?>(nil)

  package init(of store: Store) { self.store = store }

  /// Nil when it cannot be known now, such as during a restore; opened again at the next turn.
  package var current: Int? {
    reader.withLock { reader in
      do {
        let database = try reader ?? store.versionReader()
        reader = database
        return try database.dataVersion()
      } catch {
        reader = nil
        return nil
      }
    }
  }
}
