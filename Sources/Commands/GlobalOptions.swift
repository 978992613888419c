/// The options that every command takes.
enum GlobalOptions {
  static let all: [Option] = [
    Option("db", value: "PATH", "the store; also ORDERDECK_DB", completes: .files),
    Option("as", value: "STAFF", "act as this person, where the system account may"),
    Option(
      "config",
      value: "PATH",
      "read this configuration instead of the usual one",
      completes: .files
    ),
    Option(
      "theme",
      value: "NAME",
      "the console's colours; see `orderdeck theme list`",
      completes: .themes
    ),
    Option("read-only", "refuse every change"),
    Option("json", "print JSON: one value, or one a line for lists"),
    Option("help", "say what the command does"),
    Option("version", "print the version"),
  ]
}
