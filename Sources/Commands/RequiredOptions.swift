import Commerce

extension ArgumentReader {
  /// What a command cannot do without is asked for before anything is looked up, where nothing that
  /// would be found helps to choose.
  func refuseMissingOption(_ invocation: Invocation, _ command: Command) throws(UsageError) {
    let missing = command.options.first { $0.isRequired && invocation.value($0.name) == nil }
    guard let missing, !missing.isAskedWithFacts else { return }
    throw UsageError(
      "`orderdeck \(command.name)` needs \(missing.usage)",
      hint: optionHint(for: missing, invocation, command)
    )
  }

  /// `order status CHT000002 shipped` is a natural guess: the status is an option, as there may be
  /// many numbers.
  private func optionHint(
    for option: Option,
    _ invocation: Invocation,
    _ command: Command
  ) -> String? {
    guard let last = invocation.arguments.last, option.choices.contains(last) else { return nil }
    let words = ["orderdeck", command.name] + invocation.arguments.dropLast()
    return (words + ["--\(option.name)", last]).joined(separator: " ")
  }
}
