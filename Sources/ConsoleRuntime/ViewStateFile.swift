import Commerce
package import Console
import Host
import Settings

/// Keeps how the console looked from run to run, in the format of the configuration file.
///
/// Looks are for every store; what was in view belongs to its own, in a section that the store's
/// path names. The store that was seen last stands first, and only the last few are kept.
package struct ViewStateFile {
  private static let mostStores = 20

  private let path: String?
  private let store: String

  /// Without a path nothing is kept.
  package init(path: String?, store: String) {
    self.path = path
    self.store = store
  }

  /// What was kept last; a file that is missing or cannot be read is only a lost comfort.
  package func load() -> ViewState { Self.read(text(), of: store) }

  package func save(_ state: ViewState) throws {
    guard let path else { return }
    let folder = path.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
    try Folders.make(folder)
    let written = Self.print(state, of: store, beside: text())
    try SmallFile.write(Array(written.utf8), to: path)
  }

  private func text() -> String {
    guard let path, SmallFile.exists(path) else { return "" }
    // The view is a comfort: a console that opens with the default one loses nothing.
    guard let bytes = try? SmallFile.read(path) else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The whole file with this state in it; what other stores have there stays.
  private static func print(_ state: ViewState, of store: String, beside known: String) -> String {
    let looks = [("density", state.density?.rawValue), ("theme", state.theme)]
    let inView: [(String, String?)] = [
      ("screen", state.screen.rawValue), ("view", state.view.rawValue),
      ("filter", state.filter), ("sort", state.sort.rawValue),
      ("selection", state.selection?.rawValue), ("focus", state.focus.rawValue),
    ]
    var text = lines(looks) + section(store, lines(inView))
    let entries = SettingsDocument(parsing: known).entries
    var others: [String] = []
    for entry in entries where !["", store].contains(entry.section) {
      if !others.contains(entry.section) { others.append(entry.section) }
    }
    for other in others.prefix(mostStores - 1) {
      let own = entries.filter { $0.section == other }
      let kept = own.map { "\($0.key) = \(SettingsText.written($0.value))\n" }
      text += section(other, kept.joined())
    }
    return text
  }

  private static func section(_ store: String, _ lines: String) -> String {
    "\n[\(SettingsText.written(.text(store)))]\n\(lines)"
  }

  private static func lines(_ values: [(String, String?)]) -> String {
    values.reduce(into: "") { text, line in
      guard let value = line.1 else { return }
      text += "\(line.0) = \(SettingsText.written(.text(value)))\n"
    }
  }

  private static func read(_ text: String, of store: String) -> ViewState {
    var values: [String: String] = [:]
    for entry in SettingsDocument(parsing: text).entries where ["", store].contains(entry.section) {
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
