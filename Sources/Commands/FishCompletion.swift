/// Completion for fish: a line a word.
struct FishCompletion {
  let table: [Command]

  var script: String {
    var lines = [
      "# orderdeck completion for fish: put this file in ~/.config/fish/completions",
      "complete -c orderdeck -f",
    ]
    for word in CompletionScripts.firstWords(table) {
      let summary = table.first { $0.path == [word] }?.summary ?? "commands for \(word)"
      lines.append(line("__fish_use_subcommand", "-a \(word)", summary))
    }
    for command in table where !command.path.isEmpty { lines += self.lines(of: command) }
    lines += GlobalOptions.all.map { line(nil, option($0), $0.help) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func lines(of command: Command) -> [String] {
    let seen = "__fish_seen_subcommand_from"
    let condition = command.path.map { "\(seen) \($0)" }.joined(separator: "; and ")
    var lines: [String] = []
    if command.path.count == 2 {
      let members = table.filter { $0.path.count == 2 && $0.path[0] == command.path[0] }
      let others = members.map { $0.path[1] }.joined(separator: " ")
      let unseen = "\(seen) \(command.path[0]); and not \(seen) \(others)"
      lines.append(line(unseen, "-a \(command.path[1])", command.summary))
    }
    if let argument = command.arguments.first, let offer = offer(argument.completes) {
      lines.append(line(condition, offer, argument.help))
    }
    return lines + command.options.map { line(condition, option($0), $0.help) }
  }

  private func line(_ condition: String?, _ what: String, _ help: String) -> String {
    let condition = condition.map { "-n '\($0)' " } ?? ""
    return "complete -c orderdeck \(condition)\(what) -d '\(quoted(help))'"
  }

  private func option(_ option: Option) -> String {
    guard option.value != nil else { return "-l \(option.name)" }
    return "-l \(option.name) -r \(offer(option.completes) ?? "-f")"
  }

  private func offer(_ completion: Completion) -> String? {
    switch completion {
    case .nothing: nil
    case .words(let words): "-f -a '\(words.joined(separator: " "))'"
    case .files: "-F"
    case .themes: "-f -a '(orderdeck theme list 2>/dev/null)'"
    }
  }

  private func quoted(_ text: String) -> String {
    text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "\\'")
  }
}
