/// How a run is made.
package struct SyncOptions {
  /// Reads the source from its start, whatever earlier runs have taken.
  package var isFull: Bool
  /// Records of a transaction; nil lets the running time decide.
  package var pageSize: Int?
  /// Told after each page; what it throws ends the run, and all pages before stay.
  package var progress: (SyncProgress) throws -> Void
  /// Told what came since it was last told, each time a watched source is read to its end; not
  /// called where nothing changed.
  package var batch: (SyncBatch) throws -> Void
  /// Asked between pages and while waiting.
  package var isCancelled: () -> Bool
  /// Between two looks at a watched source; not below 250.
  package var pollMilliseconds: Int

  package init(
    isFull: Bool = false,
    pageSize: Int? = nil,
    progress: @escaping (SyncProgress) throws -> Void = { _ in },
    batch: @escaping (SyncBatch) throws -> Void = { _ in },
    isCancelled: @escaping () -> Bool = { false },
    pollMilliseconds: Int = 250
  ) {
    self.isFull = isFull
    self.pageSize = pageSize
    self.progress = progress
    self.batch = batch
    self.isCancelled = isCancelled
    self.pollMilliseconds = max(250, pollMilliseconds)
  }
}
