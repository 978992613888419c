import Host
import SQLiteKit
import Store

/// Reads a feed from where the last run ended to its end, and on while it is watched.
struct FeedPass {
  let run: SyncRun
  let path: String

  func read(_ file: consuming FeedFile) throws {
    var reader = try open(file)
    try readWholeLines(&reader)
    try run.tellBatch()
    while run.isWatching, !run.mustStop {
      Pause.milliseconds(run.options.pollMilliseconds)
      if try hasBeenReplaced(reader) { reader = try open(FeedFile(at: path)) }
      try readWholeLines(&reader)
      try run.tellBatch()
    }
  }

  // MARK: Where to begin

  private func open(_ file: consuming FeedFile) throws -> FeedLineReader {
    guard file.isSeekable, let cursor = try cursor(for: file) else {
      return try FeedLineReader(file)
    }
    run.skip(lines: cursor.line)
    return try FeedLineReader(file, from: cursor.offset, line: cursor.line)
  }

  /// The cursor of the last run, if this is still the file it speaks of.
  private func cursor(for file: borrowing FeedFile) throws -> FileCursor? {
    let id = run.source.id
    let kept = try run.store.database.read { connection in
      try SyncLedger.cursor(ofSource: id, on: connection)
    }
    guard let kept, !run.options.isFull else { return nil }
    if let cursor = FileCursor(kept), try isPlace(cursor, in: file) { return cursor }
    try run.store.database.write { connection in
      try SyncLedger.setCursor(nil, ofSource: id, on: connection)
    }
    return nil
  }

  private func isPlace(_ cursor: FileCursor, in file: borrowing FeedFile) throws -> Bool {
    guard cursor.file == FileCursor.name(of: file.identity), let size = file.size(),
      size >= cursor.offset
    else { return false }
    return try FileCursor.digest(of: file, before: cursor.offset) == cursor.digest
  }

  /// Whether the path now names another file, or this one became shorter.
  private func hasBeenReplaced(_ reader: borrowing FeedLineReader) throws -> Bool {
    guard let identity = FileIdentity.of(path) else { return false }
    return identity != reader.identity || (reader.size() ?? .max) < reader.offset
  }

  // MARK: Pages

  private func readWholeLines(_ reader: inout FeedLineReader) throws {
    while !run.mustStop {
      let items = try page(from: &reader)
      guard !items.isEmpty else { return try readUnfinished(&reader) }
      try write(items, reader)
    }
  }

  private func page(from reader: inout FeedLineReader) throws -> [PageItem] {
    var items: [PageItem] = []
    var bytes = 0
    while items.count < run.pageSize, bytes < SyncLimits.pageBytes {
      guard let line = try reader.next() else { break }
      bytes += line.bytes.count
      items.append(PageItem(line))
    }
    return items
  }

  /// The last line without a line end: taken when it is a whole record, else left for later.
  private func readUnfinished(_ reader: inout FeedLineReader) throws {
    run.setCutOff(nil)
    guard let line = reader.unfinished(), !line.isBlank else { return }
    let item = PageItem(line)
    let isWhole =
      switch item.content {
      case .blank, .record: true
      case .problem(let problem): !problem.isUnreadable && line.overlong == nil
      }
    // Nothing more can come through a pipe that has ended.
    guard isWhole || !reader.isSeekable else {
      return run.setCutOff(cutOff(line))
    }
    reader.takeUnfinished()
    try write([item], reader)
  }

  private func cutOff(_ line: RawLine) -> SyncProblem {
    SyncProblem(
      line: line.number,
      byteOffset: line.offset,
      rowID: nil,
      sentence: "the last line is cut off: it has no line end and is no whole record; "
        + "it is taken once it is whole"
    )
  }

  private func write(_ items: [PageItem], _ reader: borrowing FeedLineReader) throws {
    let cursor = try reader.cursor()
    let id = run.source.id
    try run.write(items, progress: (reader.offset, reader.size())) { connection in
      guard let cursor else { return }
      try SyncLedger.advance(
        source: id,
        to: cursor.text,
        offset: cursor.offset,
        file: cursor.file,
        on: connection
      )
    }
  }
}
