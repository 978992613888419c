import Glibc

/// The place of a database and its file beside it, looked at with `lstat` only.
///
/// A process that opened and closed the file by itself would drop SQLite's locks on it, and with
/// them committed changes, so nothing in this module ever does.
struct StoreFile {
  /// With every symbolic link of the folder resolved, as SQLite refuses links anywhere in a path.
  let path: String
  let folder: String
  let isInMemory: Bool
  private let status: stat?

  static let memory = StoreFile()

  private init() {
    path = ":memory:"
    folder = ""
    isInMemory = true
    status = nil
  }

  var exists: Bool { status != nil }
  var isFolder: Bool { status.map { $0.st_mode & S_IFMT == S_IFDIR } ?? false }
  var isEmpty: Bool { status.map { $0.st_size == 0 } ?? true }
  /// Permissions for the files beside it: those of the file itself, 0600 beside a new one.
  var mode: mode_t { status.map { $0.st_mode & 0o666 | 0o600 } ?? 0o600 }

  /// Whether a first write was cut short, which SQLite undoes when it opens the file.
  var hasJournal: Bool {
    var status = stat()
    return lstat(path + "-journal", &status) == 0
  }

  /// Finds the folder, or makes it (0700) when `makingFolder`.
  init(at given: String, makingFolder: Bool) throws(StoreOpenError) {
    let (folder, name) = Self.split(given)
    guard !name.isEmpty, name != ".", name != ".." else { throw .isDirectory(given) }
    if makingFolder { try Self.makeFolder(folder) }
    guard let resolved = realpath(folder, nil) else { throw .folderMissing(folder) }
    defer { free(resolved) }
    self.folder = String(cString: resolved)
    path = self.folder == "/" ? "/\(name)" : "\(self.folder)/\(name)"
    isInMemory = false
    var status = stat()
    self.status = lstat(path, &status) == 0 ? status : nil
  }

  /// Refuses what must not be opened as a database, without touching it.
  func check(_ options: Database.Options) throws(StoreOpenError) {
    guard let status else {
      guard options.createIfMissing, !options.readOnly else { throw .missing(path) }
      return try checkFolder()
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw .isDirectory(path)
    case S_IFLNK: throw .isSymbolicLink(path)
    default: throw .isNoFile(path)
    }
    guard status.st_nlink == 1 else {
      throw .hasOtherNames(path, links: Int(status.st_nlink))
    }
    // SQLite takes what is shorter than its smallest page for empty, and would write over it.
    guard status.st_size == 0 || status.st_size >= 512 || hasJournal else {
      throw .notADatabase(path)
    }
    guard isAllowed(R_OK, path) else { throw .unreadable(path) }
    guard !options.readOnly else { return }
    guard isAllowed(W_OK, path) else { throw .fileReadOnly(path) }
    try checkFolder()
  }

  private func checkFolder() throws(StoreOpenError) {
    guard isAllowed(W_OK | X_OK, folder) else { throw .folderReadOnly(folder) }
  }

  private func isAllowed(_ right: Int32, _ path: String) -> Bool {
    faccessat(AT_FDCWD, path, right, AT_EACCESS) == 0
  }

  static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = path[..<slash]
    return (folder.isEmpty ? "/" : String(folder), String(path[path.index(after: slash)...]))
  }

  private static func makeFolder(_ folder: String) throws(StoreOpenError) {
    var status = stat()
    if stat(folder, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else {
        throw .cannotMakeFolder(folder, reason: "a file is in its place")
      }
      return
    }
    let (parent, _) = split(folder)
    if parent != folder { try makeFolder(parent) }
    // Another process may have made it in this very moment.
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
      throw .cannotMakeFolder(folder, reason: systemMessage(errno))
    }
  }
}
