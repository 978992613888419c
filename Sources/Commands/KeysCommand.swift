import Console
import JSON
import Reports
import Settings

enum KeysCommand {
  static let keys = Command(
    "keys",
    "List the console's keys as they are bound now, and conflicts",
    options: [Option("markdown", "the table that stands in the README")]
  ) { invocation, session in
    let bindings = KeyReference(choices: try session.configuration().consoleKeys)
    for problem in bindings.problems {
      try session.talk("\(session.configurationPath), \(problem.sentence)")
    }
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
      try session.say(text: Reference.keys(bindings))
    } else {
      for line in lines(of: bindings.rows) { try session.say(line) }
    }
    return bindings.problems.isEmpty ? .done : .refused
  }

  /// The keys under the places where they work, in the order of the table.
  private static func lines(of rows: [KeyReference.Row]) -> [String] {
    var places: [String] = []
    var table = TextTable(["KEYS", "WHAT", "COMMAND"])
    for row in rows where !places.contains(row.places) { places.append(row.places) }
    let sections = places.map { place in rows.filter { $0.places == place } }
    for row in sections.joined() {
      let keys = row.keys.isEmpty ? "none" : row.keys.joined(separator: " ")
      table.add([keys, row.help, row.command])
    }
    let lines = table.lines
    var text = ["  \(lines[0])"]
    var index = 1
    for (place, section) in zip(places, sections) {
      text += ["", place] + lines[index..<index + section.count].map { "  \($0)" }
      index += section.count
    }
    return text
  }
}
