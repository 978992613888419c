import CNCurses
import Glibc

/// Keeps what the program or a library writes to standard output and error off the screen.
///
/// During a session both streams lead into the guard's pipe, or without a guard into a file in
/// memory; `end` gives them back and shows what was written, made harmless.
final class StreamDiversion {
  private let sink: Int32
  private let ownsSink: Bool
  private var originals: [(stream: Int32, copy: Int32)] = []

  /// - Parameter guardPipe: where the guard listens; it prints what it hears if we die.
  init(guardPipe: Int32?) {
    if let guardPipe {
      sink = guardPipe
      ownsSink = false
    } else {
      sink = memfd_create("orderdeck-messages", 1)
      ownsSink = true
    }
  }

  var isActive: Bool { !originals.isEmpty }

  func begin() {
    guard sink >= 0, originals.isEmpty else { return }
    for stream: Int32 in [1, 2] {
      let copy = fcntl(stream, F_DUPFD_CLOEXEC, 10)
      guard copy >= 0 else { continue }
      originals.append((stream, copy))
      dup2(sink, stream)
    }
  }

  func end() {
    for (stream, copy) in originals {
      dup2(copy, stream)
      close(copy)
    }
    originals = []
  }

  /// Prints what was written meanwhile, once the terminal is the user's again.
  func replay() {
    guard ownsSink, sink >= 0 else { return }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = pread(sink, &buffer, buffer.count, 0)
    guard count > 0 else { return }
    ftruncate(sink, 0)
    lseek(sink, 0, SEEK_SET)
    let text = PlainReport.harmless(buffer[..<count])
    _ = text.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
  }

  deinit {
    end()
    if ownsSink, sink >= 0 { close(sink) }
  }
}
