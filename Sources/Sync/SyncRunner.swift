package import Host
package import Store
import SQLiteKit

/// Pulls records of a source into the store, page by page.
///
/// Each page is one transaction with its rows, quarantine, counts and cursor, so a crash repeats
/// at most one page, and repeating changes nothing. Two runs at once are safe.
package struct SyncRunner: Sendable {
  package let store: Store
  let clock: Clock

  package init(store: Store, clock: Clock = Clock()) {
    self.store = store
    self.clock = clock
  }

  /// Takes what the source has now.
  ///
  /// - Throws: ``SyncError``, `HostError`, `SQLiteError` or what `options.progress` throws; what
  ///   was taken before stays, and the ledger keeps the reason.
  @discardableResult
  package func run(
    _ source: SyncSource,
    options: SyncOptions = SyncOptions()
  ) throws -> SyncReport {
    try pull(source, options, isWatching: false)
  }

  /// Takes what the source has and then what it gets, until `options.isCancelled`.
  @discardableResult
  package func watch(
    _ source: SyncSource,
    options: SyncOptions = SyncOptions()
  ) throws -> SyncReport {
    guard source != .standardInput else { throw SyncError.cannotWatch("standard input") }
    return try pull(source, options, isWatching: true)
  }

  private func pull(
    _ source: SyncSource,
    _ options: SyncOptions,
    isWatching: Bool
  ) throws -> SyncReport {
    try source.refuse(store: store.path)
    switch source {
    case .ndjson(let path):
      let file = try FeedFile(at: path)
      let run = try SyncRun(self, source.row, options, isWatching: isWatching)
      return try read(file, path, run)
    case .standardInput:
      let run = try SyncRun(self, source.row, options, isWatching: false)
      return try read(FeedFile.standardInput(), "-", run)
    case .sqlite(let path):
      let database = try Database(
        at: path,
        options: Database.Options(readOnly: true, label: "orderdeck sync")
      )
      let run = try SyncRun(self, source.row, options, isWatching: isWatching)
      return try read(database, run)
    }
  }

  private func read(
    _ file: consuming FeedFile,
    _ path: String,
    _ run: SyncRun
  ) throws -> SyncReport {
    do {
      try FeedPass(run: run, path: path).read(file)
    } catch {
      run.fail(error)
      throw error
    }
    return try run.finish()
  }

  private func read(_ database: Database, _ run: SyncRun) throws -> SyncReport {
    do {
      try DatabasePass(run: run, database: database).read()
    } catch {
      run.fail(error)
      throw error
    }
    return try run.finish()
  }
}
