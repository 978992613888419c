import Glibc

/// Why there is no console here; each is a sentence that says what to do.
package enum TerminalError: Error, Equatable, Sendable, CustomStringConvertible {
  /// `stream` is "standard input" or "standard output".
  case notATerminal(stream: String)
  case terminalTypeNotSet
  case terminalTypeUnknown(name: String)
  case terminalTypeTooSimple(name: String)
  case system(call: String, code: Int32)

  package var description: String {
    switch self {
    case .notATerminal(let stream):
      "the console needs a terminal, but \(stream) is none; the commands work without (--help)"
    case .terminalTypeNotSet:
      "TERM is not set, so the terminal's abilities are not known; try TERM=xterm-256color"
    case .terminalTypeUnknown(let name):
      "the terminal type \"\(name)\" (TERM) is not known here; try TERM=xterm-256color"
    case .terminalTypeTooSimple(let name):
      "the terminal type \"\(name)\" (TERM) cannot show a full screen; the commands work (--help)"
    case .system(let call, let code):
      "the terminal could not be set up: \(call) failed with error \(code)"
    }
  }
}
