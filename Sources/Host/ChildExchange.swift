import CHost
import Glibc

/// Both ends of a pipe; none of them survives an exec.
struct Pipe {
  var read: Int32
  var write: Int32

  init(for program: String) throws(HostError) {
    var ends: [Int32] = [-1, -1]
    guard pipe2(&ends, O_CLOEXEC) == 0 else { throw .last("start", program) }
    read = ends[0]
    write = ends[1]
  }
}

/// The three pipes between us and a child; closed at the end whatever happens.
final class ChildPipes {
  var input: Pipe
  var output: Pipe
  var error: Pipe

  init(program: String) throws(HostError) {
    input = try Pipe(for: program)
    output = try Pipe(for: program)
    error = try Pipe(for: program)
  }

  /// Closes what is the child's, so that its end is seen as end of file.
  func keepOurEnds() {
    Self.shut(&input.read)
    Self.shut(&output.write)
    Self.shut(&error.write)
    // Writing must never wait for a child that does not read: the deadline rules.
    _ = fcntl(input.write, F_SETFL, O_NONBLOCK)
  }

  static func shut(_ descriptor: inout Int32) {
    guard descriptor >= 0 else { return }
    close(descriptor)
    descriptor = -1
  }

  deinit {
    for descriptor in [input.read, input.write, output.read, output.write, error.read, error.write]
    where descriptor >= 0 {
      close(descriptor)
    }
  }
}

/// Talks with a running child until it has ended or its time is up.
struct ChildExchange {
  private let pipes: ChildPipes
  private let process: pid_t
  private var input: ArraySlice<UInt8>
  private let deadline: Int64
  private let outputLimit: Int
  private var output: [UInt8] = []
  private var errorOutput: [UInt8] = []

  init(
    pipes: ChildPipes,
    process: pid_t,
    input: [UInt8],
    deadline: Int64,
    outputLimit: Int
  ) {
    self.pipes = pipes
    self.process = process
    self.input = input[...]
    self.deadline = deadline
    self.outputLimit = outputLimit
    pipes.keepOurEnds()
  }

  mutating func finish() -> ChildOutcome {
    if input.isEmpty { ChildPipes.shut(&pipes.input.write) }
    while pipes.output.read >= 0 || pipes.error.read >= 0 {
      guard waitForTraffic() else { return outcome(.timedOut) }
    }
    return outcome(awaitEnd())
  }

  private var timeLeft: Int32 {
    Int32(clamping: max(0, deadline - Clock().monotonicMilliseconds()))
  }

  /// False when the time is up.
  private mutating func waitForTraffic() -> Bool {
    var requests = [
      pollfd(fd: pipes.output.read, events: Int16(POLLIN), revents: 0),
      pollfd(fd: pipes.error.read, events: Int16(POLLIN), revents: 0),
      pollfd(fd: pipes.input.write, events: Int16(POLLOUT), revents: 0),
    ]
    let count = poll(&requests, nfds_t(requests.count), timeLeft)
    guard count != 0 else { return false }
    guard count > 0 else { return errno == EINTR }
    if requests[0].revents != 0 { collect(&pipes.output.read, into: &output) }
    if requests[1].revents != 0 { collect(&pipes.error.read, into: &errorOutput) }
    if requests[2].revents != 0 { feed() }
    return true
  }

  private func collect(_ descriptor: inout Int32, into bytes: inout [UInt8]) {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = read(descriptor, &buffer, buffer.count)
    if count < 0, errno == EINTR { return }
    guard count > 0 else { return ChildPipes.shut(&descriptor) }
    // What is over the limit is read and dropped, or the child would hang.
    bytes += buffer[..<min(count, max(0, outputLimit - bytes.count))]
  }

  private mutating func feed() {
    let count = input.withUnsafeBytes { write(pipes.input.write, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR || errno == EAGAIN { return }
    // A child may close its input early (EPIPE); how it ends says whether that was right.
    input = count < 0 ? [] : input.dropFirst(count)
    if input.isEmpty { ChildPipes.shut(&pipes.input.write) }
  }

  /// Both outputs are closed, so the end is near: look often at first, then rarely.
  private func awaitEnd() -> ChildEnd {
    var pause: Int32 = 1
    while true {
      var status: Int32 = 0
      let found = waitpid(process, &status, WNOHANG)
      if found == process { return ChildProcess.end(of: status) }
      if found < 0, errno != EINTR { return .exited(127) }
      guard timeLeft > 0 else { return .timedOut }
      poll(nil, 0, min(pause, timeLeft))
      pause = min(pause * 2, 50)
    }
  }

  private func outcome(_ end: ChildEnd) -> ChildOutcome {
    if end == .timedOut {
      kill(-process, SIGKILL)
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }
    return ChildOutcome(end: end, output: output, errorOutput: errorOutput)
  }
}
