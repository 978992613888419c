package import Commerce

/// Everything that the configuration file can set, with what counts when it does not.
///
/// `ConfigurationTable` lists each setting once, with its help sentence; nothing else knows the
/// names that stand in the file.
package struct Configuration: Equatable, Sendable {
  package enum Density: String, CaseIterable, Sendable {
    case comfortable, compact
  }

  /// When a chat counts as read.
  package enum MarkRead: String, CaseIterable, Sendable {
    /// After it has been on the screen for a moment.
    case dwell
    /// When somebody answers.
    case reply
    /// Only by its key.
    case manual
  }

  /// Keys given to one command in `[keys]`; no keys unbind it.
  package struct KeyChoice: Equatable, Sendable {
    package var command: String
    package var keys: [String]
    /// Line of the file, for reports of conflicts.
    package var line: Int

    package init(command: String, keys: [String], line: Int) {
      self.command = command
      self.keys = keys
      self.line = line
    }
  }

  /// A theme's name; empty leaves the choice to the terminal's abilities.
  package var theme = ""
  package var density = Density.comfortable
  package var isMouseOn = true
  package var enterSends = true
  package var undoSeconds = 10
  package var undoMinutes = 15
  package var markRead = MarkRead.dwell
  package var usesOnlyASCII = false
  package var currencyDisplay = MoneyStyle.symbol
  package var dates = DateOrder.dayMonth
  /// Program and arguments; empty asks the environment.
  package var editor: [String] = []
  package var businessName = ""
  package var businessType = "ecommerce"
  package var ringsBell = false
  /// Program and arguments that deliver replies; empty keeps them in the outbox.
  package var transportCommand: [String] = []
  /// Program and arguments that pay refunds; empty keeps them in the outbox.
  package var paymentCommand: [String] = []
  /// Program and arguments that send e-mails, as `sendmail -t`; empty keeps them in the outbox.
  package var emailCommand: [String] = []
  /// Whom e-mails come from: an address, with a name before it or without.
  package var emailSender = ""
  package var refundLimits = RefundLimits()
  /// In the order of the file.
  package var keys: [KeyChoice] = []

  package init() {}

  /// Reads a configuration file; what cannot be used keeps its default and is reported.
  package static func read(_ text: String) -> (Configuration, [SettingsProblem]) {
    let document = SettingsDocument(parsing: text)
    var configuration = Configuration()
    var problems = document.problems
    for entry in document.unquoted {
      // Quotes would not help where the setting is no text.
      var unused = Configuration()
      guard let what = ConfigurationTable.apply(entry, to: &unused) else { continue }
      problems.removeAll { $0.line == entry.line }
      problems.append(SettingsProblem(line: entry.line, what: what))
    }
    for entry in document.entries {
      if let what = ConfigurationTable.apply(entry, to: &configuration) {
        problems.append(SettingsProblem(line: entry.line, what: what))
      }
    }
    return (configuration, problems.sorted { $0.line < $1.line })
  }
}
