import Commerce
import Host
import JSON
import Settings
import Theming

enum ThemeCommands {
  static let all: [Command] = [list, show, check]

  private static let place = "Yours are the files NAME.theme in ~/.config/orderdeck/themes."

  static let list = Command(
    "theme list",
    "List the themes, the built-in ones before yours",
    notes: [place]
  ) { _, session in
    let catalog = try session.themes()
    for name in catalog.names {
      if session.isJSON { try session.say(["name": .string(name)]) } else { try session.say(name) }
    }
    if let stray = try session.strayThemes() { try session.talk(stray) }
    return .done
  }

  static let show = Command(
    "theme show",
    "Print a theme's file, to begin your own from",
    arguments: [Argument("NAME", "the theme", completes: .themes)],
    notes: [place],
    examples: ["orderdeck theme show dark > ~/.config/orderdeck/themes/mine.theme"]
  ) { invocation, session in
    let name = try invocation.required("NAME")
    guard let text = try session.themes().text(of: name) else {
      throw try session.unknownTheme(name)
    }
    if session.isJSON {
      try session.say(["name": .string(name), "text": .string(text)])
    } else {
      try session.say(text: text)
    }
    return .done
  }

  static let check = Command(
    "theme check",
    "Check themes: missing roles, unknown words, contrast too low to read",
    arguments: [
      Argument("NAME", "the themes; all when none is named", count: .any, completes: .themes)
    ],
    notes: [place, "Contrast is looked at once every line of the file can be read."]
  ) { invocation, session in
    let catalog = try session.themes()
    let names = invocation.arguments.isEmpty ? catalog.names : invocation.arguments
    var isSound = true
    for name in names {
      guard catalog.names.contains(name) else { throw try session.unknownTheme(name) }
      let problems = problems(of: name, in: catalog)
      isSound = isSound && problems.isEmpty
      if session.isJSON {
        let list = JSONValue.array(problems.map { .string($0) })
        try session.say(
          ["name": .string(name), "ok": .bool(problems.isEmpty), "problems": list]
        )
      } else {
        for problem in problems { try session.talk("\(name): \(problem)") }
        if problems.isEmpty { try session.say("\(name): sound") }
      }
    }
    if invocation.arguments.isEmpty, let stray = try session.strayThemes() {
      try session.talk(stray)
    }
    return isSound ? .done : .refused
  }

  /// What follows from a wrong line is not said beside it.
  private static func problems(of name: String, in catalog: ThemeCatalog) -> [String] {
    guard let (theme, problems) = catalog.theme(named: name) else { return [] }
    return problems.isEmpty ? ThemeCheck.faults(of: theme) : problems.map(\.sentence)
  }
}

extension Session {
  private var themeFolder: String { "\(folders.configuration)/themes" }

  /// The built-in themes and those of the user's folder.
  func themes() throws -> ThemeCatalog {
    var own: [ThemeCatalog.File] = []
    for file in try Folders.files(in: themeFolder) where file.hasSuffix(".theme") {
      let bytes = try SmallFile.read("\(themeFolder)/\(file)", followingLinks: true)
      own.append(
        ThemeCatalog.File(
          name: String(file.dropLast(6)),
          text: String(decoding: bytes, as: UTF8.self)
        )
      )
    }
    return ThemeCatalog(userFiles: own)
  }

  /// Names the files of the themes' folder that are taken for none; nil when there is no such.
  func strayThemes() throws -> String? {
    let files = try Folders.files(in: themeFolder).filter {
      !$0.hasSuffix(".theme") && !$0.hasPrefix(".")
    }
    guard !files.isEmpty else { return nil }
    let names = files.joined(separator: ", ")
    return "\(themeFolder): no themes, since their names do not end in .theme: \(names)"
  }

  /// Says where themes come from, and what the name given probably means.
  func unknownTheme(_ name: String) throws -> UsageError {
    let names = try themes().names
    // A file's name or path is a natural guess.
    let last = name.split(separator: "/").last.map(String.init) ?? name
    let stem = last.split(separator: ".").first.map(String.init) ?? last
    let strays = try Folders.files(in: themeFolder).filter {
      !$0.hasSuffix(".theme") && ($0 == stem || $0.hasPrefix("\(stem)."))
    }
    let place =
      strays.first.map { "\(themeFolder)/\($0) must be named \(stem).theme" }
      ?? "yours are the files NAME.theme in \(themeFolder)"
    let near = names.contains(stem) ? stem : NearestWord.find(stem, among: names)
    return UsageError("there is no theme `\(name)`; \(place)", hint: near)
  }
}
