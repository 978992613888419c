/// What stood in the fields of a form that was left, as the text of one draft: a line for each
/// field, its name before the first `=`.
package struct FormDraft: Equatable, Sendable {
  package private(set) var fields: [(name: String, text: String)] = []

  package init() {}

  /// Reads what ``body`` wrote; lines without a name are passed over.
  package init(_ body: String) {
    for line in body.split(separator: "\n") {
      guard let sign = line.firstIndex(of: "=") else { continue }
      self[String(line[..<sign])] = Self.unescaped(line[line.index(after: sign)...])
    }
  }

  package var isEmpty: Bool { fields.isEmpty }

  /// Nil for a field that is not in it; setting nil takes it out.
  package subscript(name: String) -> String? {
    get { fields.first { $0.name == name }?.text }
    set {
      let place = fields.firstIndex { $0.name == name }
      switch (place, newValue) {
      case (let place?, let text?): fields[place].text = text
      case (let place?, nil): fields.remove(at: place)
      case (nil, let text?): fields.append((name, text))
      case (nil, nil): break
      }
    }
  }

  package var body: String {
    fields.map { "\($0.name)=\(Self.escaped($0.text))" }.joined(separator: "\n")
  }

  package static func == (left: FormDraft, right: FormDraft) -> Bool { left.body == right.body }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
  }

  private static func unescaped(_ text: Substring) -> String {
    var plain = ""
    var isEscaped = false
    for character in text {
      if isEscaped {
        plain.append(character == "n" ? "\n" : character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        plain.append(character)
      }
    }
    return plain
  }
}
