import Commerce

/// One thing that the configuration file can set.
package struct Setting: Sendable {
  /// Empty for the settings before the first `[section]`.
  package var section: String
  package var key: String
  /// As it would stand in the file.
  package var defaultValue: String
  /// What may stand there, in words.
  package var values: String
  /// One sentence.
  package var help: String
  /// Takes the value over, or says what should stand there instead.
  fileprivate var apply: @Sendable (SettingsValue, inout Configuration) -> String?
}

/// The one list of all settings: the reader, `config check`, the documentation and the README use it.
package enum ConfigurationTable {
  package static let keysSection = "keys"

  package static let settings: [Setting] = [
    text("theme", \.theme, "The theme's name; empty takes the one that suits the terminal."),
    choice("density", \.density, "Two lines for each order, or one."),
    flag(
      "mouse",
      \.isMouseOn,
      "Clicks and the wheel work; the terminal's own selection needs Shift."
    ),
    flag("enter_sends", \.enterSends, "Enter sends a reply and Alt-Enter begins a new line."),
    number(
      "undo_seconds",
      \.undoSeconds,
      0...600,
      "How long replies and e-mails wait before they leave, and can be taken back."
    ),
    number(
      "undo_minutes",
      \.undoMinutes,
      0...1_440,
      "How long an act that sends nothing can be taken back."
    ),
    choice("mark_read", \.markRead, "When a chat counts as read: seen, answered, or by key only."),
    flag("ascii", \.usesOnlyASCII, "Draws lines and marks with ASCII even where UTF-8 works."),
    choice("currency_display", \.currencyDisplay, "How an amount names its currency."),
    choice("dates", \.dates, "The order of day and month in the console."),
    list("editor", \.editor, "Program and arguments for long texts; empty asks VISUAL and EDITOR."),
    text("business_name", \.businessName, "The shop's name in the header."),
    text("business_type", \.businessType, "The kind of shop in the header; hides no orders."),
    flag("bell", \.ringsBell, "Rings the terminal's bell when a customer writes."),
    list("command", in: "transport", \.transportCommand, "Program that delivers replies."),
    list("command", in: "email", \.emailCommand, "Program that sends e-mails, as `sendmail -t`."),
    sender("from", \.emailSender, "Whom e-mails come from: \"Shop <orders@example.com>\"."),
    list("command", in: "payments", \.paymentCommand, "Program that pays approved refunds."),
    amount("ops_limit", \.refundLimits.ops, "Ops approve refunds up to this; above it an admin."),
    amount(
      "four_eyes_above",
      \.refundLimits.fourEyes,
      "Above this nobody approves what they asked for themselves."
    ),
  ]

  /// A configuration file with every setting at its default, each explained.
  package static var template: String {
    var text = "# orderdeck configuration; every line shows the default.\n"
    var section = ""
    for setting in settings {
      if setting.section != section {
        section = setting.section
        text += "\n[\(section)]"
      }
      text += "\n# \(setting.help)"
      if !setting.values.isEmpty { text += " Values: \(setting.values)." }
      text += "\n# \(setting.key) = \(setting.defaultValue)\n"
    }
    return text + "\n[\(keysSection)]\n# command = [\"key\", \"other key\"]; [] unbinds it.\n"
  }

  /// Takes one entry of the file over; says what is wrong with it, if anything.
  static func apply(_ entry: SettingsEntry, to configuration: inout Configuration) -> String? {
    if entry.section == keysSection { return applyKeys(entry, to: &configuration) }
    let isMeant = { (setting: Setting) in
      setting.section == entry.section && setting.key == entry.key
    }
    guard let setting = settings.first(where: isMeant) else { return unknown(entry) }
    guard let wanted = setting.apply(entry.value, &configuration) else { return nil }
    return "\"\(entry.key)\" must be \(wanted)"
  }

  private static func applyKeys(
    _ entry: SettingsEntry,
    to configuration: inout Configuration
  ) -> String? {
    let keys: [String]
    switch entry.value {
    case .list(let list): keys = list
    case .text(let key): keys = [key]
    case .number, .flag: return "the keys of \"\(entry.key)\" must be a list of texts"
    }
    configuration.keys.removeAll { $0.command == entry.key }
    configuration.keys.append(
      Configuration.KeyChoice(command: entry.key, keys: keys, line: entry.line)
    )
    return nil
  }

  private static func unknown(_ entry: SettingsEntry) -> String {
    let sections = Set(settings.map(\.section)).union([keysSection]).sorted()
    guard sections.contains(entry.section) else {
      let nearest = NearestWord.find(entry.section, among: sections.filter { !$0.isEmpty })
      return "there is no section \"\(entry.section)\"" + hint(nearest)
    }
    let own = settings.filter { $0.section == entry.section }.map(\.key)
    if let nearest = NearestWord.find(entry.key, among: own) {
      return "there is no setting \"\(entry.key)\"" + hint(nearest)
    }
    guard let elsewhere = settings.first(where: { $0.key == entry.key }) else {
      return "there is no setting \"\(entry.key)\""
    }
    let place = elsewhere.section.isEmpty ? "before the first section" : "in [\(elsewhere.section)]"
    return "\"\(entry.key)\" belongs \(place)"
  }

  private static func hint(_ nearest: String?) -> String {
    nearest.map { "; did you mean \"\($0)\"?" } ?? ""
  }
}

