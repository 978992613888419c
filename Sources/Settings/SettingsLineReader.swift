/// Reads one line of a settings file from left to right.
struct SettingsLineReader {
  enum Content {
    case section(String)
    case entry(key: String, value: SettingsValue)
  }

  struct Fault: Error {
    var what: String
    /// A value that stands without the quotes of a text.
    var bareWord: String?
  }

  /// The key of the line, once it has been read.
  private(set) var key: String?
  private let line: [Unicode.Scalar]
  private var position = 0

  init(_ line: [Unicode.Scalar]) {
    self.line = line
  }

  private var next: Unicode.Scalar? { position < line.count ? line[position] : nil }

  /// What the line says; nil for a blank line or a comment.
  mutating func readLine() throws(Fault) -> Content? {
    skipBlanks()
    guard let first = next, first != "#" else { return nil }
    let content = first == "[" ? try readSection() : try readEntry()
    skipBlanks()
    if let extra = next, extra != "#" {
      throw Fault(what: "\"\(rest)\" was not expected after the end of the value")
    }
    return content
  }

  private var rest: String { String(String.UnicodeScalarView(line[position...])) }

  private mutating func skipBlanks() {
    while next == " " || next == "\t" { position += 1 }
  }

  private mutating func readSection() throws(Fault) -> Content {
    position += 1
    skipBlanks()
    let name = try readKey()
    skipBlanks()
    guard next == "]" else { throw Fault(what: "a section begins with [name] and this has no ]") }
    position += 1
    return .section(name)
  }

  private mutating func readEntry() throws(Fault) -> Content {
    let key = try readKey()
    self.key = key
    skipBlanks()
    guard next == "=" else { throw Fault(what: "there is no = after \"\(key)\"") }
    position += 1
    skipBlanks()
    return .entry(key: key, value: try readValue(of: key))
  }

  private mutating func readKey() throws(Fault) -> String {
    if next == "\"" || next == "'" { return try readText() }
    var key = ""
    while let letter = next, Self.isKeyLetter(letter) {
      key.unicodeScalars.append(letter)
      position += 1
    }
    guard key.isEmpty else { return key }
    throw Fault(what: "a line is [section], key = value or # comment, and this is none of them")
  }

  private static func isKeyLetter(_ letter: Unicode.Scalar) -> Bool {
    switch letter {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".": true
    default: false
    }
  }

  private mutating func readValue(of key: String) throws(Fault) -> SettingsValue {
    switch next {
    case "\"", "'": return .text(try readText())
    case "[": return .list(try readList())
    case "#" where !rest.hasPrefix("# "):
      // A colour without its quotes would pass for a comment.
      let word = rest.split(separator: " ").first.map(String.init) ?? "#"
      throw Fault(what: "the value of \"\(key)\" needs quotes: \(key) = \"\(word)\"")
    case nil, "#": throw Fault(what: "\"\(key)\" has no value")
    default: return try readWord(of: key)
    }
  }

  /// A value without quotes: a number, true or false.
  private mutating func readWord(of key: String) throws(Fault) -> SettingsValue {
    var word = ""
    while let letter = next, letter != " ", letter != "\t", letter != "#" {
      word.unicodeScalars.append(letter)
      position += 1
    }
    if word == "true" || word == "false" { return .flag(word == "true") }
    if let number = Int(word) { return .number(number) }
    let what = "the value of \"\(key)\" needs quotes: \(key) = \"\(word)\""
    throw Fault(what: what, bareWord: word)
  }

  private mutating func readList() throws(Fault) -> [String] {
    position += 1
    var list: [String] = []
    while true {
      skipBlanks()
      if next == "]" {
        position += 1
        return list
      }
      guard next == "\"" || next == "'" else {
        throw Fault(what: "a list holds texts in quotes and ends with ] on the same line")
      }
      list.append(try readText())
      skipBlanks()
      if next == "," {
        position += 1
      } else if next != "]" {
        throw Fault(what: "the texts of a list are separated by commas and end with ]")
      }
    }
  }

  /// A text in quotes; in double ones `\"`, `\\`, `\n`, `\t` and `\u0041` stand for one letter.
  private mutating func readText() throws(Fault) -> String {
    let quote = next
    position += 1
    var text = ""
    while let letter = next {
      position += 1
      if letter == quote { return text }
      if letter == "\\" && quote == "\"" {
        text.unicodeScalars.append(try readEscape())
      } else {
        text.unicodeScalars.append(letter)
      }
    }
    throw Fault(what: "a text has no closing quote")
  }

  private mutating func readEscape() throws(Fault) -> Unicode.Scalar {
    let letter = next
    position += 1
    switch letter {
    case "\"", "\\": return letter ?? "\\"
    case "n": return "\n"
    case "t": return "\t"
    case "u":
      let digits = String(String.UnicodeScalarView(line[position..<min(position + 4, line.count)]))
      position += digits.unicodeScalars.count
      if digits.count == 4, let value = UInt32(digits, radix: 16),
        let scalar = Unicode.Scalar(value)
      {
        return scalar
      }
      throw Fault(what: "\\u needs four hexadecimal digits")
    default: throw Fault(what: "after \\ stands one of \" \\ n t u; write \\\\ for a single \\")
    }
  }
}
