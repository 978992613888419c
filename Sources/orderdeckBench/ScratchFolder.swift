import Glibc

/// A folder of one run, removed with its files when it is let go.
final class ScratchFolder {
  let path: String
  private var files: [String] = []

  init(named name: String) throws {
    path = "\(try Self.cache())/\(name)-\(getpid())-\(Stopwatch.now)"
    guard mkdir(path, 0o700) == 0 else { throw BareError("cannot make \(path)") }
  }

  func path(_ name: String) -> String {
    files.append(name)
    return "\(path)/\(name)"
  }

  deinit {
    for file in files { Self.removeStore(at: "\(path)/\(file)") }
    rmdir(path)
  }

  /// Where made-up shops are kept from run to run; only the person who runs this can read it.
  static func cache() throws -> String {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    let path = "\(base)/orderdeck-bench-\(getuid())"
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw BareError("cannot make \(path)")
    }
    return path
  }

  /// Removes a file and what SQLite and the product keep beside it.
  static func removeStore(at path: String) {
    for ending in ["", "-wal", "-shm", "-journal", ".lock"] { unlink(path + ending) }
  }
}
