import CNCurses
import Glibc

/// Runs the program as a child of itself, so that somebody is left to give the terminal back.
///
/// The parent opens nothing and draws nothing: it waits. However the child ends (SIGKILL, a trap, a
/// fault), the parent puts the terminal right, says what happened and passes the exit status on.
package enum TerminalGuard {
  package enum Outcome: Equatable, Sendable {
    /// This is the process that runs the console; the link goes into `SessionOptions`. It is nil
    /// where there is no guard, because there is no terminal or no way to start the child.
    case child(GuardLink?)
    /// The console has ended; leave with this status, without a word.
    case parent(exitStatus: Int32)
  }

  /// Splits the program into guard and console; returns once in each of them.
  ///
  /// To be called before anything is opened and before any thread is started.
  package static func runGuarded() -> Outcome {
    guard isatty(0) == 1, isatty(1) == 1, let state = TerminalState(of: 0) else {
      return .child(nil)
    }
    guard let signals = GuardSignals() else { return .child(nil) }
    switch GuardedChild.split() {
    case nil: return .child(nil)
    case .child(let link):
      signals.releaseAll()
      return .child(link)
    case .parent(let child):
      let watch = GuardWatch(child: child, signals: signals, state: state)
      return .parent(exitStatus: watch.run())
    }
  }
}

/// The modes of a terminal line as they were found.
struct TerminalState {
  private let descriptor: Int32
  private var found = termios()

  init?(of descriptor: Int32) {
    self.descriptor = descriptor
    guard tcgetattr(descriptor, &found) == 0 else { return nil }
  }

  /// False when somebody has changed the modes since; true when the terminal is gone.
  var holds: Bool {
    var now = termios()
    guard tcgetattr(descriptor, &now) == 0 else { return true }
    return now.c_iflag == found.c_iflag && now.c_oflag == found.c_oflag
      && now.c_cflag == found.c_cflag && now.c_lflag == found.c_lflag
  }

  /// Sets the modes; what was typed but not read is dropped if asked, since half a key sequence
  /// would end up on the shell's command line.
  func restore(droppingInput: Bool) {
    var state = found
    tcsetattr(descriptor, TCSANOW, &state)
    if droppingInput { tcflush(descriptor, TCIFLUSH) }
  }
}
