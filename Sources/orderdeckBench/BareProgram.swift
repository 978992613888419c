import Glibc

/// The bare console as an executable of nothing but C.
///
/// What the package builder links carries Swift's runtime, which would double its start; so it is
/// compiled once more, from the same sources, where there is a C compiler.
enum BareProgram {
  static func path(_ log: BenchLog) throws -> String {
    let path = "\(try ScratchFolder.cache())/BareConsole"
    let sources = ["main", "paint", "store"].map { "\(folder)/\($0).c" }
    for compiler in ["/usr/bin/cc", "/usr/bin/clang", "/usr/bin/gcc"] {
      let arguments = ["-O2", "-o", path] + sources + ["-lncursesw", "-lsqlite3"]
      guard access(compiler, X_OK) == 0, try run(compiler, arguments) else { continue }
      return path
    }
    log.say("no C compiler: the bare console starts slower than it could, the ratios flatter us")
    return Launch.sibling("BareConsole")
  }

  /// Beside this file, where the package was built from.
  private static let folder: String = {
    let file = #filePath
    let own = file[..<(file.lastIndex(of: "/") ?? file.startIndex)]
    return own[..<(own.lastIndex(of: "/") ?? own.startIndex)] + "/BareConsole"
  }()

  private static func run(_ program: String, _ arguments: [String]) throws -> Bool {
    var launch = Launch(program, arguments)
    launch.environment = ["PATH": "/usr/bin:/bin"]
    let process = try launch.start { _ in }
    var status: Int32 = 0
    waitpid(process, &status, 0)
    return status == 0
  }
}
