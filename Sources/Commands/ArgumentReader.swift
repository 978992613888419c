import Commerce
import Settings

/// Turns the words of a call into an `Invocation` of one command of the table.
struct ArgumentReader {
  let table: [Command]

  /// The words up to the first option, without the options before them.
  func path(of words: [String]) -> [String] { split(words).1 }

  /// The command that the words name, and what is left of the words.
  func find(_ words: [String]) throws(UsageError) -> (command: Command, rest: [String]) {
    let (globals, path, rest) = split(words)
    guard !path.isEmpty else {
      guard let console = table.first(where: \.path.isEmpty) else {
        throw UsageError("a command is missing")
      }
      return (console, globals + rest)
    }
    for length in stride(from: min(path.count, 2), through: 1, by: -1) {
      if let command = table.first(where: { $0.path == Array(path.prefix(length)) }) {
        return (command, globals + path.dropFirst(length) + rest)
      }
    }
    throw unknownCommand(path)
  }

  /// Options before the command's words, the words up to the next option, and the rest.
  private func split(_ words: [String]) -> ([String], [String], [String]) {
    var globals: [String] = []
    var index = 0
    while index < words.count, words[index].hasPrefix("-"), words[index] != "-" {
      globals.append(words[index])
      index += 1
      let name = globals[globals.count - 1].dropFirst(2)
      let takesValue = GlobalOptions.all.contains { $0.name == name && $0.value != nil }
      if takesValue, index < words.count {
        globals.append(words[index])
        index += 1
      }
    }
    let path = words[index...].prefix { !$0.hasPrefix("-") }
    return (globals, Array(path), Array(words[(index + path.count)...]))
  }

  private func unknownCommand(_ path: [String]) -> UsageError {
    let groups = Set(table.compactMap(\.path.first))
    guard groups.contains(path[0]) else {
      return UsageError(
        "there is no command `\(path[0])`",
        hint: wholeName(path[0]) ?? nearestName(path, among: groups.sorted())
      )
    }
    let members = members(of: path[0])
    guard path.count > 1 else {
      return UsageError("`\(path[0])` needs one of: \(members.joined(separator: ", "))")
        .seeing([path[0]])
    }
    return UsageError(
      "there is no command `\(path[0]) \(path[1])`; there are: \(members.joined(separator: ", "))",
      hint: statusHint(path)
        ?? NearestWord.find(path[1], among: members).map { "\(path[0]) \($0)" }
    ).seeing([path[0]])
  }

  /// `orders list`: the nearest first word, and the second one where it fits.
  private func nearestName(_ path: [String], among groups: [String]) -> String? {
    guard let group = NearestWord.find(path[0], among: groups) else { return nil }
    guard path.count > 1, members(of: group).contains(path[1]) else { return group }
    return "\(group) \(path[1])"
  }

  /// `list` alone, where `order list` or another is meant; `version` as a word.
  private func wholeName(_ word: String) -> String? {
    if GlobalOptions.all.contains(where: { $0.name == word && $0.value == nil }) {
      return "--\(word)"
    }
    return table.first { $0.path.count == 2 && $0.path[1] == word }?.name
  }

  /// `order deliver` is a natural guess where the status is set.
  private func statusHint(_ path: [String]) -> String? {
    guard path[0] == "order", path[1].count >= 4,
      let status = OrderStatus.allCases.first(where: { $0.rawValue.hasPrefix(path[1]) })
    else { return nil }
    let numbers = path.count > 2 ? Array(path[2...]) : ["NUMBER"]
    return (["order status"] + numbers + ["--to", status.rawValue]).joined(separator: " ")
  }

  private func members(of word: String) -> [String] {
    table.filter { $0.path.first == word && $0.path.count == 2 }.map { $0.path[1] }
  }

  /// Reads options and arguments in any order; `--` ends the options.
  func read(_ words: [String], for command: Command) throws(UsageError) -> Invocation {
    var invocation = Invocation(command: command.path)
    var index = 0
    var isOptionAllowed = true
    while index < words.count {
      let word = words[index]
      index += 1
      if isOptionAllowed, word == "--" {
        isOptionAllowed = false
      } else if isOptionAllowed, word.hasPrefix("-"), word != "-" {
        try readOption(word, words, &index, command, &invocation)
      } else {
        invocation.arguments.append(word)
      }
    }
    if !invocation.has("help") {
      try check(invocation.arguments, against: command)
      try refuseMissingOption(invocation, command)
    }
    return invocation
  }

