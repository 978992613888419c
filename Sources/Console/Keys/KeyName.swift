package import Screen

/// Keys as people write them: `j`, `G`, `Space`, `Ctrl-d`, `Alt-Enter`, `Shift-Tab`, `PgDn`, `F2`.
package enum KeyName {
  /// Nil when the text names no key.
  package static func key(_ name: String) -> Key? {
    var rest = Substring(name)
    var (control, alt, shift) = (false, false, false)
    while let (word, after) = modifier(in: rest) {
      switch word {
      case "ctrl": control = true
      case "alt": alt = true
      default: shift = true
      }
      rest = after
    }
    guard let code = code(of: rest) else { return nil }
    return key(code, control: control, alt: alt, shift: shift)
  }

  package static func name(of key: Key) -> String {
    let isBackTab = key.code == .backTab
    var name = key.control ? "Ctrl-" : ""
    if key.alt { name += "Alt-" }
    if key.shift || isBackTab { name += "Shift-" }
    return name + (isBackTab ? "Tab" : word(for: key.code))
  }

  /// Terminals tell a capital from a small letter, but with Ctrl they do not.
  private static func key(_ code: Key.Code, control: Bool, alt: Bool, shift: Bool) -> Key {
    guard case .character(let character) = code else {
      if code == .tab && shift { return Key(.backTab, control: control, alt: alt) }
      return Key(code, control: control, alt: alt, shift: shift && code != .backTab)
    }
    if control, let small = character.lowercased().first {
      return Key(.character(small), control: true, alt: alt)
    }
    let capital = shift ? character.uppercased().first : nil
    return Key(.character(capital ?? character), alt: alt)
  }

  private static func modifier(in text: Substring) -> (word: String, after: Substring)? {
    guard let dash = text.firstIndex(of: "-"), text.index(after: dash) < text.endIndex else {
      return nil
    }
    let word = text[..<dash].lowercased()
    guard ["ctrl", "alt", "shift"].contains(word) else { return nil }
    return (word, text[text.index(after: dash)...])
  }

  private static func code(of text: Substring) -> Key.Code? {
    if text.count == 1, let character = text.first { return .character(character) }
    let lower = text.lowercased()
    if let code = words.first(where: { $0.word.lowercased() == lower })?.code { return code }
    if let code = otherWords[lower] { return code }
    guard lower.first == "f", let number = Int(lower.dropFirst()), (1...24).contains(number) else {
      return nil
    }
    return .function(number)
  }

  private static func word(for code: Key.Code) -> String {
    if let word = words.first(where: { $0.code == code })?.word { return word }
    return switch code {
    case .character(let character): String(character)
    case .function(let number): "F\(number)"
    case .enter, .escape, .tab, .backTab, .backspace, .delete, .insert, .up, .down, .left, .right,
      .home, .end, .pageUp, .pageDown:
      "?"
    }
  }

  private static let words: [(word: String, code: Key.Code)] = [
    ("Enter", .enter), ("Esc", .escape), ("Tab", .tab), ("Backspace", .backspace),
    ("Del", .delete), ("Ins", .insert), ("Up", .up), ("Down", .down), ("Left", .left),
    ("Right", .right), ("Home", .home), ("End", .end), ("PgUp", .pageUp), ("PgDn", .pageDown),
    ("Space", .character(" ")),
  ]

  private static let otherWords: [String: Key.Code] = [
    "return": .enter, "escape": .escape, "backtab": .backTab, "delete": .delete,
    "insert": .insert, "pageup": .pageUp, "pagedown": .pageDown,
  ]
}
