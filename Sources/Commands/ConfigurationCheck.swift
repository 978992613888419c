import Host
import Settings
import Theming

/// Everything that is wrong with the configuration, for `config check` and `doctor`.
struct ConfigurationCheck {
  let configuration: Configuration
  /// In the order of the file.
  let problems: [SettingsProblem]

  init(_ session: Session) throws {
    let text = try session.configurationText() ?? ""
    let (configuration, read) = Configuration.read(text)
    self.configuration = configuration
    let document = SettingsDocument(parsing: text)
    var problems = read + KeyReference(choices: configuration.consoleKeys).problems
    let note = { (section: String, key: String, what: String) in
      let line = document.entries.last { $0.section == section && $0.key == key }?.line ?? 0
      problems.append(SettingsProblem(line: line, what: what))
    }
    let programs = [
      ("transport", "command", configuration.transportCommand.first),
      ("email", "command", configuration.emailCommand.first),
      ("payments", "command", configuration.paymentCommand.first),
      ("", "editor", configuration.editor.first),
    ]
    for (section, key, program) in programs {
      if let fault = program.flatMap(ProgramFile.fault) { note(section, key, "\(key): \(fault)") }
    }
    if !configuration.emailCommand.isEmpty, configuration.emailSender.isEmpty {
      note("email", "command", "from: it must be set too, or nothing is sent")
    }
    if !configuration.theme.isEmpty, try !session.themes().names.contains(configuration.theme) {
      note("", "theme", try session.unknownTheme(configuration.theme).description)
    }
    self.problems = problems.sorted { $0.line < $1.line }
  }
}