extension ConfigurationTable {
  private typealias Field<Value> = any WritableKeyPath<Configuration, Value> & Sendable

  private static func flag(_ key: String, _ field: Field<Bool>, _ help: String) -> Setting {
    setting(key, SettingsText.written(.flag(Configuration()[keyPath: field])), "true, false", help)
    {
      guard case .flag(let flag) = $0 else { return "true or false" }
      $1[keyPath: field] = flag
      return nil
    }
  }

  private static func text(_ key: String, _ field: Field<String>, _ help: String) -> Setting {
    setting(key, SettingsText.written(.text(Configuration()[keyPath: field])), "", help) {
      guard case .text(let text) = $0 else { return "a text in quotes" }
      $1[keyPath: field] = text
      return nil
    }
  }

  private static func sender(
    _ key: String,
    _ field: Field<String>,
    _ help: String
  ) -> Setting {
    let wanted = "an address, such as \"Shop <orders@example.com>\""
    var setting = setting(key, "\"\"", "", help) {
      guard case .text(let text) = $0, text.isEmpty || EmailSender(text) != nil else {
        return wanted
      }
      $1[keyPath: field] = text
      return nil
    }
    setting.section = "email"
    return setting
  }

  private static func number(
    _ key: String,
    _ field: Field<Int>,
    _ range: ClosedRange<Int>,
    _ help: String
  ) -> Setting {
    let values = "\(range.lowerBound) to \(range.upperBound)"
    return setting(key, String(Configuration()[keyPath: field]), values, help) {
      guard case .number(let number) = $0, range.contains(number) else {
        return "a number from \(values)"
      }
      $1[keyPath: field] = number
      return nil
    }
  }

  /// An amount in minor units of whatever currency an order has.
  private static func amount(_ key: String, _ field: Field<Int64>, _ help: String) -> Setting {
    let wanted = "a whole number of minor units, from 0"
    var setting = setting(key, String(Configuration()[keyPath: field]), "minor units", help) {
      guard case .number(let number) = $0, number >= 0 else { return wanted }
      $1[keyPath: field] = Int64(number)
      return nil
    }
    setting.section = "payments"
    return setting
  }

  private static func list(
    _ key: String,
    in section: String = "",
    _ field: Field<[String]>,
    _ help: String
  ) -> Setting {
    var setting = setting(key, "[]", "[\"program\", \"argument\"]", help) {
      switch $0 {
      case .list(let list): $1[keyPath: field] = list
      case .text(let text): $1[keyPath: field] = text.isEmpty ? [] : [text]
      case .number, .flag: return "a list of texts: [\"program\", \"argument\"]"
      }
      return nil
    }
    setting.section = section
    return setting
  }

  private static func choice<Choice>(
    _ key: String,
    _ field: Field<Choice>,
    _ help: String
  ) -> Setting
  where Choice: CaseIterable & RawRepresentable & SendableMetatype, Choice.RawValue == String {
    let words = Choice.allCases.map(\.rawValue)
    let standard = SettingsText.written(.text(Configuration()[keyPath: field].rawValue))
    return setting(key, standard, words.joined(separator: ", "), help) {
      let wanted = "one of " + words.map { "\"\($0)\"" }.joined(separator: ", ")
      guard case .text(let word) = $0 else { return wanted }
      guard let choice = Choice(rawValue: word) else {
        return wanted + ", not \"\(word)\"" + hint(NearestWord.find(word, among: words))
      }
      $1[keyPath: field] = choice
      return nil
    }
  }

  private static func setting(
    _ key: String,
    _ defaultValue: String,
    _ values: String,
    _ help: String,
    _ apply: @escaping @Sendable (SettingsValue, inout Configuration) -> String?
  ) -> Setting {
    Setting(
      section: "",
      key: key,
      defaultValue: defaultValue,
      values: values,
      help: help,
      apply: apply
    )
  }
}
