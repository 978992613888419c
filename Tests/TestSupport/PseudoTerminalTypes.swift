import Glibc

/// How a program under test ended.
package enum ProgramEnd: Equatable, Sendable {
  case exited(Int32)
  case killed(signal: Int32)
}

/// The modes of a terminal line, to be compared before and after.
package struct LineModes: Equatable, Sendable {
  private let flags: [tcflag_t]
  package let isRaw: Bool

  package init?(of descriptor: Int32) {
    var state = termios()
    guard descriptor >= 0, tcgetattr(descriptor, &state) == 0 else { return nil }
    flags = [state.c_iflag, state.c_oflag, state.c_cflag, state.c_lflag]
    isRaw = state.c_lflag & tcflag_t(ICANON) == 0
  }
}

package enum PseudoTerminalError: Error, CustomStringConvertible {
  case system(String, Int32)
  case timedOut(waitingFor: String, screen: String, unknown: [String])

  package var description: String {
    switch self {
    case .system(let call, let code): "\(call) failed: \(String(cString: strerror(code)))"
    case .timedOut(let what, let screen, let unknown):
      "waited in vain for \(what)"
        + (unknown.isEmpty ? "" : "; unknown sequences: \(unknown.joined(separator: ", "))")
        + "; the screen shows:\n\(screen)"
    }
  }
}
