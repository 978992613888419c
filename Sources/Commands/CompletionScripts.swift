/// Shell completion, generated from the table of commands.
package enum CompletionScripts {
  package static let shells = ["bash", "zsh", "fish"]

  package static func script(for shell: String, _ table: [Command]) -> String {
    switch shell {
    case "zsh": zsh(table)
    case "fish": fish(table)
    default: bash(table)
    }
  }

  private static func firstWords(_ table: [Command]) -> [String] {
    var words: [String] = []
    for word in table.compactMap(\.path.first) where !words.contains(word) { words.append(word) }
    return words
  }

  private static func choices(_ command: Command) -> [String] {
    command.arguments.first?.choices ?? []
  }

  private static func optionWords(_ command: Command) -> [String] {
    (command.options + GlobalOptions.all).map { "--\($0.name)" }
  }

  /// `case` arms: the words that may follow each command.
  private static func arms(_ table: [Command], indent: String) -> String {
    table.filter { !$0.path.isEmpty }
      .map { command in
        let words = choices(command) + optionWords(command)
        return "\(indent)'\(command.name)') words='\(words.joined(separator: " "))' ;;"
      }
      .joined(separator: "\n")
  }

  private static func groups(_ table: [Command], indent: String) -> String {
    firstWords(table)
      .compactMap { word in
        let members = table.filter { $0.path.first == word && $0.path.count == 2 }.map {
          $0.path[1]
        }
        guard !members.isEmpty else { return nil }
        return "\(indent)'\(word)') words='\(members.joined(separator: " "))' ;;"
      }
      .joined(separator: "\n")
  }

  private static func bash(_ table: [Command]) -> String {
    """
    # orderdeck completion for bash: source this file, or put it in /etc/bash_completion.d
    _orderdeck() {
      local current="${COMP_WORDS[COMP_CWORD]}" words=''
      local first="${COMP_WORDS[1]}" both="${COMP_WORDS[1]} ${COMP_WORDS[2]}"
      if [ "$COMP_CWORD" -eq 1 ]; then
        words='\(firstWords(table).joined(separator: " ")) --help --version'
      else
        case "$first" in
    \(groups(table, indent: "      "))
        esac
        [ "$COMP_CWORD" -eq 2 ] || words=''
        case "$first" in
    \(arms(table.filter { $0.path.count == 1 }, indent: "      "))
        esac
        [ "$COMP_CWORD" -eq 2 ] || case "$both" in
    \(arms(table.filter { $0.path.count == 2 }, indent: "      "))
        esac
      fi
      if [[ "${COMP_WORDS[COMP_CWORD-1]}" == --db || "${COMP_WORDS[COMP_CWORD-1]}" == --from ]]; then
        COMPREPLY=($(compgen -f -- "$current"))
      else
        COMPREPLY=($(compgen -W "$words" -- "$current"))
      fi
    }
    complete -F _orderdeck orderdeck

    """
  }

  private static func zsh(_ table: [Command]) -> String {
    """
    #compdef orderdeck
    # orderdeck completion for zsh: put this file as _orderdeck in a folder of $fpath
    autoload -U bashcompinit && bashcompinit
    \(bash(table))
    """
  }

  private static func fish(_ table: [Command]) -> String {
    var lines = ["# orderdeck completion for fish: put this file in ~/.config/fish/completions"]
    lines.append("complete -c orderdeck -f")
    for word in firstWords(table) {
      let summary = table.first { $0.path == [word] }?.summary ?? "commands for \(word)"
      lines.append(
        "complete -c orderdeck -n __fish_use_subcommand -a \(word) -d '\(quoted(summary))'"
      )
    }
    for command in table where command.path.count == 2 {
      lines.append(
        "complete -c orderdeck -n '__fish_seen_subcommand_from \(command.path[0])' "
          + "-a \(command.path[1]) -d '\(quoted(command.summary))'"
      )
    }
    for command in table where !command.path.isEmpty {
      for option in command.options {
        lines.append(
          "complete -c orderdeck -n '__fish_seen_subcommand_from \(command.path[0])' "
            + "-l \(option.name)\(option.value == nil ? "" : " -r") -d '\(quoted(option.help))'"
        )
      }
    }
    for option in GlobalOptions.all {
      lines.append(
        "complete -c orderdeck -l \(option.name)\(option.value == nil ? "" : " -r") "
          + "-d '\(quoted(option.help))'"
      )
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func quoted(_ text: String) -> String {
    text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "\\'")
  }
}
