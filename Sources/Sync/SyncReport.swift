package import Commerce

/// A record that was not taken in, named for the person who can mend it.
package struct SyncProblem: Equatable, Sendable {
  /// The line, counted from 1; nil for a row of a database.
  package var line: Int?
  package var byteOffset: Int64?
  /// The id of a database's row.
  package var rowID: String?
  /// The field and what it should be; no word of the record itself.
  package var sentence: String

  package init(line: Int?, byteOffset: Int64?, rowID: String?, sentence: String) {
    self.line = line
    self.byteOffset = byteOffset
    self.rowID = rowID
    self.sentence = sentence
  }
}

/// How far a run is.
package struct SyncProgress: Equatable, Sendable {
  package var counts: SyncCounts
  /// Bytes read of the feed, or rows of the database.
  package var done: Int64
  /// What there is of them in all; nil where that cannot be known.
  package var total: Int64?
}

/// What a watched source brought at once.
package struct SyncBatch: Equatable, Sendable {
  package var counts: SyncCounts
  /// Those of this batch, as far as the run keeps them.
  package var problems: [SyncProblem]
}

/// What one run did.
package struct SyncReport: Equatable, Sendable {
  package var sourceID: String
  package var counts = SyncCounts()
  /// The first problems, in the order of the feed; `counts.quarantined` has their number.
  package var problems: [SyncProblem] = []
  /// The last line, when it is not whole yet: it is taken by the next run.
  package var cutOff: SyncProblem?
  package var wasCancelled = false
  /// How many lines an earlier run had taken already.
  package var skippedLines = 0
  package var milliseconds: Int64 = 0

  package init(sourceID: String) {
    self.sourceID = sourceID
  }
}
