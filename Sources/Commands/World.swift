package import Commerce
package import Host

/// Where a command reads and writes; a test gives one that keeps what was written.
package protocol Streams: Sendable {
  func write(_ text: String, to stream: StandardStream) throws(StreamError)
  func isTerminal(_ stream: StandardStream) -> Bool
  /// The next bytes of standard input; empty at the end.
  func readChunk() throws(HostError) -> [UInt8]
}

/// The machine as commands meet it.
package struct World: Sendable {
  package var environment: Environment
  package var user: UserIdentity
  /// Where relative paths begin.
  package var folder: String
  package var streams: any Streams
  package var now: @Sendable () -> Instant
  package var newID: @Sendable () -> String

  package init(
    environment: Environment,
    user: UserIdentity,
    folder: String,
    streams: any Streams,
    now: @escaping @Sendable () -> Instant,
    newID: @escaping @Sendable () -> String
  ) {
    self.environment = environment
    self.user = user
    self.folder = folder
    self.streams = streams
    self.now = now
    self.newID = newID
  }

  /// The machine that the program really runs on.
  package static func real() -> World {
    let environment = Environment.current()
    return World(
      environment: environment,
      user: .current(environment: environment),
      folder: Folders.working(),
      streams: RealStreams(),
      now: { Clock().now() },
      newID: { RandomSource().uuid() }
    )
  }
}

private struct RealStreams: Streams {
  private let streams = StandardStreams()

  func write(_ text: String, to stream: StandardStream) throws(StreamError) {
    try streams.write(text, to: stream)
  }

  func isTerminal(_ stream: StandardStream) -> Bool { stream.isTerminal }

  func readChunk() throws(HostError) -> [UInt8] { try streams.readChunk() }
}
