import Foundation
import Glibc

/// A program that runs beside the test without a terminal, its streams kept in files.
///
/// Nothing here sleeps: waits end with the program, or at their deadline.
package final class ProgramRun {
  /// How it went, once it has ended.
  package struct Outcome: Sendable {
    package var end: ProgramEnd
    package var output: String
    package var errorOutput: String

    /// The exit status; 128 and the signal's number where a signal ended it, as shells count.
    package var status: Int32 {
      switch end {
      case .exited(let status): status
      case .killed(let signal): 128 + signal
      }
    }
  }

  package private(set) var process: Int32 = 0
  private let folder: TemporaryFolder
  private var end: ProgramEnd?

  /// Starts it at once; `input` is a file for its standard input.
  package init(
    _ program: String,
    _ arguments: [String] = [],
    environment: [String: String] = PseudoTerminal.environment(),
    input: String = "/dev/null"
  ) throws {
    folder = try TemporaryFolder("run")
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let flags = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, folder.path("out"), flags, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, folder.path("err"), flags, 0o600)
    process = try spawn(program, arguments, environment: environment, &actions)
  }

  /// Runs it to its end.
  package static func outcome(
    of program: String,
    _ arguments: [String] = [],
    environment: [String: String] = PseudoTerminal.environment(),
    input: String = "/dev/null",
    seconds: Double = 60
  ) throws -> Outcome {
    try ProgramRun(program, arguments, environment: environment, input: input)
      .wait(seconds: seconds)
  }

  package func signal(_ number: Int32) { kill(process, number) }

  package var hasEnded: Bool {
    if end != nil { return true }
    var status: Int32 = 0
    guard waitpid(process, &status, WNOHANG) == process else { return false }
    let signal = status & 0x7F
    end = signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal: signal)
    return true
  }

  /// True when it ended within the time; a fault that strikes "after a while" waits like this.
  package func ends(within milliseconds: Int) -> Bool {
    let deadline = ContinuousClock.now + .milliseconds(milliseconds)
    while !hasEnded {
      guard ContinuousClock.now < deadline else { return false }
      poll(nil, 0, 1)
    }
    return true
  }

  package func wait(seconds: Double = 60) throws -> Outcome {
    guard ends(within: Int(seconds * 1_000)), let end else {
      throw PseudoTerminalError.system("wait for process \(process)", ETIMEDOUT)
    }
    return Outcome(
      end: end,
      output: try folder.read("out"),
      errorOutput: try folder.read("err")
    )
  }

  deinit {
    guard process > 0, !hasEnded else { return }
    kill(process, SIGKILL)
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }
}
