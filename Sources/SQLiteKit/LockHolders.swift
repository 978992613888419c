import Glibc

/// Which processes keep a database busy, as the system lists its locks.
///
/// SQLite's locks on the shared index of the log tell readers from the writer. The file is not
/// opened for this, which would drop the locks of this very process.
enum LockHolders {
  // The bytes SQLite locks in the -shm file: one for the writer, four for readers of the log.
  private static let writerByte = 120...120
  private static let readerBytes = 124...127

  /// The writing process, as "pid 123 (python3)"; nil when it cannot be told.
  static func writer(of database: String) -> String? {
    holders(of: database, bytes: writerByte).first
  }

  /// The processes whose reads keep the log from being emptied.
  static func readers(of database: String) -> [String] {
    holders(of: database, bytes: readerBytes)
  }

  /// The process that holds a `flock` on a lock file; nil when it cannot be told.
  static func flockHolder(of path: String) -> String? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    let inode = UInt64(status.st_ino)
    return contents(of: "/proc/locks").split(separator: "\n").lazy.compactMap { line in
      let words = line.split(separator: " ")
      guard words.count == 8, words[1] == "FLOCK", let pid = Int(words[4]),
        words[5].split(separator: ":").last.flatMap({ UInt64($0) }) == inode
      else { return nil }
      return name(of: pid)
    }.first
  }

  private static func holders(of database: String, bytes: ClosedRange<Int>) -> [String] {
    var status = stat()
    guard lstat(database + "-shm", &status) == 0 else { return [] }
    let pids = contents(of: "/proc/locks").split(separator: "\n").compactMap { line in
      pid(in: line, inode: UInt64(status.st_ino), bytes: bytes)
    }
    return Set(pids).sorted().map { name(of: $0) }
  }

  /// Reads "1: POSIX  ADVISORY  WRITE 123 fe:00:4711 120 120".
  private static func pid(
    in line: Substring,
    inode: UInt64,
    bytes: ClosedRange<Int>
  ) -> Int? {
    let words = line.split(separator: " ")
    guard words.count == 8, words[1] == "POSIX", let pid = Int(words[4]),
      words[5].split(separator: ":").last.flatMap({ UInt64($0) }) == inode,
      let first = Int(words[6]), let last = Int(words[7]), first <= last,
      (first...last).overlaps(bytes)
    else { return nil }
    return pid
  }

  private static func name(of pid: Int) -> String {
    let command = HolderRecord.plain(contents(of: "/proc/\(pid)/comm"))
    return command.isEmpty ? "pid \(pid)" : "pid \(pid) (\(command))"
  }

  private static func contents(of path: String) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var text: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 16 << 10)
    while true {
      let count = read(descriptor, &part, part.count)
      guard count > 0 else { return String(decoding: text, as: UTF8.self) }
      text += part.prefix(count)
    }
  }
}
