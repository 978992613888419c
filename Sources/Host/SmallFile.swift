import Glibc

/// Whole files of modest size: configuration, themes, saved state.
///
/// Never the store (promise P6).
package enum SmallFile {
  /// Reads a regular file; the default limit is far above any file of ours.
  ///
  /// - Throws: `HostError`; a symbolic link as last part of the path is refused unless
  ///   `followingLinks` says that the user named the file himself.
  package static func read(
    _ path: String,
    limit: Int = 1 << 20,
    followingLinks: Bool = false
  ) throws(HostError) -> [UInt8] {
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | (followingLinks ? 0 : O_NOFOLLOW)
    let descriptor = open(path, flags)
    guard descriptor >= 0 else { throw .last("read", path) }
    defer { close(descriptor) }
    try refuseAllButRegular(descriptor, path)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .last("read", path) }
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= limit else {
        throw HostError(action: "read", place: path, problem: .tooLarge(limit: limit))
      }
    }
  }

  /// Replaces the file in one step: after a crash there is the old or the new one, never half.
  ///
  /// The file is private (0600). A symbolic link in its place is refused, not replaced.
  package static func write(_ bytes: [UInt8], to path: String) throws(HostError) {
    try refuseSymbolicLink(path)
    let folder = folder(of: path)
    let temporary = "\(folder)/.\(RandomSource().uuid()).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .last("write", path) }
    do throws(HostError) {
      try fill(descriptor, with: bytes, for: path)
      guard rename(temporary, path) == 0 else { throw .last("write", path) }
    } catch {
      unlink(temporary)
      throw error
    }
    try syncFolder(folder)
  }

  /// Takes a file away; that it is gone already is no error.
  package static func remove(_ path: String) throws(HostError) {
    guard unlink(path) == 0 || errno == ENOENT else { throw .last("remove", path) }
  }

  package static func exists(_ path: String) -> Bool {
    var facts = stat()
    return lstat(path, &facts) == 0
  }

  private static func fill(
    _ descriptor: Int32,
    with bytes: [UInt8],
    for path: String
  ) throws(HostError) {
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .last("write", path) }
      rest = rest.dropFirst(count)
    }
    guard fsync(descriptor) == 0 else { throw .last("write", path) }
  }

  private static func refuseAllButRegular(
    _ descriptor: Int32,
    _ path: String
  ) throws(HostError) {
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw .last("read", path) }
    guard facts.st_mode & S_IFMT == S_IFREG else {
      throw HostError(action: "read", place: path, problem: .notARegularFile)
    }
  }

  private static func refuseSymbolicLink(_ path: String) throws(HostError) {
    var facts = stat()
    guard lstat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFLNK else { return }
    throw HostError(action: "write", place: path, problem: .isSymbolicLink)
  }

  private static func syncFolder(_ folder: String) throws(HostError) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last("write", folder) }
    defer { close(descriptor) }
    // Some file systems cannot sync a folder and say EINVAL; the file itself is safe by then.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw .last("write", folder) }
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
