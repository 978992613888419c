/// What the console wants of its terminal.
package struct SessionOptions: Sendable {
  /// Clicks and the wheel come as inputs; off leaves them to the terminal's own selection.
  package var usesMouse: Bool
  /// Asks the terminal to say when its window gains and loses the focus.
  package var reportsFocus: Bool
  /// False draws without any colour, as `NO_COLOR` does.
  package var usesColor: Bool
  /// How the guard parent listens, when there is one.
  package var guardLink: GuardLink?

  package init(
    usesMouse: Bool = true,
    reportsFocus: Bool = false,
    usesColor: Bool = true,
    guardLink: GuardLink? = nil
  ) {
    self.usesMouse = usesMouse
    self.reportsFocus = reportsFocus
    self.usesColor = usesColor
    self.guardLink = guardLink
  }
}

/// The child's end of its tie to the guard; see `TerminalGuard`.
package struct GuardLink: Equatable, Sendable {
  /// What is written here is shown by the guard should we die.
  let messagePipe: Int32
}
