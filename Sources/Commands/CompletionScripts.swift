/// Shell completion, generated from the table of commands.
package enum CompletionScripts {
  package static let shells = ["bash", "zsh", "fish"]

  package static func script(for shell: String, _ table: [Command]) -> String {
    switch shell {
    case "zsh": zsh(table)
    case "fish": FishCompletion(table: table).script
    default: BashCompletion(table: table).script
    }
  }

  static func firstWords(_ table: [Command]) -> [String] {
    var words: [String] = []
    for word in table.compactMap(\.path.first) where !words.contains(word) { words.append(word) }
    return words
  }

  private static func zsh(_ table: [Command]) -> String {
    """
    #compdef orderdeck
    # orderdeck completion for zsh: put this file as _orderdeck in a folder of $fpath
    autoload -U bashcompinit && bashcompinit
    \(BashCompletion(table: table).script)
    """
  }
}

/// Completion for bash, and through its emulation for zsh.
struct BashCompletion {
  let table: [Command]

  var script: String {
    """
    # orderdeck completion for bash: source this file, or put it in /etc/bash_completion.d
    _orderdeck() {
      local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}" words=''
      local first="${COMP_WORDS[1]}" both="${COMP_WORDS[1]} ${COMP_WORDS[2]}"
      [ "$current" != = ] || current=''
      [ "$previous" != = ] || previous="${COMP_WORDS[COMP_CWORD-2]}"
      case "$both $previous" in
    \(values(table.filter { $0.path.count == 2 }))
      esac
      case "$first $previous" in
    \(values(table.filter { $0.path.count == 1 }))
      esac
      case "$previous" in
    \(GlobalOptions.all.filter { $0.value != nil }.map { arm("--\($0.name)", $0) }.joined(separator: "\n"))
      esac
      if [ "$COMP_CWORD" -eq 1 ]; then
        words='\(CompletionScripts.firstWords(table).joined(separator: " ")) --help --version'
      else
        case "$first" in
    \(groups)
        esac
        [ "$COMP_CWORD" -eq 2 ] || words=''
        case "$first" in
    \(arms(table.filter { $0.path.count == 1 }))
        esac
        [ "$COMP_CWORD" -eq 2 ] || case "$both" in
    \(arms(table.filter { $0.path.count == 2 }))
        esac
      fi
      COMPREPLY=($(compgen -W "$words" -- "$current"))
    }
    complete -F _orderdeck orderdeck

    """
  }

  /// `case` arms: what may stand behind each option that takes a value.
  private func values(_ commands: [Command]) -> String {
    commands.flatMap { command in
      command.options.filter { $0.value != nil }.map { arm("\(command.name) --\($0.name)", $0) }
    }
    .joined(separator: "\n")
  }

  private func arm(_ pattern: String, _ option: Option) -> String {
    let reply =
      switch option.completes {
      case .nothing: "COMPREPLY=()"
      case .words(let words):
        "COMPREPLY=($(compgen -W '\(words.joined(separator: " "))' -- \"$current\"))"
      case .files: "COMPREPLY=($(compgen -f -- \"$current\"))"
      case .themes: "COMPREPLY=($(compgen -W \"\(Self.themes)\" -- \"$current\"))"
      }
    return "    '\(pattern)') \(reply); return ;;"
  }

  /// Asked when it is needed, of the same program.
  private static let themes = "$(\"${COMP_WORDS[0]}\" theme list 2>/dev/null)"

  /// `case` arms: the words that may follow each command.
  private func arms(_ commands: [Command]) -> String {
    commands.map { command in
      let options = (command.options + command.sharedOptions).map { "--\($0.name)" }
      let own = options.joined(separator: " ")
      let words =
        switch command.arguments.first?.completes ?? .nothing {
        case .nothing: "'\(own)'"
        case .words(let words): "'\(words.joined(separator: " ")) \(own)'"
        case .files: "\"$(compgen -f -- \"$current\") \(own)\""
        case .themes: "\"\(Self.themes) \(own)\""
        }
      return "      '\(command.name)') words=\(words) ;;"
    }
    .joined(separator: "\n")
  }

  private var groups: String {
    CompletionScripts.firstWords(table)
      .compactMap { word in
        let members = table.filter { $0.path.first == word && $0.path.count == 2 }.map {
          $0.path[1]
        }
        guard !members.isEmpty else { return nil }
        return "      '\(word)') words='\(members.joined(separator: " "))' ;;"
      }
      .joined(separator: "\n")
  }
}
