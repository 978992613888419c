import Glibc

/// The person at the keyboard as the operating system knows him; never what `$USER` says.
package struct UserIdentity: Equatable, Sendable {
  package var uid: UInt32
  /// The login name, or `uid 1000` when the password file has none.
  package var name: String
  /// The person's own name from the password file, when it has one.
  package var fullName: String?

  package init(uid: UInt32, name: String, fullName: String? = nil) {
    self.uid = uid
    self.name = name
    self.fullName = fullName
  }

  /// The real uid.
  ///
  /// Through `sudo` it is the caller's: `SUDO_UID`, which is believed only when a root process
  /// named sudo is really among our ancestors, since anybody can set a variable.
  package static func current(environment: Environment) -> UserIdentity {
    guard
      let text = environment["SUDO_UID"], let caller = UInt32(text),
      Ancestry.hasRootProcess(named: "sudo")
    else { return identity(of: getuid()) }
    return identity(of: caller)
  }

  package static func identity(of uid: UInt32) -> UserIdentity {
    withEntry(of: uid) { entry in
      let full = String(cString: entry.pw_gecos).split(separator: ",", maxSplits: 1).first
      return UserIdentity(
        uid: uid,
        name: String(cString: entry.pw_name),
        fullName: full.map(String.init)
      )
    } ?? UserIdentity(uid: uid, name: "uid \(uid)")
  }

  static func homeFolder(of uid: UInt32) -> String? {
    withEntry(of: uid) { String(cString: $0.pw_dir) }
  }

  private static func withEntry<Value>(of uid: UInt32, _ body: (passwd) -> Value) -> Value? {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 16_384)
    return buffer.withUnsafeMutableBufferPointer { space in
      guard
        let start = space.baseAddress,
        getpwuid_r(uid, &entry, start, space.count, &found) == 0, found != nil
      else { return nil }
      return body(entry)
    }
  }
}

/// Looks up the chain of parent processes in `/proc`.
enum Ancestry {
  static func hasRootProcess(named name: String) -> Bool {
    var process = getppid()
    for _ in 0..<12 {
      guard process > 1, let facts = facts(of: process) else { return false }
      if facts.name == name, facts.owner == 0 { return true }
      process = facts.parent
    }
    return false
  }

  private static func facts(of process: pid_t) -> (name: String, owner: UInt32, parent: pid_t)? {
    var folder = stat()
    // A process that ended meanwhile simply ends the search.
    guard
      stat("/proc/\(process)", &folder) == 0,
      let bytes = try? SmallFile.read("/proc/\(process)/stat", limit: 4_096),
      let open = bytes.firstIndex(of: UInt8(ascii: "(")),
      let close = bytes.lastIndex(of: UInt8(ascii: ")")), open < close
    else { return nil }
    let rest = bytes[(close + 1)...].split(separator: UInt8(ascii: " "))
    guard rest.count > 1, let parent = pid_t(String(decoding: rest[1], as: UTF8.self)) else {
      return nil
    }
    return (String(decoding: bytes[(open + 1)..<close], as: UTF8.self), folder.st_uid, parent)
  }
}
