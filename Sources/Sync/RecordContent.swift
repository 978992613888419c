/// What one line of a feed, or one row of a database, turned out to be.
enum RecordContent {
  case blank
  case record(FeedRecord)
  case problem(FeedProblem)
}

/// One line or row with its place, ready to be written or set aside.
struct PageItem {
  /// Counted from 1; nil for a row of a database.
  let line: Int?
  let byteOffset: Int64?
  let rowID: String?
  let content: RecordContent
  /// What goes to quarantine if it comes to that.
  let bytes: ArraySlice<UInt8>
}

extension PageItem {
  init(_ raw: RawLine) {
    line = raw.number
    byteOffset = raw.offset
    rowID = nil
    content = Self.content(of: raw)
    bytes = raw.bytes
  }

  private static func content(of raw: RawLine) -> RecordContent {
    if let overlong = raw.overlong {
      let reason =
        "the line has \(overlong.length) bytes, more than \(SyncLimits.lineBytes); "
        + "its start is kept (SHA-256 of the whole: \(overlong.digest))"
      return .problem(FeedProblem(field: nil, reason: reason))
    }
    guard !raw.isBlank else { return .blank }
    do {
      return .record(try FeedRecord(line: raw.bytes))
    } catch {
      return .problem(error)
    }
  }
}
