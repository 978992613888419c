import Glibc

/// The three streams a process is born with.
package enum StandardStream: Int32, Sendable {
  case input = 0
  case output = 1
  case error = 2

  package var isTerminal: Bool { isatty(rawValue) == 1 }
}

/// Why a write to a standard stream did not arrive.
package enum StreamError: Error, Equatable, Sendable {
  /// The reader has gone (`| head`): the program ends quietly.
  case closed
  case failed(HostError)
}

package struct StandardStreams: Sendable {
  package init() {}

  /// Writes all of the text or throws; text from customers must be made safe before.
  package func write(_ text: String, to stream: StandardStream) throws(StreamError) {
    try write(Array(text.utf8), to: stream)
  }

  package func write(_ bytes: [UInt8], to stream: StandardStream) throws(StreamError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(stream.rawValue, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EPIPE {
        throw .closed
      } else if errno == EAGAIN {
        wait(until: POLLOUT, on: stream)
      } else if errno != EINTR {
        throw .failed(.last("write", stream == .output ? "standard output" : "standard error"))
      }
    }
  }

  /// The next bytes of standard input, at most `limit`; empty at the end.
  package func readChunk(limit: Int = 65_536) throws(HostError) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: limit)
    while true {
      let count = read(StandardStream.input.rawValue, &buffer, buffer.count)
      if count >= 0 { return Array(buffer[..<count]) }
      if errno == EAGAIN {
        wait(until: POLLIN, on: .input)
      } else if errno != EINTR {
        throw .last("read", "standard input")
      }
    }
  }

  private func wait(until event: Int32, on stream: StandardStream) {
    var request = pollfd(fd: stream.rawValue, events: Int16(event), revents: 0)
    poll(&request, 1, -1)
  }
}
