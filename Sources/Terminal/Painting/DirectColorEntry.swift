import Glibc

/// The terminal's description with 24-bit colours, made from the one that the database has.
///
/// `COLORTERM=truecolor` says what the terminal can do, but ncurses believes only descriptions such as
/// `xterm-direct`, which few machines have installed. So the compiled description of the terminal at
/// hand is read, its four colour capabilities are replaced, and ncurses gets it through `TERMINFO`,
/// which may hold a description itself (`b64:`).
enum DirectColorEntry {
  /// The value for `TERMINFO`; nil when the description cannot be read.
  static func environmentValue(for name: String) -> String? {
    guard let bytes = TerminfoFile.read(name), var entry = CompiledTerminfo(bytes) else {
      return nil
    }
    entry.setNumber(at: 13, to: 1 << 24)
    entry.setNumber(at: 14, to: 1 << 16)
    entry.setString(at: 359, to: sequence(first: 3, bright: 9, extended: 38))
    entry.setString(at: 360, to: sequence(first: 4, bright: 10, extended: 48))
    entry.addFlag("RGB")
    return "b64:" + ClipboardSequence.base64(entry.bytes[...])
  }

  /// Numbers below 16 are the terminal's own colours, all others red, green and blue in one.
  private static func sequence(first: Int, bright: Int, extended: Int) -> String {
    "\u{1B}[%?%p1%{8}%<%t\(first)%p1%d%e%p1%{16}%<%t\(bright)%p1%{8}%-%d"
      + "%e\(extended);2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%;m"
  }
}

/// Finds compiled descriptions where ncurses would.
enum TerminfoFile {
  static func read(_ name: String) -> [UInt8]? {
    guard let first = name.utf8.first, !name.utf8.contains(UInt8(ascii: "/")) else { return nil }
    let letters = [String(Unicode.Scalar(first)), String(first, radix: 16)]
    for folder in folders() {
      for letter in letters {
        if let bytes = contents(of: "\(folder)/\(letter)/\(name)") { return bytes }
      }
    }
    return nil
  }

  private static func folders() -> [String] {
    var folders: [String] = []
    if let folder = variable("TERMINFO") { folders.append(folder) }
    if let home = variable("HOME") { folders.append(home + "/.terminfo") }
    folders += variable("TERMINFO_DIRS")?.split(separator: ":").map { String($0) } ?? []
    return folders
      + ["/etc", "/lib", "/usr/share", "/usr/lib", "/usr/local/share"].map { $0 + "/terminfo" }
  }

  private static func variable(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }

  private static func contents(of path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = Glibc.read(descriptor, &buffer, buffer.count)
    return count > 0 ? Array(buffer[..<count]) : nil
  }
}
