import Commerce
import Screen
package import Settings

/// Reads theme files.
///
/// The format is that of the configuration file: `title = "…"`, then `[palette]` with names for
/// colours, `[roles]` with `role = "colour attribute …"`, `[surfaces]` with the ground and its
/// attributes. A colour is `#rrggbb`, one of the 16 names, 0 to 255, `default` or a palette name.
package enum ThemeFile {
  /// The theme and what is wrong with its text; roles that cannot be read look like `text`.
  package static func read(_ text: String, name: String) -> (Theme, [SettingsProblem]) {
    let document = SettingsDocument(parsing: text)
    var reader = ThemeReader(name: name, document)
    // Palette and misplaced lines first: the others speak of their names.
    let users = ["roles", "surfaces"]
    for entry in document.entries where !users.contains(entry.section) { reader.take(entry) }
    for entry in document.entries where users.contains(entry.section) { reader.take(entry) }
    reader.noteUnknownWords()
    reader.noteMissing(after: document.entries.last?.line ?? 1)
    return (reader.theme, reader.problems.sorted { $0.line < $1.line })
  }
}

private struct ThemeReader {
  private(set) var theme: Theme
  private(set) var problems: [SettingsProblem]
  private var palette: [String: Color] = [:]
  /// Names whose own lines are wrong: that is said there, and not again wherever they are used.
  private var brokenNames: Set<String>
  private var unknownSections: Set<String> = []
  private var unknownWords: [(word: String, lines: [Int])] = []

  init(name: String, _ document: SettingsDocument) {
    theme = Theme(name: name)
    problems = document.problems
    brokenNames = document.unreadKeys
  }

  mutating func take(_ entry: SettingsEntry) {
    guard case .text(let words) = entry.value else {
      brokenNames.insert(entry.key)
      return note(entry, "\"\(entry.key)\" must be a text in quotes")
    }
    switch entry.section {
    case "palette": takePalette(entry, words)
    case "roles": takeRole(entry, words)
    case "surfaces": takeSurface(entry, words)
    case "" where entry.key == "title": theme.title = words
    case "":
      note(entry, "a theme has no setting \"\(entry.key)\" here" + hint(entry.key, ["title"]))
    default:
      brokenNames.insert(entry.key)
      guard unknownSections.insert(entry.section).inserted else { return }
      let sections = ["palette", "roles", "surfaces"]
      let what = "a theme has no section \"\(entry.section)\"" + hint(entry.section, sections)
      note(entry, what)
    }
  }

  /// A word that means nothing is one mistake, however often it is used.
  mutating func noteUnknownWords() {
    for (word, lines) in unknownWords {
      let more = lines.count > 1 ? " (\(lines.count) times)" : ""
      problems.append(SettingsProblem(line: lines[0], what: unknownColor(word) + more))
    }
  }

  mutating func noteMissing(after line: Int) {
    let roles = Role.allCases.filter { theme.roles[$0] == nil }.map(\.name)
    let surfaces = Surface.allCases.filter { theme.surfaces[$0] == nil }.map(\.name)
    for (kind, names) in [("role", roles), ("surface", surfaces)] {
      let missing = names.filter { !brokenNames.contains($0) }
      guard !missing.isEmpty else { continue }
      let what =
        missing.count == 1
        ? "the \(kind) \"\(missing[0])\" is missing"
        : "\(missing.count) \(kind)s are missing: \(missing.joined(separator: ", "))"
      problems.append(SettingsProblem(line: line, what: what))
    }
  }

  private mutating func takePalette(_ entry: SettingsEntry, _ word: String) {
    guard let color = Color(word) else {
      brokenNames.insert(entry.key)
      return note(entry, unknownColor(word))
    }
    palette[entry.key] = color
  }

  private mutating func takeRole(_ entry: SettingsEntry, _ words: String) {
    guard let role = Role(name: entry.key) else {
      let what = "there is no role \"\(entry.key)\""
      return note(entry, what + hint(entry.key, Role.allCases.map(\.name)))
    }
    theme.roles[role] = look(words, of: entry)
  }

  private mutating func takeSurface(_ entry: SettingsEntry, _ words: String) {
    guard let surface = Surface(name: entry.key) else {
      let what = "there is no surface \"\(entry.key)\""
      return note(entry, what + hint(entry.key, Surface.allCases.map(\.name)))
    }
    theme.surfaces[surface] = look(words, of: entry)
  }

  private mutating func look(_ words: String, of entry: SettingsEntry) -> Theme.Look {
    var look = Theme.Look()
    for word in words.split(separator: " ").map(String.init) {
      if let attribute = Attributes.names.first(where: { $0.name == word }) {
        look.attributes.insert(attribute.attribute)
      } else if word == "plain" && entry.section == "surfaces" {
        look.isPlain = true
      } else if let color = palette[word] ?? Color(word) {
        look.color = color
      } else if !brokenNames.contains(word) {
        noteUnknown(word, in: entry)
      }
    }
    return look
  }

  private mutating func noteUnknown(_ word: String, in entry: SettingsEntry) {
    guard let known = unknownWords.firstIndex(where: { $0.word == word }) else {
      return unknownWords.append((word, [entry.line]))
    }
    unknownWords[known].lines.append(entry.line)
  }

  private func unknownColor(_ word: String) -> String {
    let known = Color.names + ["default"] + palette.keys.sorted() + Attributes.names.map(\.name)
    return "\"\(word)\" is no colour and no attribute" + hint(word, known)
  }

  private mutating func note(_ entry: SettingsEntry, _ what: String) {
    problems.append(SettingsProblem(line: entry.line, what: what))
  }

  private func hint(_ word: String, _ known: [String]) -> String {
    NearestWord.find(word, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
  }
}
