import CNCurses
import Glibc

/// Gathers what a library writes to a descriptor in several pieces, and sends it as one.
///
/// ncurses writes whenever its own small buffer is full; over a slow line somebody would see half
/// a screen of before and half of after. While a frame is made the descriptor leads into memory.
package final class FrameCollector {
  /// Where the library writes.
  private let descriptor: Int32
  /// What it led to before: the terminal.
  private let terminal: Int32
  private let memory: Int32
  private var buffer: [UInt8] = []

  /// Without memory for it (-1) frames go out in pieces, as the library sends them.
  package init(descriptor: Int32) {
    self.descriptor = descriptor
    terminal = fcntl(descriptor, F_DUPFD_CLOEXEC, 10)
    memory = memfd_create("orderdeck-frame", 1)
  }

  /// Sends what `body` has written in one piece; nothing when that is nothing.
  package func collect(_ body: () -> Void) {
    guard terminal >= 0, memory >= 0, mayGrow, lseek(memory, 0, SEEK_SET) == 0,
      dup3(memory, descriptor, O_CLOEXEC) >= 0
    else { return body() }
    body()
    dup3(terminal, descriptor, O_CLOEXEC)
    send(count: Int(lseek(memory, 0, SEEK_CUR)))
  }

  /// False where no file may grow (`ulimit -f`), which counts for files in memory, too: a piece of
  /// the frame would be lost, and the library would not know.
  private var mayGrow: Bool {
    var limit = rlimit()
    return getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0
      && limit.rlim_cur >= Self.largestFrame
  }

  /// More bytes than any frame has: each of a million cells with its own colours.
  private static let largestFrame: rlim_t = 64 << 20

  private func send(count: Int) {
    guard count > 0 else { return }
    if buffer.count < count { buffer = [UInt8](repeating: 0, count: count) }
    let read = pread(memory, &buffer, count, 0)
    guard read > 0 else { return }
    WholeWrite.write(buffer[..<read], to: descriptor)
  }

  deinit {
    for descriptor in [terminal, memory] where descriptor >= 0 { close(descriptor) }
  }
}

/// Writing to a terminal to the last byte.
enum WholeWrite {
  static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN {
        waitForRoom(descriptor)
        continue
      }
      // A terminal that is gone is noticed where the keyboard is read.
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  private static func waitForRoom(_ descriptor: Int32) {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    _ = poll(&request, 1, -1)
  }
}
