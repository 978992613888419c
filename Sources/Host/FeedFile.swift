import Glibc

/// Which file on this machine, whatever it is called.
package struct FileIdentity: Equatable, Sendable {
  package let device: UInt64
  package let inode: UInt64

  package init(device: UInt64, inode: UInt64) {
    self.device = device
    self.inode = inode
  }

  /// Asks without opening the file, so it may be the store; nil when there is none.
  package static func of(_ path: String) -> FileIdentity? {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return nil }
    return FileIdentity(facts)
  }

  fileprivate init(_ facts: stat) {
    self.init(device: UInt64(facts.st_dev), inode: UInt64(facts.st_ino))
  }
}

/// A file that others may still be writing to, read in chunks from any place.
///
/// A pipe or a terminal works too, but only forwards: `isSeekable` says which it is. Never the
/// store: opening and closing it here would break SQLite's locks (promise P6).
package struct FeedFile: ~Copyable {
  package let path: String
  package let identity: FileIdentity
  package let isSeekable: Bool
  private let descriptor: Int32
  private let isOurs: Bool

  /// Throws `HostError` for what cannot be opened and for a folder.
  package init(at path: String) throws(HostError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw .last("read", path) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else {
      let error = HostError.last("read", path)
      close(descriptor)
      throw error
    }
    guard facts.st_mode & S_IFMT != S_IFDIR else {
      close(descriptor)
      throw HostError(action: "read", place: path, problem: .system(EISDIR))
    }
    self.path = path
    self.descriptor = descriptor
    identity = FileIdentity(facts)
    isSeekable = facts.st_mode & S_IFMT == S_IFREG
    isOurs = true
  }

  private init(standardInput descriptor: Int32) {
    path = "standard input"
    self.descriptor = descriptor
    identity = FileIdentity(device: 0, inode: 0)
    isSeekable = false
    isOurs = false
  }

  /// Standard input, read to its end; it stays open afterwards.
  package static func standardInput() -> FeedFile {
    FeedFile(standardInput: StandardStream.input.rawValue)
  }

  deinit {
    if isOurs { close(descriptor) }
  }

  /// How many bytes there are now; nil where that cannot be known.
  package func size() -> Int64? {
    var facts = stat()
    guard isSeekable, fstat(descriptor, &facts) == 0 else { return nil }
    return Int64(facts.st_size)
  }

  /// Reads the next bytes, none at the end; a pipe ignores `offset` and waits.
  package func read(at offset: Int64, limit: Int = 65_536) throws(HostError) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, filled in
      repeat {
        filled = 0
        let count =
          isSeekable
          ? pread(descriptor, buffer.baseAddress, limit, off_t(offset))
          : Glibc.read(descriptor, buffer.baseAddress, limit)
        failure = count < 0 ? errno : 0
        filled = max(0, count)
        if failure == EAGAIN { waitForInput() }
      } while failure == EINTR || failure == EAGAIN
    }
    guard failure == 0 else {
      throw HostError(action: "read", place: path, problem: .system(failure))
    }
    return bytes
  }

  private func waitForInput() {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    poll(&request, 1, -1)
  }

  /// The path from the root with its links resolved; the path itself where that cannot be done.
  package static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }
}

/// Waiting without work, between two looks at something that others change.
package enum Pause {
  package static func milliseconds(_ span: Int) {
    guard span > 0 else { return }
    // A signal ends the wait early, which is right: the caller looks whether it must stop.
    poll(nil, 0, Int32(clamping: span))
  }
}
