package import Commerce
package import Desk
package import Host
package import Store

/// What the console works with: the store, the door for change, and the machine's clock.
package struct Workplace: Sendable {
  package var store: Store
  package var desk: Desk
  package var staff: Staff
  package var environment: Environment
  package var now: @Sendable () -> Instant
  package var newID: @Sendable () -> String
  /// Delivers replies; the default one keeps them in the outbox and says so.
  package var transport: any Transport
  /// Sends e-mails; the default one keeps them in the outbox and says so.
  package var mailer: any Mailer
  /// Texts for e-mails to choose from.
  package var emailTemplates = EmailTemplates()
  /// Pays refunds; the default one keeps them in the outbox and says so.
  package var paymentProvider: any PaymentProvider
  /// Where case files are written; made when the first one is.
  package var caseFileFolder: String
  /// Program and arguments for long texts.
  package var editor: [String]
  /// Says a sentence on standard error, once the screen is gone.
  package var complain: @Sendable (String) -> Void

  package init(
    store: Store,
    desk: Desk,
    staff: Staff,
    environment: Environment,
    caseFileFolder: String,
    now: @escaping @Sendable () -> Instant,
    newID: @escaping @Sendable () -> String
  ) {
    self.store = store
    self.desk = desk
    self.staff = staff
    self.environment = environment
    self.caseFileFolder = caseFileFolder
    self.now = now
    self.newID = newID
    transport = NoTransport()
    mailer = NoMailer()
    paymentProvider = NoPaymentProvider()
    complain = { _ in }
    editor = Self.editor(of: environment)
  }

  /// `VISUAL`, then `EDITOR`, then vi, as every program of this kind does.
  package static func editor(of environment: Environment) -> [String] {
    let words = (environment["VISUAL"] ?? environment["EDITOR"] ?? "vi")
      .split(separator: " ").map(String.init)
    return words.isEmpty ? ["vi"] : words
  }
}
