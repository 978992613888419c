import Host

/// Says on standard error what is going on, so that standard output holds figures only.
struct BenchLog {
  func say(_ text: String) {
    // Nobody may be reading; the figures are what counts.
    try? StandardStreams().write(text + "\n", to: .error)
  }

  /// A line that the next one replaces; shown to people only.
  func progress(_ text: String) {
    guard StandardStream.error.isTerminal else { return }
    // As above.
    try? StandardStreams().write("\r\u{1B}[K" + text, to: .error)
  }

  func endProgress() { progress("") }
}
