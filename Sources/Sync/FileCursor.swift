import Host
import JSON
import Store

/// A place in a file, with enough of what stands before it to know the file again.
struct FileCursor: Equatable {
  var file: String
  var offset: Int64
  /// Lines before the offset.
  var line: Int
  /// Digest of the start of the file and of what stands right before the offset.
  var digest: String

  static func name(of identity: FileIdentity) -> String {
    "\(identity.device):\(identity.inode)"
  }

  var text: String {
    let value: JSONValue = [
      "file": .string(file), "offset": .integer(offset), "line": .integer(line),
      "digest": .string(digest),
    ]
    return value.text()
  }

  init(file: String, offset: Int64, line: Int, digest: String) {
    self.file = file
    self.offset = offset
    self.line = line
    self.digest = digest
  }

  /// Nil for a text that no version of this program wrote.
  init?(_ text: String) {
    // A cursor that cannot be read only means reading the file from its start.
    guard let value = try? JSONValue(reading: text),
      let file = value["file"]?.stringValue, let offset = value["offset"]?.integerValue,
      let line = value["line"]?.integerValue, let digest = value["digest"]?.stringValue
    else { return nil }
    self.init(file: file, offset: offset, line: Int(line), digest: digest)
  }

  private static let window: Int64 = 1_024

  static func digest(of file: borrowing FeedFile, before offset: Int64) throws -> String {
    var hash = SHA256()
    hash.update(try bytes(of: file, from: 0, to: min(offset, window)))
    hash.update(try bytes(of: file, from: max(0, offset - window), to: offset))
    return hash.hexDigest()
  }

  private static func bytes(
    of file: borrowing FeedFile,
    from start: Int64,
    to end: Int64
  ) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while start + Int64(bytes.count) < end {
      let place = start + Int64(bytes.count)
      let more = try file.read(at: place, limit: Int(end - place))
      guard !more.isEmpty else { break }
      bytes += more
    }
    return bytes
  }
}
