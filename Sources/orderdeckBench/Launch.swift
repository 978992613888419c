import CHost
import Glibc

/// Starts another program with default signals and an environment that is the same everywhere.
struct Launch {
  let program: String
  let arguments: [String]
  var environment: [String: String] = [:]
  /// Leader of a session of its own, as a terminal's program is.
  var isSessionLeader = false

  init(_ program: String, _ arguments: [String] = []) {
    self.program = program
    self.arguments = arguments
  }

  /// The file of the running program.
  static var ownPath: String {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = buffer.withUnsafeMutableBytes { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        characters.baseAddress.map { readlink("/proc/self/exe", $0, 4096) } ?? 0
      }
    }
    return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
  }

  /// A program that was built beside the running one.
  static func sibling(_ name: String) -> String {
    let own = ownPath
    return own[..<(own.lastIndex(of: "/") ?? own.startIndex)] + "/\(name)"
  }

  func start(_ prepare: (inout posix_spawn_file_actions_t) -> Void) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    prepare(&actions)
    posix_spawn_file_actions_addclosefrom_np(&actions, 3)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // 0x80 is POSIX_SPAWN_SETSID, which glibc shows only with _GNU_SOURCE.
    if isSessionLeader { posix_spawnattr_setflags(&attributes, 0x80) }
    let words = ([program] + arguments).map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in words + variables { free(text) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, program, &actions, &attributes, words, variables)
    guard code == 0 else {
      throw BareError("cannot start \(program): \(String(cString: strerror(code)))")
    }
    return process
  }
}

enum Nap {
  static func milliseconds(_ time: Int32) { poll(nil, 0, time) }
}
