/// Keys that the configuration gives to a command; none unbinds it.
package struct KeyChoice: Equatable, Sendable {
  package var command: String
  package var keys: [String]
  /// Line of the configuration file, for reports.
  package var line: Int

  package init(command: String, keys: [String], line: Int) {
    self.command = command
    self.keys = keys
    self.line = line
  }
}
