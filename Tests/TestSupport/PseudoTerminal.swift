import Foundation
import Glibc

/// A terminal without glass: runs a program on a pseudo-terminal, types, and sees what it draws.
///
/// Nothing here sleeps: every wait ends when a condition holds, or throws at its deadline with the
/// screen as it is then.
package final class PseudoTerminal {
  /// What the terminal shows now, of the output that was read so far.
  package private(set) var screen: EmulatedTerminal
  /// Every byte that came out, in order.
  package private(set) var output: [UInt8] = []
  /// The modes of the line before anything ran.
  package let modesAtStart: LineModes
  package private(set) var process: Int32 = 0
  private var master: Int32
  private var end: ProgramEnd?

  /// A terminal of this size on which nothing runs yet.
  package init(columns: Int = 80, rows: Int = 24) throws(PseudoTerminalError) {
    var size = winsize(
      ws_row: UInt16(rows),
      ws_col: UInt16(columns),
      ws_xpixel: 0,
      ws_ypixel: 0
    )
    var ends: (master: Int32, slave: Int32) = (-1, -1)
    var name = [CChar](repeating: 0, count: 128)
    guard openpty(&ends.master, &ends.slave, &name, nil, &size) == 0 else {
      throw .system("openpty", errno)
    }
    _ = fcntl(ends.master, F_SETFD, FD_CLOEXEC)
    _ = fcntl(ends.slave, F_SETFD, FD_CLOEXEC)
    _ = fcntl(ends.master, F_SETFL, O_NONBLOCK)
    guard let modes = LineModes(of: ends.master) else { throw .system("tcgetattr", errno) }
    master = ends.master
    slave = ends.slave
    path = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    modesAtStart = modes
    screen = EmulatedTerminal(width: columns, height: rows)
  }

  /// Kept open until the program has its own end, else the line would hang up.
  private var slave: Int32
  private let path: String

  /// A small environment in which programs run alike everywhere.
  package static func environment(
    term: String? = "xterm-256color",
    adding more: [String: String] = [:]
  ) -> [String: String] {
    var values = [
      "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC",
      "HOME": "/nonexistent",
      "SWIFT_BACKTRACE": "enable=no",
    ]
    values["TERM"] = term
    return values.merging(more) { $1 }
  }

  /// Starts a program as leader of a session of its own with this as its controlling terminal.
  package func start(
    _ program: String,
    _ arguments: [String] = [],
    environment: [String: String] = PseudoTerminal.environment()
  ) throws(PseudoTerminalError) {
    precondition(process == 0, "a pseudo-terminal runs one program")
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // Opened by the leader of a new session, it becomes the controlling terminal.
    posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    process = try spawn(program, arguments, environment: environment, &actions)
    Glibc.close(slave)
    slave = -1
  }

  // MARK: Doing

  package func send(_ text: String) throws(PseudoTerminalError) { try send(Array(text.utf8)) }

  /// Types bytes, reading output meanwhile, so that neither side waits for the other.
  package func send(_ bytes: [UInt8]) throws(PseudoTerminalError) {
    let deadline = Self.now() + 20_000
    var rest = bytes[...]
    while !rest.isEmpty {
      guard Self.now() < deadline else { throw failure("typing \(bytes.count) bytes") }
      let count = rest.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR && errno != EAGAIN {
        throw .system("write to the pseudo-terminal", errno)
      }
      if !rest.isEmpty { waitForRoom() }
    }
  }

  /// Until the line takes more or has something to say, which has to be read first.
  private func waitForRoom() {
    var request = pollfd(fd: master, events: Int16(POLLIN | POLLOUT), revents: 0)
    poll(&request, 1, 100)
    if request.revents & Int16(POLLIN) != 0 { _ = readOutput(within: 0) }
  }

  /// Changes the size; the kernel sends SIGWINCH.
  package func resize(columns: Int, rows: Int) {
    var size = winsize(
      ws_row: UInt16(rows),
      ws_col: UInt16(columns),
      ws_xpixel: 0,
      ws_ypixel: 0
    )
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    screen.resize(width: columns, height: rows)
  }

  /// Sends a signal to the program that was started, or to another process of the test.
  package func signal(_ number: Int32, to other: Int32? = nil) {
    kill(other ?? process, number)
  }

  /// Pulls the plug: what a closed window or a lost line does.
  package func hangUp() {
    guard master >= 0 else { return }
    close(master)
    master = -1
  }

  // MARK: Seeing

  /// The modes of the line now; nil after `hangUp`.
  package var modes: LineModes? { LineModes(of: master) }

  /// The children of a process, oldest first: the console is the child of its guard.
  package func children(of parent: Int32? = nil) -> [Int32] {
    let parent = parent ?? process
    let path = "/proc/\(parent)/task/\(parent)/children"
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      // The process has ended: it has no children.
      return []
    }
    return text.split(separator: " ").compactMap { Int32($0) }
  }

  /// Reads until the condition holds.
  @discardableResult
  package func wait(
    for what: String,
    seconds: Double = 10,
    until condition: (EmulatedTerminal) -> Bool
  ) throws(PseudoTerminalError) -> EmulatedTerminal {
    let deadline = Self.now() + Int64(seconds * 1_000)
    while !condition(screen) {
      guard Self.now() < deadline else { throw failure(what) }
      if !readOutput(within: Int32(clamping: max(0, deadline - Self.now()))) {
        if condition(screen) { break }
        throw failure("\(what) (the program has closed the terminal)")
      }
    }
    return screen
  }

  @discardableResult
  package func wait(
    forText text: String,
    seconds: Double = 10
  ) throws(PseudoTerminalError) -> EmulatedTerminal {
    try wait(for: "\"\(text)\"", seconds: seconds) { $0.contains(text) }
  }

  /// Reads what comes until nothing has come for so long; for what must *not* appear.
  ///
  /// A screen that never comes to rest is a failure of its own.
  package func settle(milliseconds: Int32 = 100) throws(PseudoTerminalError) {
    let deadline = Self.now() + 30_000
    while readOutput(within: milliseconds, orGiveUp: true) {
      guard Self.now() < deadline else { throw failure("a screen at rest") }
    }
  }

  /// Waits, reading on, until something outside the screen holds; looked at every few milliseconds.
  package func wait(
    for what: String,
    seconds: Double = 10,
    polling condition: () -> Bool
  ) throws(PseudoTerminalError) {
    let deadline = Self.now() + Int64(seconds * 1_000)
    while !condition() {
      guard Self.now() < deadline else { throw failure(what) }
      if !readOutput(within: 5) { poll(nil, 0, 5) }
    }
  }

  /// Reads on until the program that was started has ended.
  package func waitForEnd(seconds: Double = 10) throws(PseudoTerminalError) -> ProgramEnd {
    try wait(for: "the program's end", seconds: seconds, polling: { collectEnd() })
    try settle(milliseconds: 0)
    guard let end else { throw failure("the program's end") }
    return end
  }

  private func collectEnd() -> Bool {
    if end != nil { return true }
    var status: Int32 = 0
    guard waitpid(process, &status, WNOHANG) == process else { return false }
    let signal = status & 0x7F
    end = signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal: signal)
    return true
  }

  /// False when there will be no more output (or, if asked, when none came in time).
  private func readOutput(within milliseconds: Int32, orGiveUp: Bool = false) -> Bool {
    guard master >= 0 else { return false }
    var request = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&request, 1, milliseconds) > 0 else { return !orGiveUp }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = read(master, &buffer, buffer.count)
    guard count > 0 else { return count < 0 && (errno == EAGAIN || errno == EINTR) && !orGiveUp }
    output += buffer[..<count]
    screen.feed(buffer[..<count])
    return true
  }

  private func failure(_ what: String) -> PseudoTerminalError {
    .timedOut(waitingFor: what, screen: screen.text, unknown: screen.unknown)
  }

  private static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }

  deinit {
    if master >= 0 { close(master) }
    if slave >= 0 { close(slave) }
    guard process > 0, end == nil else { return }
    for child in children() { kill(child, SIGKILL) }
    kill(process, SIGKILL)
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }
}
