import CNCurses
import Glibc

/// The console's process as its guard sees it: an id and a pipe that it complains into.
final class GuardedChild {
  /// Enough for the last words of a crash.
  private static let longestTail = 16_384

  let process: pid_t
  let messages: Int32
  private(set) var tail: [UInt8] = []

  private init(process: pid_t, messages: Int32) {
    self.process = process
    self.messages = messages
    _ = fcntl(messages, F_SETFL, O_NONBLOCK)
  }

  /// Which of the two processes this is after the split.
  enum Split {
    case parent(GuardedChild)
    case child(GuardLink)
  }

  /// Makes two processes out of this one; nil when that is impossible.
  ///
  /// The child goes on where the parent stands, as no other program would begin any faster; there
  /// is one thread, and nothing is open yet.
  static func split() -> Split? {
    var ends: [Int32] = [-1, -1]
    guard pipe2(&ends, O_CLOEXEC) == 0 else { return nil }
    let parent = getpid()
    let process = linux_fork()
    guard process != 0 else {
      close(ends[0])
      becomeChild(of: parent)
      return .child(GuardLink(messagePipe: ends[1]))
    }
    close(ends[1])
    guard process > 0 else {
      close(ends[0])
      return nil
    }
    return .parent(GuardedChild(process: process, messages: ends[0]))
  }

  private static func becomeChild(of parent: pid_t) {
    // The guard reports a crash; the runtime's own report would be written over the screen.
    for number in [SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP] {
      signal(number, SIG_DFL)
    }
    // A guard that is killed itself must not leave a console without one behind.
    _ = linux_die_with_parent(SIGTERM)
    if getppid() != parent { raise(SIGTERM) }
  }

  /// Takes what the child has said, keeping the end of it; false when it will say no more.
  func listen() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while true {
      let count = read(messages, &buffer, buffer.count)
      if count < 0 { return errno == EAGAIN || errno == EINTR }
      guard count > 0 else { return false }
      tail += buffer[..<count]
      tail.removeFirst(max(0, tail.count - Self.longestTail))
    }
  }

  deinit { close(messages) }
}
