import Theming
import Console
import Host
import JSON
import Settings

enum ConfigCommands {
  static let all: [Command] = [check, path, template]

  static let check = Command(
    "config check",
    "Check the configuration: unknown words, wrong values, keys in conflict, programs"
  ) { _, session in
    let problems = try ConfigurationCheck(session).problems
    let path = session.configurationPath
    for problem in problems { try session.talk("\(path), \(problem.sentence)") }
    if session.isJSON {
      let found = problems.map { problem -> JSONValue in
        ["file": .string(path), "line": .integer(problem.line), "problem": .string(problem.what)]
      }
      try session.say(["problems": .array(found)])
    } else if problems.isEmpty {
      try session.say("\(path): sound" + (SmallFile.exists(path) ? "" : " (there is none yet)"))
    }
    return problems.isEmpty ? .done : .refused
  }

  static let path = Command("config path", "Print where configuration, store and state are") {
    _,
    session in
    let places = [
      ("configuration", session.configurationPath),
      ("themes", "\(session.folders.configuration)/themes"),
      ("store", session.storePath),
      ("state", session.folders.state),
    ]
    if session.isJSON {
      let members = places.map { JSONObject.Member(key: $0.0, value: .string($0.1)) }
      try session.say(.object(JSONObject(members)))
    } else {
      for (name, place) in places { try session.say("\(HelpText.pad(name, 14))\(place)") }
    }
    return .done
  }

  static let template = Command(
    "config template",
    "Print a configuration file with every setting at its default, each explained",
    examples: ["orderdeck config template > ~/.config/orderdeck/config.toml"]
  ) { _, session in
    if session.isJSON {
      try session.say(["text": .string(ConfigurationTable.template)])
    } else {
      try session.say(text: ConfigurationTable.template)
    }
    return .done
  }
}

extension Configuration {
  /// The `[keys]` table as the console takes it.
  var consoleKeys: [Console.KeyChoice] {
    keys.map { Console.KeyChoice(command: $0.command, keys: $0.keys, line: $0.line) }
  }
}
