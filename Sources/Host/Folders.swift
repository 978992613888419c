import Glibc

/// The folders of the XDG base directory specification that are ours; absolute paths, not yet made.
package struct Folders: Equatable, Sendable {
  /// Settings and themes that the user writes.
  package var configuration: String
  /// The store.
  package var data: String
  /// What the console remembers from run to run, and its log.
  package var state: String

  package init(configuration: String, data: String, state: String) {
    self.configuration = configuration
    self.data = data
    self.state = state
  }

  /// Follows the XDG variables; a relative path in one of them is ignored, as the specification
  /// says.
  ///
  /// The home folder is `HOME`, else that of the password file.
  package init(environment: Environment) throws(HostError) {
    configuration = try Self.folder(environment, "XDG_CONFIG_HOME", ".config")
    data = try Self.folder(environment, "XDG_DATA_HOME", ".local/share")
    state = try Self.folder(environment, "XDG_STATE_HOME", ".local/state")
  }

  /// Makes a folder and the missing ones above it, all of them private (0700).
  ///
  /// A folder named `orderdeck` that others can look into is closed to them; one that belongs to
  /// somebody else is refused. Other folders that exist already (say `/tmp`) are left as they are.
  package static func make(_ path: String) throws(HostError) {
    guard path.hasPrefix("/") else {
      throw HostError(action: "make the folder", place: path, problem: .notAbsolute)
    }
    var made = ""
    for part in path.split(separator: "/") {
      made += "/" + part
      guard mkdir(made, 0o700) == 0 || errno == EEXIST || isFolder(made) else {
        throw .last("make the folder", made)
      }
    }
    if path.split(separator: "/").last == "orderdeck" { try closeToOthers(path) }
  }

  private static func closeToOthers(_ path: String) throws(HostError) {
    var facts = stat()
    guard stat(path, &facts) == 0 else { throw .last("make the folder", path) }
    guard facts.st_mode & S_IFMT == S_IFDIR else {
      throw HostError(action: "make the folder", place: path, problem: .system(ENOTDIR))
    }
    guard facts.st_uid == geteuid() || geteuid() == 0 else {
      throw HostError(action: "use the folder", place: path, problem: .ownedBySomebodyElse)
    }
    guard facts.st_mode & 0o077 != 0 else { return }
    guard chmod(path, 0o700) == 0 else { throw .last("make private the folder", path) }
  }

  /// Where relative paths begin; asked of the kernel, since `PWD` is only what some shell said last.
  package static func working() -> String {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return String(cString: path)
  }

  private static func isFolder(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
  }

  private static func folder(
    _ environment: Environment,
    _ variable: String,
    _ underHome: String
  ) throws(HostError) -> String {
    if let path = environment[variable], path.hasPrefix("/") { return "\(path)/orderdeck" }
    let home = environment["HOME"] ?? UserIdentity.homeFolder(of: getuid())
    guard let home, home.hasPrefix("/") else {
      throw HostError(action: "find", place: "~/\(underHome)", problem: .noHomeFolder)
    }
    return "\(home)/\(underHome)/orderdeck"
  }
}

extension Folders {
  /// The names in a folder, sorted; none when the folder is not there.
  package static func files(in folder: String) throws(HostError) -> [String] {
    guard let stream = opendir(folder) else {
      guard errno != ENOENT else { return [] }
      throw .last("read the folder", folder)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}
