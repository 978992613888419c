import Commerce
import Desk
import Host
import Settings

extension Session {
  /// The configured transport, or none: then replies stay in the outbox and the console says so.
  func transport() throws -> any Transport {
    let command = try configuration().transportCommand
    return command.isEmpty ? NoTransport() : CommandTransport(run: runner(of: command))
  }

  /// The configured payment provider, or none: then refunds stay in the outbox.
  func paymentProvider() throws -> any PaymentProvider {
    let command = try configuration().paymentCommand
    return command.isEmpty ? NoPaymentProvider() : CommandPaymentProvider(run: runner(of: command))
  }

  /// The configured program for e-mails, or none: then they stay in the outbox.
  func mailer() throws -> any Mailer {
    let configuration = try configuration()
    guard !configuration.emailCommand.isEmpty else { return NoMailer() }
    guard let sender = EmailSender(configuration.emailSender) else {
      return NoMailer(NoMailer.noSender)
    }
    return CommandMailer(from: sender, run: runner(of: configuration.emailCommand))
  }

  private func runner(
    of command: [String]
  ) -> @Sendable ([UInt8]) -> CommandTransport.Ending {
    let child = ChildProcess(arguments: command, environment: world.environment)
    return { input in
      do {
        let outcome = try child.run(input: input)
        switch outcome.end {
        case .exited(let status):
          return .exited(
            Int(status),
            output: String(decoding: outcome.output.prefix(2_000), as: UTF8.self),
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
