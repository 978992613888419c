import CNCurses
import Glibc

/// The signals that a console answers to, taken from a descriptor instead of a handler.
///
/// They are blocked for the whole process, so it must be made on the main thread before others are
/// started (they inherit the mask). No code ever runs inside a signal.
final class SignalQueue {
  static let terminating = [SIGTERM, SIGHUP, SIGINT, SIGQUIT]
  let descriptor: Int32
  private var before = sigset_t()

  init() throws(TerminalError) {
    var wanted = Self.set(of: Self.terminating + [SIGWINCH, SIGTSTP, SIGCONT])
    pthread_sigmask(SIG_BLOCK, &wanted, &before)
    signal(SIGPIPE, SIG_IGN)
    descriptor = signalfd(-1, &wanted, Int32(SFD_CLOEXEC) | Int32(SFD_NONBLOCK))
    guard descriptor >= 0 else { throw .system(call: "signalfd", code: errno) }
  }

  /// The next signal that has arrived; nil when there is none.
  func next() -> Int32? {
    var report = signalfd_siginfo()
    let size = MemoryLayout<signalfd_siginfo>.size
    guard read(descriptor, &report, size) == size else { return nil }
    return Int32(report.ssi_signo)
  }

  /// Forgets what the keyboard sent to another program that had the terminal meanwhile.
  func discardKeyboardSignals() {
    var keyboard = Self.set(of: [SIGINT, SIGQUIT, SIGTSTP])
    var now = timespec()
    while sigtimedwait(&keyboard, nil, &now) > 0 {}
  }

  /// Stops the process as the shell expects of Ctrl-Z; returns when it is continued.
  ///
  /// Without a shell that could continue it (an orphaned process group) the kernel lets it run on.
  func stop() {
    var stop = Self.set(of: [SIGTSTP])
    var masked = sigset_t()
    raise(SIGTSTP)
    pthread_sigmask(SIG_UNBLOCK, &stop, &masked)
    pthread_sigmask(SIG_SETMASK, &masked, nil)
  }

  static func set(of signals: [Int32]) -> sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in signals { sigaddset(&set, signal) }
    return set
  }

  deinit {
    // A second request to end must not cut short what the program does after the first.
    while next() != nil {}
    close(descriptor)
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }
}
