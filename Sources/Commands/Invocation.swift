import Commerce

/// What the user asked for, checked against the command's own table entry.
struct Invocation: Equatable, Sendable {
  var command: [String]
  var arguments: [String] = []
  var values: [String: [String]] = [:]
  var switches: Set<String> = []

  /// The last value given for an option; later ones win, as in every shell.
  func value(_ option: String) -> String? { values[option]?.last }

  func has(_ name: String) -> Bool { switches.contains(name) }

  var first: String? { arguments.first }

  /// A whole number given for an option.
  func number(_ option: String, from least: Int = 1) throws(UsageError) -> Int? {
    guard let text = value(option) else { return nil }
    guard let number = Int(text), number >= least else {
      throw UsageError("--\(option) takes a whole number from \(least), not `\(text)`")
    }
    return number
  }

  /// A required option's word; the reader has checked that it is there and one of the choices.
  func choice<Choice: RawRepresentable>(_ option: String) throws(UsageError) -> Choice
  where Choice.RawValue == String {
    guard let choice = Choice(rawValue: try required(option: option)) else {
      throw UsageError("--\(option) is missing")
    }
    return choice
  }

  /// A required option's value; the reader has checked that it is there.
  func required(option: String) throws(UsageError) -> String {
    guard let value = value(option) else { throw UsageError("--\(option) is missing") }
    return value
  }

  /// The first argument; the reader has checked that it is there.
  func required(_ name: String) throws(UsageError) -> String {
    guard let first else { throw UsageError("\(name) is missing") }
    return first
  }
}

/// A call whose words are off; the sentence says what, the hint the nearest right word.
struct UsageError: Error, Equatable, CustomStringConvertible {
  var sentence: String
  var hint: String?
  /// The command whose `--help` says more; empty for the overview.
  var page: [String] = []

  init(_ sentence: String, hint: String? = nil) {
    self.sentence = sentence
    self.hint = hint
  }

  /// The same error, with the page to read unless a nearer one is known.
  func seeing(_ command: [String]) -> UsageError {
    var error = self
    if page.isEmpty { error.page = command }
    return error
  }

  var pageToRead: String { (["orderdeck"] + page + ["--help"]).joined(separator: " ") }

  var description: String {
    sentence + (hint.map { " (did you mean `\($0)`?)" } ?? "")
  }
}
