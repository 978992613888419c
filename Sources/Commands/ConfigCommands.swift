import Theming
import Console
import Host
import JSON
import Settings

enum ConfigCommands {
  static let all: [Command] = [check, path, template]

  static let check = Command(
    "config check",
    "Check the configuration file: unknown words, wrong values, keys in conflict"
  ) { _, session in
    let (configuration, problems) = try session.readConfiguration()
    var sentences = problems.map {
      "\(session.configurationPath), line \($0.line): \($0.what)"
    }
    sentences += KeyReference(choices: configuration.consoleKeys).problems
    if !configuration.theme.isEmpty, try !session.themes().names.contains(configuration.theme) {
      sentences.append(try session.unknownTheme(configuration.theme).description)
    }
    for sentence in sentences { try session.talk(sentence) }
    if session.isJSON {
      try session.say(["problems": .array(sentences.map { .string($0) })])
    } else if sentences.isEmpty {
      try session.say("\(session.configurationPath): sound")
    }
    return sentences.isEmpty ? .done : .refused
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
    try session.say(ConfigurationTable.template)
    return .done
  }
}

extension Configuration {
  /// The `[keys]` table as the console takes it.
  var consoleKeys: [Console.KeyChoice] {
    keys.map { Console.KeyChoice(command: $0.command, keys: $0.keys, line: $0.line) }
  }
}
