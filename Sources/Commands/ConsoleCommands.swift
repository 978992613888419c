import Commerce
import Console
import ConsoleRuntime
import Desk
import Host
import Screen
import Settings
import Store
import Terminal
import Theming

enum ConsoleCommands {
  static let console = Command(
    "",
    "The console, full-screen",
    notes: ["Keys: `?` in the console, or `orderdeck keys`."],
    without: ["json"]
  ) { _, session in
    try session.guarded { link in
      let status = try session.consoleRun(guardLink: link).run()
      try session.tellWhatWaits()
      return status
    }
  }
}

extension Session {
  /// Splits the program into guard and console, so that the terminal comes back whatever happens.
  func guarded(_ console: (GuardLink?) throws -> Int32) throws -> ExitStatus {
    guard world.streams.isTerminal(.input), world.streams.isTerminal(.output) else {
      throw UsageError("the console needs a terminal; without one, give a command")
    }
    switch TerminalGuard.runGuarded() {
    case .parent(let status): throw ProgramEnd(status: status)
    case .child(let link): throw ProgramEnd(status: try console(link))
    }
  }

  /// Replies and e-mails that were not sent when the last console was left stay where they are.
  func tellWhatWaits() throws {
    let count = isReadOnly ? 0 : try store().outboxCounts().waiting
    guard count > 0 else { return }
    let waiting = CountText.of(count, "message waits", many: "messages wait")
    let road =
      try configuration().transportCommand.isEmpty
      ? "there is no transport yet; set `command` under `[transport]` in the configuration"
      : "sent while a console is open, or by `orderdeck outbox deliver`"
    try talk("\(waiting) in the outbox: \(road)")
  }

  func consoleRun(guardLink: GuardLink?) throws -> ConsoleRun {
    let configuration = try configuration()
    var workplace = Workplace(
      store: try storeOrNew(),
      desk: try desk(via: "console"),
      staff: try staff(),
      environment: world.environment,
      caseFileFolder: "\(folders.data)/case-files",
      now: world.now,
      newID: world.newID
    )
    workplace.transport = try transport()
    workplace.paymentProvider = try paymentProvider()
    workplace.mailer = try mailer()
    workplace.emailTemplates = try emailTemplates()
    workplace.complain = { [streams = world.streams] sentence in
      // The terminal may be gone by then, and nobody is left to tell.
      try? streams.write("orderdeck: \(SafeText.plain(sentence))\n", to: .error)
    }
    if !configuration.editor.isEmpty { workplace.editor = configuration.editor }
    let name = configuration.businessName
    var run = ConsoleRun(
      workplace: workplace,
      themes: try themes(),
      theme: configuration.theme,
      shop: Shop(name: name, businessType: configuration.businessType)
    )
    run.guardLink = guardLink
    run.wantedTheme = try wantedTheme()
    run.settings = ConsoleSettings(configuration)
    run.keyChoices = configuration.consoleKeys
    run.isMouseOn = configuration.isMouseOn
    run.usesOnlyASCII = configuration.usesOnlyASCII
    run.program = programWords
    run.viewStatePath = "\(folders.state)/view.toml"
    let theme = configuration.theme
    let isThemeMissing = !theme.isEmpty && !run.themes.names.contains(theme)
    let words =
      faults(in: configuration) + openingWords
      + (isThemeMissing ? ["there is no theme \(theme)"] : [])
    run.openingNotice = words.isEmpty ? nil : words.joined(separator: "; ")
    return run
  }

  /// How many faults `config check` names, keys in conflict among them.
  private func faults(in configuration: Configuration) -> [String] {
    let keys = KeyTable.make(configuration.consoleKeys).problems.count
    let count = configurationFaults + keys
    guard count > 0 else { return [] }
    return [
      "\(CountText.of(count, "fault")) in \(configurationPath): `orderdeck config check` names "
        + (count == 1 ? "it" : "them")
    ]
  }

  /// The program as it was called, with what decides on store and person.
  private var programWords: [String] {
    let db = invocation.value("db").map { _ in ["--db", storePath] } ?? []
    let config = invocation.value("config").map { _ in ["--config", configurationPath] } ?? []
    let name = invocation.value("as").map { ["--as", $0] } ?? []
    return ["orderdeck"] + db + config + name
  }

  /// `--theme`; an unknown name is said at once.
  func wantedTheme() throws -> String? {
    guard let name = invocation.value("theme") else { return nil }
    guard try themes().names.contains(name) else { throw try unknownTheme(name) }
    return name
  }
}

extension ConsoleSettings {
  init(_ configuration: Configuration) {
    self.init()
    density = Density(rawValue: configuration.density.rawValue) ?? .comfortable
    enterSends = configuration.enterSends
    markRead = MarkRead(rawValue: configuration.markRead.rawValue) ?? .dwell
    undoSeconds = configuration.undoSeconds
    moneyStyle = configuration.currencyDisplay
    dates = configuration.dates
    ringsBell = configuration.ringsBell
  }
}

/// The end of the console or of its guard, with the status that the process leaves with.
struct ProgramEnd: Error {
  var status: Int32
}
