import Host
import Store

/// Cuts a feed into lines, in bounded memory, from any place of the file.
///
/// Only a newline ends a line, so what is still being written is never taken for whole.
struct FeedLineReader: ~Copyable {
  private let file: FeedFile
  /// Bytes from `offset` on; lines are slices of it, so it is replaced and never changed.
  private var buffer: [UInt8] = []
  private var start = 0
  /// How far the buffer has been searched for a line end.
  private var searched = 0
  private var overlong: OverlongLine?
  private(set) var offset: Int64
  private(set) var lineNumber: Int

  private static let chunkBytes = 1 << 17

  /// `line` is how many lines stand before `offset`.
  init(_ file: consuming FeedFile, from offset: Int64 = 0, line: Int = 0) throws {
    self.file = file
    self.offset = offset
    lineNumber = line
    if offset == 0 { try beginFile() }
  }

  var identity: FileIdentity { file.identity }
  var isSeekable: Bool { file.isSeekable }

  /// How long the feed is now; nil where that cannot be known.
  func size() -> Int64? { file.size() }

  /// The place up to which lines were taken; nil for what cannot be read a second time.
  func cursor() throws -> FileCursor? {
    guard file.isSeekable else { return nil }
    return FileCursor(
      file: FileCursor.name(of: file.identity),
      offset: offset,
      line: lineNumber,
      digest: try FileCursor.digest(of: file, before: offset)
    )
  }

  /// The next whole line; nil when there is none yet.
  mutating func next() throws -> RawLine? {
    while true {
      if let end = buffer[max(start, searched)...].firstIndex(of: UInt8(ascii: "\n")) {
        return take(upTo: end)
      }
      searched = buffer.count
      setAsideIfOverlong()
      guard try fill() else { return nil }
    }
  }

  /// What stands after the last line end: a line that is cut off or still being written.
  func unfinished() -> RawLine? {
    guard start < buffer.count || overlong != nil else { return nil }
    return line(upTo: buffer.count, next: position(buffer.count), overlong: overlong)
  }

  /// Counts the unfinished line as read, because it is a whole record all the same.
  mutating func takeUnfinished() {
    offset = position(buffer.count)
    start = buffer.count
    lineNumber += 1
    overlong = nil
  }

  private func position(_ place: Int) -> Int64 {
    offset + Int64(place - start) + (overlong?.length ?? 0)
  }

  private mutating func take(upTo end: Int) -> RawLine {
    let taken = line(upTo: end, next: position(end + 1), overlong: overlong)
    offset = taken.end
    start = end + 1
    searched = start
    lineNumber += 1
    overlong = nil
    return taken
  }

  private func line(upTo end: Int, next: Int64, overlong: OverlongLine?) -> RawLine {
    var bytes = buffer[start..<end]
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    let isTooLong = overlong != nil || bytes.count > SyncLimits.lineBytes
    guard isTooLong else {
      return RawLine(
        number: lineNumber + 1,
        offset: offset,
        end: next,
        bytes: bytes,
        overlong: nil
      )
    }
    var whole = overlong ?? OverlongLine()
    whole.add(bytes)
    return RawLine(
      number: lineNumber + 1,
      offset: offset,
      end: next,
      bytes: whole.kept[...],
      overlong: RawLine.Overlong(length: whole.length, digest: whole.digest)
    )
  }

  /// Keeps only the start and the digest of a line that has become too long.
  private mutating func setAsideIfOverlong() {
    let rest = buffer.count - start
    guard overlong != nil || rest > SyncLimits.lineBytes else { return }
    var line = overlong ?? OverlongLine()
    line.add(buffer[start...])
    overlong = line
    buffer = []
    start = 0
    searched = 0
  }

  /// Reads on; false at the end.
  private mutating func fill() throws -> Bool {
    let chunk = try file.read(
      at: position(buffer.count),
      limit: Self.chunkBytes
    )
    guard !chunk.isEmpty else { return false }
    if start == buffer.count {
      buffer = chunk
    } else {
      buffer = Array(buffer[start...]) + chunk
    }
    searched = max(0, searched - start)
    start = 0
    return true
  }
}

// MARK: - The first bytes

extension FeedLineReader {
  /// Skips a byte order mark and refuses an encoding that is not UTF-8.
  private mutating func beginFile() throws {
    while buffer.count < 4, try fill() {}
    if buffer.starts(with: [0xEF, 0xBB, 0xBF]) {
      start = 3
      offset = 3
      return
    }
    guard let encoding = Self.foreignEncoding(buffer.prefix(4)) else { return }
    throw SyncError.notUTF8(encoding: encoding)
  }

  private static func foreignEncoding(_ first: ArraySlice<UInt8>) -> String? {
    switch Array(first) {
    case [0xFF, 0xFE, 0, 0], [0, 0, 0xFE, 0xFF]: "UTF-32"
    case let bytes where bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]):
      "UTF-16"
    case [UInt8(ascii: "{"), 0, UInt8(ascii: "\""), 0],
      [0, UInt8(ascii: "{"), 0, UInt8(ascii: "\"")]:
      "UTF-16"
    default: nil
    }
  }
}

/// A line that is longer than a record may be: its start, its length and its digest.
private struct OverlongLine {
  private(set) var kept: [UInt8] = []
  private(set) var length: Int64 = 0
  private var hash = SHA256()

  mutating func add(_ bytes: ArraySlice<UInt8>) {
    if kept.count < SyncLimits.lineBytes {
      kept += bytes.prefix(SyncLimits.lineBytes - kept.count)
    }
    length += Int64(bytes.count)
    hash.update(bytes)
  }

  var digest: String {
    let whole = hash
    return whole.hexDigest()
  }
}
