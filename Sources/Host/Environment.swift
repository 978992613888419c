import CHost

/// The environment variables the program was started with, as a value that tests can make up.
package struct Environment: Equatable, Sendable {
  /// Names and values; bytes that are not UTF-8 are repaired, which no variable of ours needs.
  package var values: [String: String]

  package init(values: [String: String]) {
    self.values = values
  }

  /// The environment as it is now, read from libc's table.
  package static func current() -> Environment {
    var values: [String: String] = [:]
    var variable = host_environment()
    while let text = variable?.pointee {
      let parts = String(cString: text).split(
        separator: "=",
        maxSplits: 1,
        omittingEmptySubsequences: false
      )
      // libc finds the first of two equal names, so the first stays.
      if parts.count == 2, values[String(parts[0])] == nil {
        values[String(parts[0])] = String(parts[1])
      }
      variable = variable?.advanced(by: 1)
    }
    return Environment(values: values)
  }

  /// The value of a variable; nil when it is not set or set to nothing, which means the same to us.
  package subscript(name: String) -> String? {
    guard let value = values[name], !value.isEmpty else { return nil }
    return value
  }
}
