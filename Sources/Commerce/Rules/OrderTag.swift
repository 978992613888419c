/// A tag of an order: one word in small letters, however it was typed.
package struct OrderTag: Hashable, Sendable {
  package let text: String

  package static let longest = 32
  package static let mostOfAnOrder = 20
  /// What may stand between letters and digits.
  private static let joints: Set<Unicode.Scalar> = ["-", "_", ".", "+", "&", "/"]

  /// Takes blanks around the word and a `#` before it away.
  package init(_ typed: String) throws(TagProblem) {
    let word = typed.drop(while: \.isWhitespace)
    let bare = word.first == "#" ? word.dropFirst() : word
    var text = bare.lowercased()
    while text.last?.isWhitespace == true { text.removeLast() }
    guard let first = text.unicodeScalars.first else { throw .empty }
    guard text.unicodeScalars.count <= Self.longest else { throw .tooLong }
    let wrong = text.unicodeScalars.first { !Self.isPart($0) && !Self.joints.contains($0) }
    if let wrong { throw .wrongCharacter(wrong) }
    guard Self.isPart(first), !first.properties.isMark else { throw .wrongBeginning(first) }
    self.text = text
  }

  /// Letters and digits of any script; fillers are letters by name and blank by look.
  private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    guard !scalar.properties.isDefaultIgnorableCodePoint else { return false }
    return switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber, .nonspacingMark, .spacingMark:
      true
    default: false
    }
  }
}

extension Unicode.Scalar.Properties {
  fileprivate var isMark: Bool {
    generalCategory == .nonspacingMark || generalCategory == .spacingMark
  }
}

/// Why a word is no tag; the sentence repeats no character that may not be shown.
package enum TagProblem: Error, Equatable, Sendable {
  case empty, tooLong
  case wrongCharacter(Unicode.Scalar)
  case wrongBeginning(Unicode.Scalar)

  package var sentence: String {
    switch self {
    case .empty: "a tag needs at least one letter or digit"
    case .tooLong: "a tag has at most \(OrderTag.longest) characters"
    case .wrongCharacter(let scalar):
      "a tag is one word of letters, digits and - _ . + & / without \(Self.name(of: scalar))"
    case .wrongBeginning(let scalar):
      "a tag begins with a letter or digit, not with \(Self.name(of: scalar))"
    }
  }

  private static func name(of scalar: Unicode.Scalar) -> String {
    if scalar == " " { return "blanks" }
    if scalar.isASCII, scalar.value > 32, scalar.value < 127 { return String(scalar) }
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

/// Tags to be put on an order and taken off it, as they were typed.
package struct TagEdit: Equatable, Sendable {
  package var add: [String]
  package var remove: [String]

  package init(add: [String], remove: [String]) {
    self.add = add
    self.remove = remove
  }

  /// Reads `gift vip -late`: words to add, and words to take off behind a minus.
  package init(words: String) {
    let words = words.split { $0.isWhitespace || $0 == "," }
    add = words.filter { $0.first != "-" }.map(String.init)
    remove = words.filter { $0.first == "-" }.map { String($0.dropFirst()) }
  }

  package var isEmpty: Bool { add.isEmpty && remove.isEmpty }

  /// What the tags are after it, by the alphabet; a word on both sides is taken off.
  package func applied(to tags: [String]) throws(TagProblem) -> [String] {
    var result = tags
    for word in add {
      let tag = try OrderTag(word).text
      if !result.contains(tag) { result.append(tag) }
    }
    for word in remove {
      let tag = try OrderTag(word).text
      // Another program may have written it in capitals.
      result.removeAll { $0.lowercased() == tag }
    }
    return result.sorted()
  }
}
