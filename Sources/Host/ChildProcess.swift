import CHost
import Glibc

/// How another program ended.
package enum ChildEnd: Equatable, Sendable {
  case exited(Int32)
  case killed(bySignal: Int32)
  /// It ran longer than it may, so it was killed.
  case timedOut
}

/// What another program said before it ended.
package struct ChildOutcome: Equatable, Sendable {
  package var end: ChildEnd
  package var output: [UInt8]
  package var errorOutput: [UInt8]

  package var succeeded: Bool { end == .exited(0) }
}

/// Another program with its arguments as they are: no shell, so no text can become a command.
///
/// The child gets no descriptor but its three streams (promise P6), default signals, no umask
/// surprises and exactly the environment that is given.
package struct ChildProcess: Sendable {
  /// The program (looked up in `PATH`) and its arguments; never empty.
  package var arguments: [String]
  package var environment: Environment

  package init(arguments: [String], environment: Environment) {
    precondition(!arguments.isEmpty, "a child process needs a program to run")
    self.arguments = arguments
    self.environment = environment
  }

  /// Runs the program to its end, feeding `input` and collecting both outputs (each cut at
  /// `outputLimit` bytes).
  ///
  /// After `timeout` milliseconds it and its own children are killed.
  package func run(
    input: [UInt8] = [],
    timeout: Int = 30_000,
    outputLimit: Int = 1 << 20
  ) throws(HostError) -> ChildOutcome {
    // A child that closes its input early is an error to look at, not our death.
    signal(SIGPIPE, SIG_IGN)
    let pipes = try ChildPipes(program: arguments[0])
    let process = try spawn(
      streams: [pipes.input.read, pipes.output.write, pipes.error.write],
      inOwnGroup: true
    )
    var exchange = ChildExchange(
      pipes: pipes,
      process: process,
      input: input,
      deadline: Clock().monotonicMilliseconds() + Int64(timeout),
      outputLimit: outputLimit
    )
    return exchange.finish()
  }

  /// Runs a program that talks to the person, such as an editor, on our own terminal.
  ///
  /// When it is stopped with Ctrl-Z we stop too, so that the shell gets its turn, and wake it when
  /// we are continued. The caller has given the terminal back before; `started` is told of the
  /// program as soon as it runs.
  package func runInForeground(
    started: (ProcessMark) -> Void = { _ in }
  ) throws(HostError) -> ChildEnd {
    let process = try spawn(streams: [0, 1, 2], inOwnGroup: false)
    started(ProcessMark(of: Int(process)))
    while true {
      var status: Int32 = 0
      guard waitpid(process, &status, WUNTRACED) == process else {
        if errno == EINTR { continue }
        throw .last("wait for", arguments[0])
      }
      guard status & 0xFF == 0x7F else { return Self.end(of: status) }
      stopOurselves()
      kill(process, SIGCONT)
    }
  }

  static func end(of status: Int32) -> ChildEnd {
    let signal = status & 0x7F
    return signal == 0 ? .exited((status >> 8) & 0xFF) : .killed(bySignal: signal)
  }

  /// Stops this process as Ctrl-Z would, even where the signal is blocked; returns when continued.
  private func stopOurselves() {
    var stop = sigset_t()
    var before = sigset_t()
    sigemptyset(&stop)
    sigaddset(&stop, SIGTSTP)
    raise(SIGTSTP)
    pthread_sigmask(SIG_UNBLOCK, &stop, &before)
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }

  private func spawn(streams: [Int32], inOwnGroup: Bool) throws(HostError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, descriptor) in streams.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
    }
    posix_spawn_file_actions_addclosefrom_np(&actions, 3)
    var attributes = Self.attributes(inOwnGroup: inOwnGroup)
    defer { posix_spawnattr_destroy(&attributes) }
    let words = CStrings(arguments)
    let variables = CStrings(environment.values.map { "\($0.key)=\($0.value)" }.sorted())
    var process: pid_t = 0
    let code = posix_spawnp(
      &process,
      arguments[0],
      &actions,
      &attributes,
      words.pointers,
      variables.pointers
    )
    guard code == 0 else {
      throw HostError(action: "start", place: arguments[0], problem: .system(code))
    }
    return process
  }

  private static func attributes(inOwnGroup: Bool) -> posix_spawnattr_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    var flags = Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)
    if inOwnGroup {
      posix_spawnattr_setpgroup(&attributes, 0)
      flags |= Int32(POSIX_SPAWN_SETPGROUP)
    }
    posix_spawnattr_setflags(&attributes, Int16(flags))
    return attributes
  }
}

/// A null-terminated array of C strings that lives as long as this object.
final class CStrings {
  let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  private let count: Int

  init(_ strings: [String]) {
    count = strings.count
    pointers = .allocate(capacity: count + 1)
    for (place, string) in strings.enumerated() {
      (pointers + place).initialize(to: strdup(string))
    }
    (pointers + count).initialize(to: nil)
  }

  deinit {
    for place in 0..<count { free(pointers[place]) }
    pointers.deallocate()
  }
}
