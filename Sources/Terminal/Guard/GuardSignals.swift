import CNCurses
import Glibc

/// The signals that reach the guard, taken from a descriptor.
final class GuardSignals {
  /// Passed on to the child, which decides.
  private static let forwarded = [
    SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGTSTP, SIGCONT, SIGWINCH,
  ]
  let descriptor: Int32
  private var maskBefore = sigset_t()

  init?() {
    var wanted = SignalQueue.set(of: Self.forwarded + [SIGCHLD])
    // A guard in the background may still set the terminal right.
    var blocked = SignalQueue.set(of: Self.forwarded + [SIGCHLD, SIGTTOU, SIGTTIN])
    pthread_sigmask(SIG_BLOCK, &blocked, &maskBefore)
    descriptor = signalfd(-1, &wanted, Int32(SFD_CLOEXEC) | Int32(SFD_NONBLOCK))
    guard descriptor >= 0 else {
      pthread_sigmask(SIG_SETMASK, &maskBefore, nil)
      return nil
    }
  }

  /// The next signal, and whether the child has to be told of it.
  ///
  /// What the keyboard sends goes to the whole group, so the child has it already; a hang-up may come
  /// to the guard alone, as leader of the session.
  func next() -> (number: Int32, concernsChild: Bool)? {
    var report = signalfd_siginfo()
    let size = MemoryLayout<signalfd_siginfo>.size
    guard read(descriptor, &report, size) == size else { return nil }
    let number = Int32(report.ssi_signo)
    guard number != SIGCHLD else { return (number, false) }
    let isFromKernel = report.ssi_code == 0x80
    return (number, !isFromKernel || number == SIGHUP)
  }

  /// In the child: it takes its signals itself, and begins with none held back.
  func releaseAll() { sigemptyset(&maskBefore) }

  /// Stops the guard as the child was stopped; returns when the shell continues it.
  func stop() {
    var stop = SignalQueue.set(of: [SIGTSTP])
    var masked = sigset_t()
    raise(SIGTSTP)
    pthread_sigmask(SIG_UNBLOCK, &stop, &masked)
    pthread_sigmask(SIG_SETMASK, &masked, nil)
  }

  deinit {
    close(descriptor)
    pthread_sigmask(SIG_SETMASK, &maskBefore, nil)
  }
}
