import Glibc

/// A shared lock on one byte of the lock file, by which a waiting writer shows itself.
///
/// It belongs to the open file (OFD lock), so it vanishes with its process and is also seen
/// between two databases of one process. It is no part of the exclusion, that is `flock`'s work.
enum WaitingMark {
  // Linux's F_OFD_GETLK and F_OFD_SETLK, which glibc shows to GNU programs only.
  private static let getCommand: Int32 = 36
  private static let setCommand: Int32 = 37

  static func set(on descriptor: Int32) { apply(F_RDLCK, descriptor) }

  static func clear(on descriptor: Int32) { apply(F_UNLCK, descriptor) }

  static func isSetByOthers(on descriptor: Int32) -> Bool {
    var range = range(F_WRLCK)
    return fcntl(descriptor, getCommand, &range) == 0 && Int32(range.l_type) != F_UNLCK
  }

  private static func apply(_ kind: Int32, _ descriptor: Int32) {
    var range = range(kind)
    // Where the file system has no such locks, turns are only less even.
    _ = fcntl(descriptor, setCommand, &range)
  }

  private static func range(_ kind: Int32) -> flock {
    flock(
      l_type: Int16(kind),
      l_whence: Int16(SEEK_SET),
      l_start: 0,
      l_len: 1,
      l_pid: 0
    )
  }
}
