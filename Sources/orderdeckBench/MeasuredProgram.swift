import Glibc

/// A full-screen program on a pseudo-terminal, seen from outside: when it writes, and how much.
///
/// A frame counts as complete with the last byte before the terminal was quiet for `quiet`
/// milliseconds. The clock is read when bytes arrive, never after work of our own.
final class MeasuredProgram {
  static let columns = 140
  static let rows = 40
  private static let quiet: Int32 = 60

  private let master: Int32
  private let process: pid_t
  /// Nanoseconds from the start of the program to its first complete screen.
  private(set) var startUp = 0.0
  private(set) var hasEnded = false

  /// What followed a key.
  struct Paint {
    /// From the key to the last byte of the frame; nil when nothing was written.
    var nanoseconds: Double?
    var bytes = 0
  }

  init(_ launch: Launch) throws {
    var size = winsize(
      ws_row: UInt16(Self.rows),
      ws_col: UInt16(Self.columns),
      ws_xpixel: 0,
      ws_ypixel: 0
    )
    var ends: (master: Int32, slave: Int32) = (-1, -1)
    var name = [CChar](repeating: 0, count: 128)
    guard openpty(&ends.master, &ends.slave, &name, nil, &size) == 0 else {
      throw BareError("no pseudo-terminal")
    }
    // Kept open until the program has its own end, else the line would hang up.
    defer { close(ends.slave) }
    master = ends.master
    _ = fcntl(master, F_SETFD, FD_CLOEXEC)
    let started = Stopwatch.now
    process = try launch.start { actions in
      // Opened by the leader of a new session, it becomes the controlling terminal.
      posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
      posix_spawn_file_actions_adddup2(&actions, 0, 1)
      posix_spawn_file_actions_adddup2(&actions, 0, 2)
    }
    let screen = collect(since: started, patience: 20_000)
    guard screen.bytes > 500, let nanoseconds = screen.nanoseconds else {
      throw BareError("\(launch.program) shows no screen")
    }
    startUp = nanoseconds
  }

  deinit {
    close(master)
    guard !hasEnded else { return }
    for child in processes { kill(child, SIGKILL) }
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }

  // MARK: Doing

  @discardableResult
  func type(_ keys: String) -> Paint {
    let bytes = Array(keys.utf8)
    let started = Stopwatch.now
    write(master, bytes, bytes.count)
    return collect(since: started)
  }

  func resize(columns: Int, rows: Int) -> Paint {
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    let started = Stopwatch.now
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    return collect(since: started)
  }

  /// What is written after something else happened at `moment`.
  func paint(after moment: Int64) -> Paint { collect(since: moment) }

  /// Lets pass what was started, such as counts that come late.
  func settle(milliseconds: Int32 = 300) {
    while waitForOutput(milliseconds) { _ = readSome() }
  }

  func quit(_ keys: String) {
    type(keys)
    let deadline = Stopwatch.now + 5_000_000_000
    var status: Int32 = 0
    while Stopwatch.now < deadline, !hasEnded {
      if waitForOutput(1) { _ = readSome() }
      hasEnded = waitpid(process, &status, WNOHANG) == process
    }
  }

  // MARK: Seeing

  private func collect(since started: Int64, patience: Int32 = 1_000) -> Paint {
    var paint = Paint()
    while waitForOutput(paint.bytes == 0 ? patience : Self.quiet) {
      let moment = Stopwatch.now
      let count = readSome()
      guard count > 0 else { break }
      paint.bytes += count
      paint.nanoseconds = Double(moment - started)
    }
    return paint
  }

  private func waitForOutput(_ milliseconds: Int32) -> Bool {
    var request = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, milliseconds) > 0 && request.revents & Int16(POLLIN) != 0
  }

  private func readSome() -> Int {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    return read(master, &buffer, buffer.count)
  }

  /// The program and everything it started.
  var processes: [pid_t] {
    var found = [process]
    var next = 0
    while next < found.count {
      let text = ProcessFile.text("/proc/\(found[next])/task/\(found[next])/children")
      found += text.split(separator: " ").compactMap { pid_t($0) }
      next += 1
    }
    return found
  }
}

/// What the kernel says of a process.
enum ProcessFile {
  static func text(_ path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 16_384)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }

  /// The number behind `name:` in a status file; 0 when it has gone.
  static func number(_ name: String, in path: String) -> Int {
    for line in text(path).split(separator: "\n") where line.hasPrefix(name + ":") {
      let words = line.dropFirst(name.count + 1).split { $0 == "\t" || $0 == " " }
      return words.first.flatMap { Int($0) } ?? 0
    }
    return 0
  }
}

extension MeasuredProgram {
  /// The most memory that was ever resident, over all processes, in MiB.
  ///
  /// The kernel keeps the peak of each process and not what they shared then; so what they share
  /// now is taken off, that pages which two of them map count once.
  var peakMemory: Double {
    let kibibytes = processes.map { process in
      let now = "/proc/\(process)/smaps_rollup"
      let shared = ProcessFile.number("Rss", in: now) - ProcessFile.number("Pss", in: now)
      return ProcessFile.number("VmHWM", in: "/proc/\(process)/status") - shared
    }
    return Double(kibibytes.reduce(0, +)) / 1024
  }

  /// How often each thread has slept and been woken since it began.
  private var wakeUps: [String: Int] {
    let threads = processes.flatMap { process in
      Self.threads(of: process).map { "/proc/\(process)/task/\($0)/status" }
    }
    return Dictionary(
      uniqueKeysWithValues: threads.map {
        ($0, ProcessFile.number("voluntary_ctxt_switches", in: $0))
      }
    )
  }

  private static func threads(of process: pid_t) -> [String] {
    guard let folder = opendir("/proc/\(process)/task") else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.first?.isNumber == true { names.append(name) }
    }
    return names
  }

  /// Bytes written and wake-ups while nothing happens for so long.
  ///
  /// Begins when the threads that the last key needed have gone: libdispatch keeps them for 5 s.
  func idle(seconds: Int) -> (bytes: Int, wakeUps: Int) {
    _ = bytesWritten(in: 6)
    let before = wakeUps
    let bytes = bytesWritten(in: seconds)
    let after = wakeUps
    let woken = after.reduce(0) { $0 + $1.value - (before[$1.key] ?? 0) }
    // A thread that ended was woken for it.
    return (bytes, woken + before.keys.count { after[$0] == nil })
  }

  private func bytesWritten(in seconds: Int) -> Int {
    let deadline = Stopwatch.now + Int64(seconds) * 1_000_000_000
    var bytes = 0
    while Stopwatch.now < deadline {
      let left = Int32((deadline - Stopwatch.now) / 1_000_000) + 1
      if waitForOutput(left) { bytes += max(0, readSome()) }
    }
    return bytes
  }
}
