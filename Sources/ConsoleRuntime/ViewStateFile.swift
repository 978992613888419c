import Commerce
import Console
import Host
import Settings

/// Keeps how the console looked from run to run, in the format of the configuration file.
struct ViewStateFile {
  let path: String?

  /// What was kept last; a file that is missing or cannot be read is only a lost comfort.
  func load() -> ViewState {
    guard let path, SmallFile.exists(path) else { return ViewState() }
    // The view is a comfort: a console that opens with the default one loses nothing.
    guard let bytes = try? SmallFile.read(path) else { return ViewState() }
    return Self.read(String(decoding: bytes, as: UTF8.self))
  }

  func save(_ state: ViewState) throws {
    guard let path else { return }
    let folder = path.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
    try Folders.make(folder)
    try SmallFile.write(Array(Self.print(state).utf8), to: path)
  }

  static func print(_ state: ViewState) -> String {
    let lines: [(String, String?)] = [
      ("screen", state.screen.rawValue), ("view", state.view.rawValue),
      ("filter", state.filter), ("sort", state.sort.rawValue),
      ("density", state.density?.rawValue), ("selection", state.selection?.rawValue),
      ("focus", state.focus.rawValue), ("theme", state.theme),
    ]
    return lines.reduce(into: "") { text, line in
      guard let value = line.1 else { return }
      text += "\(line.0) = \(SettingsText.written(.text(value)))\n"
    }
  }

  static func read(_ text: String) -> ViewState {
    var values: [String: String] = [:]
    for entry in SettingsDocument(parsing: text).entries where entry.section.isEmpty {
      if case .text(let value) = entry.value { values[entry.key] = value }
    }
    var state = ViewState()
    state.screen = values["screen"].flatMap(ScreenName.init) ?? state.screen
    state.view = values["view"].flatMap(OrderView.init) ?? state.view
    state.filter = values["filter"] ?? ""
    state.sort = values["sort"].flatMap(OrderSort.init) ?? state.sort
    state.density = values["density"].flatMap(ConsoleSettings.Density.init)
    state.selection = values["selection"].map(OrderID.init(rawValue:))
    state.focus = values["focus"].flatMap(Focus.init) ?? state.focus
    state.theme = values["theme"]
    return state
  }
}
