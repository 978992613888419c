package import Console
import Settings

/// The console's keys as they are bound now, a row a command, for `keys`, `doctor` and the README.
package struct KeyReference {
  package struct Row {
    package var command: String
    package var keys: [String]
    package var places: String
    package var help: String
  }

  package let rows: [Row]
  /// Conflicts and wrong names in the configuration, a sentence each.
  package let problems: [String]

  package init(choices: [KeyChoice] = []) {
    let (table, problems) = KeyTable.make(choices)
    self.problems = problems.map(\.sentence)
    rows = KeyBindings.all.map { binding in
      Row(
        command: binding.command.rawValue,
        keys: table.keys(of: binding.command).map { KeyName.name(of: $0) },
        places: binding.contexts.map(\.title).joined(separator: ", "),
        help: binding.help
      )
    }
  }
}
