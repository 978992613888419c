/// The help texts, generated from the table of commands.
package enum HelpText {
  /// The whole program in one page.
  package static func overview(_ table: [Command]) -> String {
    var lines = [
      "orderdeck: a shop's orders and the chats around them, in the terminal",
      "",
      "usage: orderdeck [OPTIONS]                the console",
      "       orderdeck COMMAND [OPTIONS]        one thing, then back to the shell",
      "",
    ]
    let named = table.filter { !$0.path.isEmpty }
    let width = named.map(\.name.count).max() ?? 0
    for command in named {
      lines.append("  \(pad(command.name, width))  \(command.summary)")
    }
    lines += ["", "Options of every command:"] + rows(of: GlobalOptions.all)
    lines += ["", "Exit status:"]
    lines += ExitStatus.allCases.map { "  \(pad(String($0.rawValue), 3))  \($0.meaning)" }
    lines += ["", "`orderdeck COMMAND --help` says more of each."]
    return lines.joined(separator: "\n") + "\n"
  }

  /// One command: usage, arguments, options, notes, examples.
  package static func page(for command: Command) -> String {
    var lines = [command.summary, "", "usage: \(usage(of: command))"]
    if !command.arguments.isEmpty {
      let width = command.arguments.map(\.name.count).max() ?? 0
      lines += [""]
      lines += command.arguments.map { argument in
        let choices =
          argument.choices.isEmpty ? "" : " (\(argument.choices.joined(separator: ", ")))"
        return "  \(pad(argument.name, width))  \(argument.help)\(choices)"
      }
    }
    if !command.options.isEmpty { lines += ["", "Options:"] + rows(of: command.options) }
    lines += ["", "Options of every command:"] + rows(of: GlobalOptions.all)
    if !command.notes.isEmpty { lines += [""] + command.notes }
    if !command.examples.isEmpty {
      lines += ["", "Examples:"] + command.examples.map { "  \($0)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The commands that begin with one word, for `orderdeck order`.
  package static func group(_ word: String, _ table: [Command]) -> String {
    let members = table.filter { $0.path.first == word }
    let width = members.map { usage(of: $0).count }.max() ?? 0
    let lines = members.map { "  \(pad(usage(of: $0), width))  \($0.summary)" }
    return lines.joined(separator: "\n") + "\n"
  }

  package static func usage(of command: Command) -> String {
    var words = ["orderdeck"] + command.path + command.arguments.map(\.usage)
    words += command.options.map { "[\($0.usage)]" }
    return words.joined(separator: " ")
  }

  private static func rows(of options: [Option]) -> [String] {
    let width = options.map(\.usage.count).max() ?? 0
    return options.map { option in
      let choices = option.choices.isEmpty ? "" : " (\(option.choices.joined(separator: ", ")))"
      return "  \(pad(option.usage, width))  \(option.help)\(choices)"
    }
  }

  static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
