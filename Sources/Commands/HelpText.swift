/// The help texts, generated from the table of commands and folded to a terminal of 80 columns.
package enum HelpText {
  private static let columns = 80

  /// The whole program in one page.
  package static func overview(_ table: [Command]) -> String {
    var lines = [
      "orderdeck: a shop's orders and the chats around them, in the terminal",
      "",
      "usage: orderdeck [OPTIONS]                the console",
      "       orderdeck COMMAND [OPTIONS]        one thing, then back to the shell",
      "",
    ]
    lines += rows(table.filter { !$0.path.isEmpty }.map { ($0.name, $0.summary) })
    lines += ["", "Options of every command:"] + rows(of: GlobalOptions.all)
    lines += ["", "Exit status:"]
    lines += rows(ExitStatus.allCases.map { (String($0.rawValue), $0.meaning) })
    lines += ["", "`orderdeck COMMAND --help` says more of each."]
    return lines.joined(separator: "\n") + "\n"
  }

  /// One command: usage, arguments, options, notes, examples.
  package static func page(for command: Command, in table: [Command]) -> String {
    var lines = [command.summary, ""]
    lines += fold(usageWords(of: command), first: "usage: ", next: "         ")
    if !command.arguments.isEmpty {
      lines += [""] + rows(command.arguments.map { ($0.name, help($0.help, $0.choices)) })
    }
    if !command.options.isEmpty { lines += ["", "Options:"] + rows(of: command.options) }
    lines += [""] + sharedOptions(of: command)
    if !command.notes.isEmpty { lines += [""] + command.notes.flatMap { fold(words($0)) } }
    if !command.examples.isEmpty {
      lines += ["", "Examples:"] + command.examples.map { "  \($0)" }
    }
    lines += below(command, table)
    return lines.joined(separator: "\n") + "\n"
  }

  /// The commands that begin with one word, for `orderdeck order`.
  package static func group(_ word: String, _ table: [Command]) -> String {
    let members = table.filter { $0.path.first == word }
    let lines =
      ["Commands of `orderdeck \(word)`:", ""]
      + rows(members.map { ("orderdeck \($0.name)", $0.summary) })
      + ["", "`orderdeck \(word) COMMAND --help` says more of each."]
    return lines.joined(separator: "\n") + "\n"
  }

  /// In one line, however long.
  package static func usage(of command: Command) -> String {
    usageWords(of: command).joined(separator: " ")
  }

  static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  // MARK: Pieces

  private static func usageWords(of command: Command) -> [String] {
    [(["orderdeck"] + command.path).joined(separator: " ")] + command.arguments.map(\.usage)
      + command.options.filter(\.isRequired).map(\.usage)
      + command.options.filter { !$0.isRequired }.map { "[\($0.usage)]" }
  }

  private static func sharedOptions(of command: Command) -> [String] {
    let names = command.sharedOptions.map(\.usage)
    let list = names.dropLast().map { "\($0)," } + names.suffix(1)
    let title =
      command.without.isEmpty ? "Options of every command" : "Options as of other commands"
    return fold(words("\(title) (`orderdeck --help`):") + list, next: "  ")
  }

  /// The commands whose words begin with this one's: `sync status` beside `sync`.
  private static func below(_ command: Command, _ table: [Command]) -> [String] {
    guard command.path.count == 1 else { return [] }
    let members = table.filter { $0.path.count == 2 && $0.path[0] == command.path[0] }
    guard !members.isEmpty else { return [] }
    return ["", "See also:"] + rows(members.map { ("orderdeck \($0.name)", $0.summary) })
  }

  private static func rows(of options: [Option]) -> [String] {
    rows(options.map { ($0.usage, help($0.help, $0.choices)) })
  }

  private static func help(_ text: String, _ choices: [String]) -> String {
    choices.isEmpty ? text : "\(text) (\(choices.joined(separator: ", ")))"
  }

  /// Names on the left, what they mean on the right.
  private static func rows(_ pairs: [(name: String, text: String)]) -> [String] {
    let width = pairs.map(\.name.count).max() ?? 0
    let margin = String(repeating: " ", count: width + 4)
    return pairs.flatMap { pair in
      fold(words(pair.text), first: "  \(pad(pair.name, width))  ", next: margin)
    }
  }

  private static func words(_ text: String) -> [String] {
    text.split(separator: " ").map(String.init)
  }

  /// Lines of whole words; a word that is too long for a line has one of its own.
  private static func fold(
    _ words: [String],
    first: String = "",
    next: String = ""
  ) -> [String] {
    var lines: [String] = []
    var line = first
    var isEmpty = true
    for word in words {
      if !isEmpty, line.count + 1 + word.count > columns {
        lines.append(line)
        (line, isEmpty) = (next, true)
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return lines + [line]
  }
}
