package import Screen

/// The keys as they are bound now: the table with the configuration's choices on top.
package struct KeyTable: Equatable, Sendable {
  private var keysByCommand: [Command: [Key]]

  /// The table and all that is wrong with the choices; a wrong choice changes nothing.
  package static func make(
    _ choices: [KeyChoice],
    enterSends: Bool = true
  ) -> (table: KeyTable, problems: [KeyProblem]) {
    var table = KeyTable(enterSends: enterSends)
    var problems: [KeyProblem] = []
    for choice in choices { problems += table.apply(choice) }
    problems += table.conflicts(blaming: choices)
    table.giveToWinners(problems)
    table.keepReachable(choices, problems)
    return (table, problems)
  }

  /// One key does one thing, so that no other place shows it for what it no longer does.
  private mutating func giveToWinners(_ problems: [KeyProblem]) {
    for problem in problems {
      guard case .conflict(let key, _, let loser) = problem.what else { continue }
      keysByCommand[loser]?.removeAll { KeyName.name(of: $0) == key }
    }
  }

  /// Of two commands with one chosen key the later one, left with no other, keeps those of the table.
  private mutating func keepReachable(_ choices: [KeyChoice], _ problems: [KeyProblem]) {
    for command in choices.compactMap({ Command(rawValue: $0.command) }) {
      let lost = problems.compactMap { problem -> String? in
        guard case .conflict(let key, _, command) = problem.what else { return nil }
        return key
      }
      let kept = keys(of: command).filter { !lost.contains(KeyName.name(of: $0)) }
      guard !lost.isEmpty, kept.isEmpty else { continue }
      keysByCommand[command] = KeyBindings.binding(of: command)?.defaultKeys.filter { key in
        !lost.contains(KeyName.name(of: key))
      }
    }
  }

  private init(enterSends: Bool) {
    keysByCommand = Dictionary(
      KeyBindings.all.map { ($0.command, $0.defaultKeys) },
      uniquingKeysWith: { first, _ in first }
    )
    guard !enterSends else { return }
    keysByCommand[.send] = KeyBindings.binding(of: .newLine)?.defaultKeys
    keysByCommand[.newLine] = KeyBindings.binding(of: .send)?.defaultKeys
  }

  /// In the order of the table; the first is the one to show.
  package func keys(of command: Command) -> [Key] { keysByCommand[command] ?? [] }

  /// The name of the first key; nil when the command is unbound.
  package func keyName(of command: Command) -> String? {
    keys(of: command).first.map(KeyName.name)
  }

  /// What the key asks for where these contexts hold.
  ///
  /// Where words are typed, a letter is a letter, whatever it is bound to.
  func command(for key: Key, in contexts: [KeyContext]) -> Command? {
    if contexts.contains(where: \.isTyping), key.isLetter { return nil }
    return KeyBindings.all.first { binding in
      binding.contexts.contains(where: contexts.contains)
        && keys(of: binding.command).contains(key)
    }?.command
  }

  private mutating func apply(_ choice: KeyChoice) -> [KeyProblem] {
    guard let command = Command(rawValue: choice.command) else {
      return [KeyProblem(line: choice.line, what: .unknownCommand(choice.command))]
    }
    var problems: [KeyProblem] = []
    var keys: [Key] = []
    for name in choice.keys {
      if let key = KeyName.key(name) {
        keys.append(key)
      } else {
        problems.append(KeyProblem(line: choice.line, what: .unknownKey(name)))
      }
    }
    if problems.isEmpty { keysByCommand[command] = keys }
    return problems
  }

  /// A chosen key goes before one of the table, as whoever chose it expects.
  private func conflicts(blaming choices: [KeyChoice]) -> [KeyProblem] {
    let chosen = Set(choices.compactMap { Command(rawValue: $0.command) })
    var problems: [KeyProblem] = []
    for (index, first) in KeyBindings.all.enumerated() {
      for second in KeyBindings.all.dropFirst(index + 1) where overlap(first, second) {
        for key in keys(of: first.command) where keys(of: second.command).contains(key) {
          let isSecond = chosen.contains(second.command) && !chosen.contains(first.command)
          let (winner, loser) = isSecond ? (second, first) : (first, second)
          let what = KeyProblem.What.conflict(KeyName.name(of: key), winner.command, loser.command)
          let names = [first.command.rawValue, second.command.rawValue]
          let line = choices.last { names.contains($0.command) }?.line ?? 0
          problems.append(KeyProblem(line: line, what: what))
        }
      }
    }
    return problems
  }

  private func overlap(_ first: KeyBinding, _ second: KeyBinding) -> Bool {
    first.contexts.contains { one in second.contexts.contains { one.overlaps($0) } }
  }
}

/// What is wrong with a choice of keys, with the line of the configuration.
package struct KeyProblem: Equatable, Sendable {
  package enum What: Equatable, Sendable {
    case unknownCommand(String)
    case unknownKey(String)
    /// One key for two commands that work at the same time; the first of them has it.
    case conflict(String, Command, Command)
  }

  package var line: Int
  package var what: What

  package var sentence: String {
    switch what {
    case .unknownCommand(let name):
      "there is no command \"\(name)\"; `orderdeck keys` lists them"
    case .unknownKey(let name):
      "\"\(name)\" is no key; write it like \"j\", \"G\", \"Ctrl-d\", \"Alt-Enter\", \"PgDn\" or \"F2\""
    case .conflict(let key, let first, let second):
      "\(key) is bound to \(first.rawValue) and to \(second.rawValue); \(first.rawValue) has it; "
        + "give \(second.rawValue) another key"
    }
  }
}

extension Key {
  /// Something that a text would be written with.
  package var isLetter: Bool {
    guard case .character = code else { return false }
    return !control && !alt
  }
}
