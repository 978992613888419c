import Glibc

/// Tells one process from all others, also from a later one that was given the same number.
package struct ProcessMark: Equatable, Sendable {
  package var number: Int
  /// Clock ticks from the start of the machine to that of the process; nil where nobody tells.
  package var startedAt: Int64?

  package init(number: Int, startedAt: Int64?) {
    self.number = number
    self.startedAt = startedAt
  }

  /// The process that has the number now.
  package init(of number: Int) {
    self.init(number: number, startedAt: Self.facts(of: number)?.startedAt)
  }

  package static var current: ProcessMark { ProcessMark(of: Int(getpid())) }

  /// Whether that very process, not one with its number, is still there and is not this one.
  ///
  /// In a container every start of a program may have the same number, so our own says nothing of
  /// another run.
  package var isRunningElsewhere: Bool {
    guard let process = pid_t(exactly: number), process > 0, process != getpid(),
      kill(process, 0) == 0 || errno == EPERM
    else { return false }
    guard let facts = Self.facts(of: number) else { return true }
    return !facts.isOver && (startedAt == nil || startedAt == facts.startedAt)
  }

  /// What process numbers are told apart by: this start of the machine and the room of processes
  /// that this one can see; empty where nobody tells.
  package static let place: String = {
    var name = [CChar](repeating: 0, count: 128)
    let count = readlink("/proc/self/ns/pid", &name, name.count - 1)
    // Without either, consoles tell each other by signs of life that they are there.
    guard count > 0, let start = try? SmallFile.read("/proc/sys/kernel/random/boot_id") else {
      return ""
    }
    let room = String(decoding: name.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
    return String(decoding: start.prefix { $0 > 0x20 }, as: UTF8.self) + " " + room
  }()

  /// From `/proc/NUMBER/stat`; nil when there is no such file, or none that can be read.
  private static func facts(of number: Int) -> (isOver: Bool, startedAt: Int64?)? {
    // Without these facts there is still the number.
    guard let bytes = try? SmallFile.read("/proc/\(number)/stat"),
      // The name in the second field may hold anything, also blanks and parentheses.
      let nameEnd = bytes.lastIndex(of: UInt8(ascii: ")"))
    else { return nil }
    let fields = String(decoding: bytes[(nameEnd + 1)...], as: UTF8.self).split(separator: " ")
    // The third field is the state, the 22nd the start.
    guard fields.count > 19 else { return nil }
    return (["Z", "X"].contains(fields[0]), Int64(fields[19]))
  }
}
