import CNCurses
import Glibc

/// Ends the session's waiting from any thread; several calls before the loop looks are one.
package final class WakeSignal: Sendable {
  /// An eventfd; readable when somebody has called.
  let descriptor: Int32

  package init() throws(TerminalError) {
    descriptor = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
    guard descriptor >= 0 else { throw .system(call: "eventfd", code: errno) }
  }

  package func wake() {
    var one: UInt64 = 1
    // It can only fail when the counter is full, and then the loop is awake already.
    _ = write(descriptor, &one, 8)
  }

  /// Forgets the calls so far; true when there were any.
  func acknowledge() -> Bool {
    var count: UInt64 = 0
    return read(descriptor, &count, 8) == 8
  }

  deinit { close(descriptor) }
}
