/// The stated limits of what a feed may hold; what is beyond them is quarantined, never cut.
package enum SyncLimits {
  /// The longest line that is read as a record: 1 MiB.
  ///
  /// Of a longer one, this much is kept.
  package static let lineBytes = 1 << 20
  /// A page ends after this many bytes of lines, so that memory stays bounded.
  static let pageBytes = 1 << 20
  /// Records of the first page; later the running time decides how many are taken.
  static let pageRecords = 250
  /// Records of one transaction, at most.
  static let mostPageRecords = 500
  /// Fewer records are not worth a transaction, however slow the disk.
  static let leastPageRecords = 25
  /// A transaction should take about this long, so that a console never waits for 50 ms.
  static let longestTurn = Duration.milliseconds(25)
  /// The same while a console writes: on a busy machine one takes a multiple of it now and then.
  static let awaitedTurn = Duration.milliseconds(15)
  /// The share of its time after which a transaction begins nothing more.
  static let fullTurn = 0.6
  /// Records of orders known before that are written before the clock is looked at: what one
  /// costs depends on its past.
  static let retoldRecords = 25
  /// How long after somebody has waited a console counts as writing.
  static let courtesyMilliseconds: Int64 = 2_000
  /// What others get between two transactions, at least.
  static let breathMilliseconds: Int64 = 2

  /// While nothing new comes, a watch tells the ledger this often that it still follows its source.
  static let millisecondsBetweenNotes: Int64 = 60_000

  /// Characters of an order number.
  static let orderNumberCharacters = 20
  /// Bytes of a session, checkout or payment id.
  static let identifierBytes = 500
  /// Bytes of a word such as a status or a currency method.
  static let wordBytes = 500
  /// Items of one order.
  static let itemCount = 10_000
  /// Bytes of the fields that we do not know, as JSON; more are counted and left out.
  static let unknownFieldBytes = 1 << 16
  /// Characters of either side that a conflict keeps.
  static let conflictCharacters = 500
  /// Problems that a report names one by one; the rest is counted.
  static let reportedProblems = 1_000
}
