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
    var reader = ThemeReader(name: name, problems: document.problems)
    for entry in document.entries where entry.section == "palette" { reader.take(entry) }
    for entry in document.entries where entry.section != "palette" { reader.take(entry) }
    reader.noteMissing(after: document.entries.last?.line ?? 1)
    return (reader.theme, reader.problems.sorted { $0.line < $1.line })
  }
}

private struct ThemeReader {
  private(set) var theme: Theme
  private(set) var problems: [SettingsProblem]
  private var palette: [String: Color] = [:]

  init(name: String, problems: [SettingsProblem]) {
    theme = Theme(name: name)
    self.problems = problems
  }

  mutating func take(_ entry: SettingsEntry) {
    guard case .text(let words) = entry.value else {
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
      let sections = ["palette", "roles", "surfaces"]
      let what = "a theme has no section \"\(entry.section)\"" + hint(entry.section, sections)
      note(entry, what)
    }
  }

  mutating func noteMissing(after line: Int) {
    for role in Role.allCases where theme.roles[role] == nil {
      problems.append(SettingsProblem(line: line, what: "the role \"\(role.name)\" is missing"))
    }
    for surface in Surface.allCases where theme.surfaces[surface] == nil {
      let what = "the surface \"\(surface.name)\" is missing"
      problems.append(SettingsProblem(line: line, what: what))
    }
  }

  private mutating func takePalette(_ entry: SettingsEntry, _ word: String) {
    guard let color = Color(word) else { return note(entry, unknownColor(word)) }
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
      } else {
        note(entry, unknownColor(word))
      }
    }
    return look
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
