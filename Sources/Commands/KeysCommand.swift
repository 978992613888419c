import Console
import JSON

enum KeysCommand {
  static let keys = Command(
    "keys",
    "List the console's keys as they are bound now, and conflicts",
    options: [Option("markdown", "the table that stands in the README")]
  ) { invocation, session in
    let bindings = KeyReference(choices: try session.configuration().consoleKeys)
    for problem in bindings.problems { try session.talk(problem) }
    for row in bindings.rows where session.isJSON {
      try session.say(
        [
          "command": .string(row.command), "keys": .array(row.keys.map { .string($0) }),
          "where": .string(row.places), "help": .string(row.help),
        ]
      )
    }
    if session.isJSON { return bindings.problems.isEmpty ? .done : .refused }
    if invocation.has("markdown") {
      try session.say(Reference.keys(bindings))
    } else {
      var table = TextTable(["KEYS", "WHERE", "WHAT", "COMMAND"])
      for row in bindings.rows {
        table.add([row.keys.joined(separator: " "), row.places, row.help, row.command])
      }
      for line in table.lines { try session.say(line) }
    }
    return bindings.problems.isEmpty ? .done : .refused
  }
}
