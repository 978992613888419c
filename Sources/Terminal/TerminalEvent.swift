import Glibc

/// What ended the session's waiting.
package enum TerminalEvent: Equatable, Sendable {
  /// `nextInput` has something to give.
  case input
  /// Somebody called `WakeSignal.wake`.
  case woken
  /// The program is asked to end (SIGTERM, SIGHUP, SIGINT, SIGQUIT): give the terminal back and
  /// leave with `exitStatus`.
  case terminate(signal: Int32)
  /// Somebody sent SIGTSTP: call `suspend()`. Ctrl-Z typed by the user comes as a key.
  case suspendRequested
  /// The terminal is gone; nothing shown from now on is seen.
  case hungUp

  /// The exit status that a shell expects after the event: 128 plus the signal's number.
  package var exitStatus: Int32? {
    switch self {
    case .terminate(let signal): 128 + signal
    case .hungUp: 128 + SIGHUP
    case .input, .woken, .suspendRequested: nil
    }
  }
}
