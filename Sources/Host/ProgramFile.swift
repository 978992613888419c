import Glibc

/// A program's file, looked up as ``ChildProcess`` will: by its path, or in the folders of `PATH`.
package enum ProgramFile {
  /// Why the program could not be started, in a sentence; nil when its file is there and may run.
  package static func fault(of program: String) -> String? {
    let isPath = program.contains("/")
    let places = isPath ? [program] : searchPath.map { "\($0)/\(program)" }
    let files = places.filter(isOrdinaryFile)
    guard let first = files.first else {
      let place = isPath ? "" : " in any folder of PATH"
      return "there is no program \(program)\(place); name it by its whole path"
    }
    guard !files.contains(where: { access($0, X_OK) == 0 }) else { return nil }
    return "\(first) may not be executed; `chmod +x` lets it"
  }

  private static var searchPath: [String] {
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    return path.split(separator: ":").map(String.init)
  }

  private static func isOrdinaryFile(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG
  }
}
