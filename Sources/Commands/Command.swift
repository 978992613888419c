/// One command of the command line, as the table knows it.
///
/// Dispatch, `--help`, nearest-word hints, completion scripts and the README's reference all read this
/// value; nothing about a command is written anywhere else.
package struct Command: Sendable {
  /// The words that name it, as `["order", "status"]`; empty for the console itself.
  package var path: [String]
  package var summary: String
  package var arguments: [Argument]
  package var options: [Option]
  /// What a reader of `--help` must know beside the options, a sentence each.
  package var notes: [String]
  package var examples: [String]
  /// Names of the options of every other command that would mean nothing here, so they are refused.
  package var without: [String]
  var run: @Sendable (Invocation, Session) throws -> ExitStatus

  init(
    _ path: String,
    _ summary: String,
    arguments: [Argument] = [],
    options: [Option] = [],
    notes: [String] = [],
    examples: [String] = [],
    without: [String] = [],
    run: @escaping @Sendable (Invocation, Session) throws -> ExitStatus
  ) {
    self.path = path.split(separator: " ").map(String.init)
    self.summary = summary
    self.arguments = arguments
    self.options = options
    self.notes = notes
    self.examples = examples
    self.without = without
    self.run = run
  }

  package var name: String { path.joined(separator: " ") }

  /// Whether its answer is a receipt: so it is of each change that can be tried before.
  var printsReceipt: Bool { options.contains { $0.name == SharedOptions.dryRun } }

  /// The options that it shares with the others.
  var sharedOptions: [Option] { GlobalOptions.all.filter { !without.contains($0.name) } }
}

/// What a shell offers for a word.
package enum Completion: Equatable, Sendable {
  case nothing
  case words([String])
  case files
  /// The themes there are when it is asked, one's own with them.
  case themes
}

/// A word that a command takes by its place.
package struct Argument: Sendable {
  package enum Count: Sendable { case one, optional, oneOrMore, any }
  package var name: String
  package var help: String
  package var count: Count
  /// The only words that are right, where there are such.
  package var choices: [String]
  package var completes: Completion

  init(
    _ name: String,
    _ help: String,
    count: Count = .one,
    choices: [String] = [],
    completes: Completion = .nothing
  ) {
    self.name = name
    self.help = help
    self.count = count
    self.choices = choices
    self.completes = choices.isEmpty ? completes : .words(choices)
  }

  /// As the usage line shows it: `NUMBER`, `[TEXT]`, `NUMBER…`.
  package var usage: String {
    switch count {
    case .one: name
    case .optional: "[\(name)]"
    case .oneOrMore: "\(name)…"
    case .any: "[\(name)…]"
    }
  }
}

/// A `--word`, with a value or without.
package struct Option: Sendable {
  package var name: String
  /// What stands for the value in help; nil for a switch.
  package var value: String?
  package var help: String
  package var choices: [String]
  package var completes: Completion
  /// Given more than once it has all values; another one is refused the second time.
  package var repeats: Bool
  /// Without it the command cannot be carried out.
  package var isRequired: Bool
  /// The command asks for it itself, since only what it finds says what there is to choose from.
  package var isAskedWithFacts: Bool

  init(
    _ name: String,
    value: String? = nil,
    _ help: String,
    choices: [String] = [],
    completes: Completion = .nothing,
    repeats: Bool = false,
    isRequired: Bool = false,
    isAskedWithFacts: Bool = false
  ) {
    self.name = name
    self.value = value
    self.help = help
    self.isRequired = isRequired
    self.isAskedWithFacts = isAskedWithFacts
    self.choices = choices
    self.repeats = repeats
    self.completes = choices.isEmpty ? completes : .words(choices)
  }

  package var usage: String { "--\(name)" + (value.map { " \($0)" } ?? "") }
}

/// How a command ended; the numbers are part of the interface.
package enum ExitStatus: Int32, Sendable, CaseIterable {
  case done = 0
  case refused = 1
  case usage = 2
  case tryAgain = 3
  case interrupted = 130

  package var meaning: String {
    switch self {
    case .done: "done"
    case .refused: "refused, failed or nothing found; the reason is on standard error"
    case .usage: "wrong usage, with the nearest right word"
    case .tryAgain: "try again: the store is busy or the source not reachable"
    case .interrupted: "interrupted"
    }
  }
}