  private func readOption(
    _ word: String,
    _ words: [String],
    _ index: inout Int,
    _ command: Command,
    _ invocation: inout Invocation
  ) throws(UsageError) {
    let known = command.options + command.sharedOptions
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = word == "-h" ? "help" : String(parts[0].drop { $0 == "-" })
    guard let option = known.first(where: { $0.name == name }), word.hasPrefix("--") || word == "-h"
    else {
      let value = parts.count == 2 ? String(parts[1]) : index < words.count ? words[index] : nil
      throw UsageError(
        "`\(label(command))` has no option \(parts[0])",
        hint: queryHint(name, value, command)
          ?? optionHint(word, name, among: known.map(\.name)).map { "--\($0)" }
      )
    }
    guard let value = option.value else {
      guard parts.count == 1 else { throw UsageError("--\(name) takes no value") }
      invocation.switches.insert(name)
      return
    }
    let given: String
    if parts.count == 2 {
      given = String(parts[1])
    } else {
      guard index < words.count else { throw UsageError("--\(name) needs a value: \(value)") }
      given = words[index]
      index += 1
    }
    try check(given, among: option.choices, for: "--\(name)")
    guard option.repeats || invocation.values[name] == nil else {
      throw UsageError("--\(name) is given twice, and only one value can count")
    }
    invocation.values[name, default: []].append(given)
  }

  /// `order --hlp`: an option where a command's second word is missing.
  func refuseUnknown(_ word: String, ofGroup group: String) throws(UsageError) {
    let name = String(word.prefix { $0 != "=" }.drop { $0 == "-" })
    let known = GlobalOptions.all.map(\.name)
    guard !known.contains(name) else { return }
    throw UsageError(
      "`orderdeck \(group)` has no option \(word.prefix { $0 != "=" })",
      hint: optionHint(word, name, among: known).map { "--\($0)" }
    ).seeing([group])
  }

  /// `-q` is a natural guess where only one option begins with that letter.
  private func optionHint(_ word: String, _ name: String, among names: [String]) -> String? {
    guard !word.hasPrefix("--"), name.count == 1 else {
      return NearestWord.find(name, among: names)
    }
    let meant = names.filter { $0.hasPrefix(name.lowercased()) }
    return meant.count == 1 ? meant[0] : nil
  }

  private func check(_ given: [String], against command: Command) throws(UsageError) {
    var rest = given[...]
    for argument in command.arguments {
      switch argument.count {
      case .one, .oneOrMore:
        guard let word = rest.popFirst() else {
          let choices = argument.choices.joined(separator: ", ")
          throw UsageError(
            "`\(label(command))` needs \(argument.name): \(argument.help)"
              + (choices.isEmpty ? "" : ", one of \(choices)")
          )
        }
        try check(word, among: argument.choices, for: argument.name)
        if case .oneOrMore = argument.count { rest = [] }
      case .optional:
        if let word = rest.popFirst() {
          try check(word, among: argument.choices, for: argument.name)
        }
      case .any:
        rest = []
      }
    }
    if let extra = rest.first { throw noFurtherWord(extra, command) }
  }

  func noFurtherWord(_ word: String, _ command: Command) -> UsageError {
    let below = command.path.count == 1 ? members(of: command.path[0]) : []
    let near = NearestWord.find(word, among: below).map { "\(command.name) \($0)" }
    let isStatus = QueryField.status.words.contains(word)
    return UsageError(
      "`\(label(command))` takes no further word: `\(word)`",
      hint: near ?? (isStatus ? queryHint("status", word, command) : valueHint(word, command))
    )
  }

  /// `sync feed.ndjson` and `order list lamp` leave out the option.
  private func valueHint(_ word: String, _ command: Command) -> String? {
    guard command.arguments.isEmpty, !word.contains("'"),
      let option = command.options.first(where: { ["from", "query"].contains($0.name) })
    else { return nil }
    return "\(command.name) --\(option.name) '\(word)'"
  }

  /// `--status shipped` is a natural guess where `--query status:shipped` is meant.
  private func queryHint(_ name: String, _ value: String?, _ command: Command) -> String? {
    guard command.options.contains(where: { $0.name == "query" }),
      let field = QueryField(named: name)
    else { return nil }
    let word = value.flatMap { $0.hasPrefix("-") || $0.contains(" ") ? nil : $0 } ?? "WORD"
    return "--query '\(field.rawValue):\(word)'"
  }

  private func check(_ word: String, among choices: [String], for name: String) throws(UsageError) {
    guard !choices.isEmpty, !choices.contains(word) else { return }
    throw UsageError(
      "\(name) is one of \(choices.joined(separator: ", ")), not `\(word)`",
      hint: NearestWord.find(word, among: choices).flatMap { isSlip(word, of: $0) ? $0 : nil }
    )
  }

  /// Two slips in a word of four letters make another word: tcsh is not bash.
  private func isSlip(_ word: String, of choice: String) -> Bool {
    word.count > 4 || choice.hasPrefix(word.lowercased())
      || NearestWord.slips(word, choice, atMost: 1) != nil
  }

  private func label(_ command: Command) -> String {
    (["orderdeck"] + command.path).joined(separator: " ")
  }
}
