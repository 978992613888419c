import Commerce
import Host
import JSON
import Settings
import Theming

enum ThemeCommands {
  static let all: [Command] = [list, show, check]

  static let list = Command("theme list", "List the themes, yours before the built-in ones") {
    _,
    session in
    let catalog = try session.themes()
    for name in catalog.names {
      if session.isJSON { try session.say(["name": .string(name)]) } else { try session.say(name) }
    }
    return .done
  }

  static let show = Command(
    "theme show",
    "Print a theme's file, to begin your own from",
    arguments: [Argument("NAME", "the theme")],
    examples: ["orderdeck theme show dark > ~/.config/orderdeck/themes/mine.theme"]
  ) { invocation, session in
    let name = try invocation.required("NAME")
    guard let text = try session.themes().text(of: name) else {
      throw try session.unknownTheme(name)
    }
    try session.say(text)
    return .done
  }

  static let check = Command(
    "theme check",
    "Check themes: missing roles, unknown words, contrast too low to read",
    arguments: [Argument("NAME", "the themes; all when none is named", count: .any)]
  ) { invocation, session in
    let catalog = try session.themes()
    let names = invocation.arguments.isEmpty ? catalog.names : invocation.arguments
    var isSound = true
    for name in names {
      guard catalog.names.contains(name) else { throw try session.unknownTheme(name) }
      let problems = problems(of: name, in: catalog)
      isSound = isSound && problems.isEmpty
      for problem in problems { try session.talk("\(name): \(problem)") }
      if problems.isEmpty { try session.say("\(name): sound") }
    }
    return isSound ? .done : .refused
  }

  private static func problems(of name: String, in catalog: ThemeCatalog) -> [String] {
    guard let (theme, problems) = catalog.theme(named: name) else { return [] }
    return problems.map(\.sentence) + ThemeCheck.faults(of: theme)
  }
}

extension Session {
  /// The built-in themes and those of the user's folder.
  func themes() throws -> ThemeCatalog {
    let folder = "\(folders.configuration)/themes"
    var own: [ThemeCatalog.File] = []
    for file in try Folders.files(in: folder) where file.hasSuffix(".theme") {
      let bytes = try SmallFile.read("\(folder)/\(file)", followingLinks: true)
      own.append(
        ThemeCatalog.File(
          name: String(file.dropLast(6)),
          text: String(decoding: bytes, as: UTF8.self)
        )
      )
    }
    return ThemeCatalog(userFiles: own)
  }

  func unknownTheme(_ name: String) throws -> UsageError {
    UsageError(
      "there is no theme `\(name)`",
      hint: NearestWord.find(name, among: try themes().names)
    )
  }
}
