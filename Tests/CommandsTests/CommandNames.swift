import Commands
import Testing

/// The table of commands as the tests go through it.
struct CommandNames: Sendable, CustomTestStringConvertible {
  var name: String
  var path: [String]
  var summary: String
  var options: [String]

  var testDescription: String { name }

  static let all: [CommandNames] = CommandTable.all.filter { !$0.path.isEmpty }.map {
    CommandNames(
      name: $0.name,
      path: $0.path,
      summary: $0.summary,
      options: $0.options.map(\.name)
    )
  }
}
