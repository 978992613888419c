import Glibc

/// What the guard says on standard error after the console has ended; pure.
package struct GuardReport: Equatable, Sendable {
  private static let longestLines = 20

  /// Bytes for the bare terminal, harmless whatever the child wrote; empty when all is well.
  package let text: [UInt8]

  /// - Parameters:
  ///   - end: how the child ended.
  ///   - wasLeftOpen: true when the child had not given the terminal back.
  ///   - tail: the last bytes that the child wrote to its diverted streams.
  package init(end: GuardedEnd, wasLeftOpen: Bool, tail: [UInt8]) {
    text = Self.headline(end, wasLeftOpen) + Self.lastLines(tail)
  }

  private static func headline(_ end: GuardedEnd, _ wasLeftOpen: Bool) -> [UInt8] {
    let safety = "your terminal is restored, drafts are kept"
    switch end {
    case .killed(let signal) where wasLeftOpen || !isRequest(signal):
      return Array("orderdeck was killed by signal \(signal)\(name(signal)); \(safety)\n".utf8)
    case .exited(let status) where wasLeftOpen:
      return Array("orderdeck ended with status \(status) in mid-screen; \(safety)\n".utf8)
    case .killed, .exited: return []
    }
  }

  private static func lastLines(_ tail: [UInt8]) -> [UInt8] {
    let lines = PlainReport.harmless(tail).split(separator: 0x0A)
    // The runtime's list of addresses says nothing to the person at the terminal.
    let telling = lines.prefix { !$0.starts(with: Array("Current stack trace:".utf8)) }
    return telling.suffix(longestLines).reduce(into: []) { $0 += $1 + [0x0A] }
  }

  /// True for signals that somebody sends to end a program in the ordinary way.
  private static func isRequest(_ signal: Int32) -> Bool {
    [SIGTERM, SIGHUP, SIGINT, SIGPIPE].contains(signal)
  }

  private static func name(_ signal: Int32) -> String {
    let names: [Int32: String] = [
      SIGHUP: "HUP", SIGINT: "INT", SIGQUIT: "QUIT", SIGILL: "ILL", SIGTRAP: "TRAP",
      SIGABRT: "ABRT", SIGBUS: "BUS", SIGFPE: "FPE", SIGKILL: "KILL", SIGUSR1: "USR1",
      SIGSEGV: "SEGV", SIGUSR2: "USR2", SIGPIPE: "PIPE", SIGALRM: "ALRM", SIGTERM: "TERM",
      SIGXCPU: "XCPU", SIGXFSZ: "XFSZ", SIGSYS: "SYS",
    ]
    return names[signal].map { " (\($0))" } ?? ""
  }
}
