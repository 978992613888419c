import CSQLite
import Glibc

/// The file a backup becomes, and the passing name beside it until it is whole.
struct BackupTarget {
  let path: String
  let passingPath: String
  private let folder: String
  private let replaces: Bool

  init(at target: String, source: String, replace: Bool) throws {
    let file = try StoreFile(at: target, makingFolder: false)
    path = file.path
    folder = file.folder
    replaces = replace
    let name = path.split(separator: "/").last.map { String($0) } ?? ""
    let prefix = ".\(name).partial-"
    let serial = MonotonicTime.now.components.attoseconds / 1_000_000_000
    passingPath = "\(folder)/\(prefix)\(getpid())-\(serial)"
    try refuseDatabaseInUse(source)
    if file.isFolder { throw BackupError.targetIsFolder(path) }
    if file.exists, !replace { throw BackupError.targetExists(path) }
    Self.removeLeftovers(in: folder, prefix: prefix)
  }

  /// Makes the empty file under its passing name, readable by its owner only.
  func create() throws {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    let descriptor = open(passingPath, flags, 0o600)
    guard descriptor >= 0 else { throw failure(path) }
    fchmod(descriptor, 0o600)
    close(descriptor)
  }

  /// Brings the copy to the disk and gives it its final name.
  func publish() throws {
    try synchronize(passingPath, O_RDONLY)
    if replaces {
      guard rename(passingPath, path) == 0 else { throw failure(path) }
    } else {
      try nameWithoutReplacing()
    }
    try synchronize(folder, O_RDONLY | O_DIRECTORY)
  }

  func discard() {
    for suffix in ["", "-journal", "-wal", "-shm"] { unlink(passingPath + suffix) }
  }

  /// Unlike `rename`, `link` never takes the place of a file made in the meantime.
  private func nameWithoutReplacing() throws {
    if link(passingPath, path) == 0 {
      unlink(passingPath)
      return
    }
    guard errno != EEXIST else { throw BackupError.targetExists(path) }
    // A file system without hard links.
    guard rename(passingPath, path) == 0 else { throw failure(path) }
  }

  private func synchronize(_ path: String, _ flags: Int32) throws {
    let descriptor = open(path, flags | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure(path) }
  }

  private func refuseDatabaseInUse(_ source: String) throws {
    var target = stat()
    var own = stat()
    let isOwn =
      lstat(path, &target) == 0 && lstat(source, &own) == 0
      && target.st_dev == own.st_dev && target.st_ino == own.st_ino
    // A log that belongs to another file of this name would be played into the backup.
    guard !isOwn, try lstat(path + "-wal", &own) != 0 || replaces && endLogOfIdleDatabase() else {
      throw BackupError.targetInUse(path)
    }
  }

  /// Ends the log that stays beside a copy which somebody has looked into; false while it is open.
  private func endLogOfIdleDatabase() throws -> Bool {
    do {
      let idle = try Connection(opening: path, flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW)
      return try idle.text("PRAGMA journal_mode = DELETE") == "delete"
    } catch let error as SQLiteError where error.isBusy {
      return false
    }
  }

  private func failure(_ path: String) -> BackupError {
    .cannotWrite(path, reason: systemMessage(errno))
  }

  /// Removes what backups left that were killed: those whose process is gone.
  private static func removeLeftovers(in folder: String, prefix: String) {
    guard let listing = opendir(folder) else { return }
    defer { closedir(listing) }
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { characters in
        characters.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name.hasPrefix(prefix) else { continue }
      let pid = name.dropFirst(prefix.count).prefix { $0.isNumber }
      guard let pid = Int32(pid), kill(pid, 0) != 0, errno == ESRCH else { continue }
      unlink("\(folder)/\(name)")
    }
  }
}
