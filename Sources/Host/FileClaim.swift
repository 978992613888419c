import Glibc

/// Makes sure that of several processes only one works on a file at a time.
package enum FileClaim {
  /// Runs `body` while no other process has the same claim; never waits for one that has it.
  ///
  /// Whoever finds the file claimed, gone or replaced leaves it to the other: nothing is run then. A
  /// process that dies gives its claim up with it.
  package static func hold(_ path: String, _ body: () throws -> Void) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT { return }
      throw HostError.last("read", path)
    }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, isNamed(path, descriptor) else { return }
    try body()
  }

  /// The file may have been replaced by a newer one while the claim was made.
  private static func isNamed(_ path: String, _ descriptor: Int32) -> Bool {
    var held = stat()
    var named = stat()
    return fstat(descriptor, &held) == 0 && lstat(path, &named) == 0
      && held.st_ino == named.st_ino && held.st_dev == named.st_dev
  }
}
