import Desk
import Host
import Settings

extension Session {
  /// The configured transport, or none: then replies stay in the outbox and the console says so.
  func transport() throws -> any Transport {
    let command = try configuration().transportCommand
    guard !command.isEmpty else { return NoTransport() }
    let child = ChildProcess(arguments: command, environment: world.environment)
    return CommandTransport { input in
      do {
        let outcome = try child.run(input: input)
        switch outcome.end {
        case .exited(let status):
          return .exited(
            Int(status),
            errorOutput: String(decoding: outcome.errorOutput.prefix(2_000), as: UTF8.self)
          )
        case .killed(let signal): return .killed(bySignal: Int(signal))
        case .timedOut: return .timedOut
        }
      } catch {
        return .couldNotStart(String(describing: error))
      }
    }
  }
}
