import Glibc

/// The line in the lock file that says who holds it, or who held it last.
///
/// It only serves the error texts of others and the order of turns, so a failure to write or
/// read it is no failure.
enum HolderRecord {
  private static let size = 96

  static func write(_ text: String, to descriptor: Int32) {
    var record = Array(text.utf8.prefix(size - 1))
    record += Array(repeating: UInt8(ascii: " "), count: size - 1 - record.count)
    record.append(UInt8(ascii: "\n"))
    _ = pwrite(descriptor, record, record.count, 0)
  }

  /// The line without its padding.
  static func read(from descriptor: Int32) -> String {
    var record = [UInt8](repeating: 0, count: size)
    let count = pread(descriptor, &record, record.count, 0)
    let padding: Set<UInt8> = [UInt8(ascii: " "), UInt8(ascii: "\n"), 0]
    let text = record.prefix(max(0, count)).reversed().drop { padding.contains($0) }.reversed()
    return String(decoding: Array(text), as: UTF8.self)
  }

  /// Who holds the lock, as "pid 123 (orderdeck sync)"; nil when nobody says so.
  static func holder(in descriptor: Int32) -> String? {
    let words = read(from: descriptor).split(separator: " ", maxSplits: 1)
    guard let pid = words.first.flatMap({ Int($0) }) else { return nil }
    guard words.count > 1 else { return "pid \(pid)" }
    return "pid \(pid) (\(plain(words[1])))"
  }

  /// What of a name may be shown: another program may have chosen any bytes.
  static func plain(_ name: some StringProtocol) -> String {
    String(name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || " -_.".contains($0)) })
  }
}
