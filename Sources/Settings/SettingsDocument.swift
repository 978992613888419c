/// What can stand behind a key in a settings file.
package enum SettingsValue: Equatable, Sendable {
  case text(String)
  case number(Int)
  case flag(Bool)
  case list([String])

  /// What kind of value it is, for a sentence.
  package var kind: String {
    switch self {
    case .text: "a text"
    case .number: "a number"
    case .flag: "true or false"
    case .list: "a list"
    }
  }
}

/// One `key = value` line.
package struct SettingsEntry: Equatable, Sendable {
  /// The name in the `[section]` line above; empty before the first one.
  package var section: String
  package var key: String
  package var value: SettingsValue
  /// Counted from 1.
  package var line: Int

  package init(section: String, key: String, value: SettingsValue, line: Int) {
    self.section = section
    self.key = key
    self.value = value
    self.line = line
  }
}

/// Something in a settings file that cannot be used; the rest of the file still counts.
package struct SettingsProblem: Error, Equatable, Sendable {
  /// Counted from 1.
  package var line: Int
  /// What is wrong and, where it is known, what was probably meant.
  package var what: String

  package init(line: Int, what: String) {
    self.line = line
    self.what = what
  }

  package var sentence: String { "line \(line): \(what)" }
}

/// A settings file as its entries, in order, with the problems of the lines that are none.
///
/// The format is the plain part of TOML: `[section]`, `key = "text"`, `'text'`, `123`, `true`,
/// `["a", "b"]`, `# comment`, quoted keys. Each entry stands on one line.
package struct SettingsDocument: Equatable, Sendable {
  package private(set) var entries: [SettingsEntry] = []
  package private(set) var problems: [SettingsProblem] = []
  /// What stands without quotes where only a text could be meant, as that text: its setting may want
  /// something else.
  package private(set) var unquoted: [SettingsEntry] = []
  /// The keys of lines whose values could not be read.
  package private(set) var unreadKeys: Set<String> = []

  /// Reads any text; it never fails as a whole.
  package init(parsing text: String) {
    var section = ""
    var seen: [String: Int] = [:]
    for (index, line) in Self.lines(of: text).enumerated() {
      var reader = SettingsLineReader(line)
      do throws(SettingsLineReader.Fault) {
        guard let content = try reader.readLine() else { continue }
        switch content {
        case .section(let name): section = name
        case .entry(let key, let value):
          let entry = SettingsEntry(section: section, key: key, value: value, line: index + 1)
          noteRepetition(of: entry, in: &seen)
          entries.append(entry)
        }
      } catch {
        let line = index + 1
        problems.append(SettingsProblem(line: line, what: error.what))
        if let key = reader.key, let word = error.bareWord {
          let value = SettingsValue.text(word)
          unquoted.append(SettingsEntry(section: section, key: key, value: value, line: line))
        }
        if let key = reader.key { unreadKeys.insert(key) }
      }
    }
  }

  private mutating func noteRepetition(of entry: SettingsEntry, in seen: inout [String: Int]) {
    let name = "\(entry.section)\n\(entry.key)"
    if let first = seen.updateValue(entry.line, forKey: name) {
      let what = "\"\(entry.key)\" is set a second time, first in line \(first); this one counts"
      problems.append(SettingsProblem(line: entry.line, what: what))
    }
  }

  private static func lines(of text: String) -> [[Unicode.Scalar]] {
    var lines: [[Unicode.Scalar]] = [[]]
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars where scalar != "\u{FEFF}" {
      switch scalar {
      case "\n" where previous == "\r": break
      case "\n", "\r": lines.append([])
      default: lines[lines.count - 1].append(scalar)
      }
      previous = scalar
    }
    return lines
  }
}
