import Host

enum CompletionCommand {
  static let completion = Command(
    "completion",
    "Print the completion script of a shell",
    arguments: [Argument("SHELL", "the shell", choices: CompletionScripts.shells)],
    examples: ["orderdeck completion bash > /etc/bash_completion.d/orderdeck"],
    without: ["db", "as", "config", "theme", "read-only", "json"]
  ) { invocation, session in
    let shell = try invocation.required("SHELL")
    try session.world.streams.write(
      CompletionScripts.script(for: shell, CommandTable.all),
      to: .output
    )
    return .done
  }
}
