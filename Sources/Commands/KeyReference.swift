package import Console
import Screen
package import Settings

/// The console's keys as they are bound now, a row a command, for `keys`, `doctor` and the README.
package struct KeyReference {
  package struct Row {
    package var command: String
    package var keys: [String]
    package var places: String
    package var help: String
  }

  package let rows: [Row]
  /// Conflicts and wrong names, with their lines of the configuration.
  package let problems: [SettingsProblem]

  package init(choices: [KeyChoice] = []) {
    let (table, problems) = KeyTable.make(choices)
    self.problems = problems.map { SettingsProblem(line: $0.line, what: $0.sentence) }
    rows = KeyBindings.all.flatMap { binding in
      let keys = table.keys(of: binding.command)
      let typing = binding.contexts.filter(\.isTyping)
      // Where words are typed a letter is a letter, whatever it is bound to elsewhere.
      return [
        Row(binding, keys, in: binding.contexts.filter { !$0.isTyping }),
        Row(binding, keys.filter { !$0.isLetter }, in: typing),
      ].filter { !$0.places.isEmpty }.merged
    }
  }
}

extension KeyReference.Row {
  fileprivate init(_ binding: KeyBinding, _ keys: [Key], in contexts: [KeyContext]) {
    command = binding.command.rawValue
    self.keys = keys.map { KeyName.name(of: $0) }
    places = contexts.map(\.title).joined(separator: ", ")
    help = binding.help
  }
}

extension [KeyReference.Row] {
  /// One row where the keys are the same in all places.
  fileprivate var merged: [KeyReference.Row] {
    guard count == 2, self[0].keys == self[1].keys else { return self }
    var row = self[0]
    row.places += ", \(self[1].places)"
    if row.places == Self.allPlaces { row.places = "Everywhere" }
    return [row]
  }

  private static var allPlaces: String {
    let contexts = KeyContext.allCases
    return (contexts.filter { !$0.isTyping } + contexts.filter(\.isTyping)).map(\.title)
      .joined(separator: ", ")
  }
}
