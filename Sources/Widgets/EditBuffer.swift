package import Screen

/// A text under a cursor, with the motions and deletions that every shell knows.
package struct EditBuffer: Equatable, Sendable {
  package private(set) var text: String
  /// Bytes of UTF-8 before the cursor; always between two characters.
  package private(set) var cursor: Int
  /// True when line ends belong into the text.
  package let isMultiline: Bool

  package init(_ text: String = "", isMultiline: Bool = false) {
    self.isMultiline = isMultiline
    self.text = ""
    cursor = 0
    insert(text)
  }

  package var isEmpty: Bool { text.isEmpty }

  /// Another text, with the cursor at its end.
  package mutating func replace(with text: String) {
    self.text = ""
    cursor = 0
    insert(text)
  }

  /// Inserts at the cursor: what was typed or pasted, as text only.
  ///
  /// Controls are dropped; line ends become `\n`, or blanks where there is one line only.
  package mutating func insert(_ raw: String) {
    // One scalar after the other into a view of its own: appending several to the view of a
    // text copies the whole text, which froze the console over a paste of a megabyte.
    var clean = String.UnicodeScalarView()
    for character in raw {
      if character.isNewline {
        clean.append(isMultiline ? "\n" : " ")
      } else if character == "\t" {
        clean.append(isMultiline ? "\t" : " ")
      } else {
        for scalar in character.unicodeScalars where Self.isText(scalar) { clean.append(scalar) }
      }
    }
    let head = String(text[..<index]) + String(clean)
    text = head + String(text[index...])
    moveCursor(to: head.utf8.count)
  }

  private static func isText(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x20 && scalar.value != 0x7F && !(0x80...0x9F).contains(scalar.value)
  }

  private var index: String.Index { text.utf8.index(text.startIndex, offsetBy: cursor) }

  private func offset(_ index: String.Index) -> Int {
    text.utf8.distance(from: text.startIndex, to: index)
  }

  /// Puts the cursor before a byte, or before the character that the byte lies in.
  package mutating func moveCursor(to byte: Int) {
    let wanted = min(max(0, byte), text.utf8.count)
    let index = text.utf8.index(text.startIndex, offsetBy: wanted)
    // One forward and one back again lands on the start of the character.
    cursor = index < text.endIndex ? offset(text.index(before: after(index))) : wanted
  }

  // MARK: Motions

  package mutating func moveLeft() { cursor = offset(before(index)) }
  package mutating func moveRight() { cursor = offset(after(index)) }
  package mutating func moveWordLeft() { cursor = offset(wordStart(before: index)) }
  package mutating func moveWordRight() { cursor = offset(wordEnd(after: index)) }
  package mutating func moveToLineStart() { cursor = offset(lineStart) }
  package mutating func moveToLineEnd() { cursor = offset(lineEnd) }
  package mutating func moveToStart() { cursor = 0 }
  package mutating func moveToEnd() { cursor = text.utf8.count }

  private func before(_ index: String.Index) -> String.Index {
    index > text.startIndex ? text.index(before: index) : index
  }

  private func after(_ index: String.Index) -> String.Index {
    index < text.endIndex ? text.index(after: index) : index
  }

  private func wordStart(before index: String.Index) -> String.Index {
    var start = index
    while start > text.startIndex, !text[before(start)].isWordPart { start = before(start) }
    while start > text.startIndex, text[before(start)].isWordPart { start = before(start) }
    return start
  }

  private func wordEnd(after index: String.Index) -> String.Index {
    var end = index
    while end < text.endIndex, !text[end].isWordPart { end = after(end) }
    while end < text.endIndex, text[end].isWordPart { end = after(end) }
    return end
  }

  private var lineStart: String.Index {
    text[..<index].lastIndex(of: "\n").map(after) ?? text.startIndex
  }

  private var lineEnd: String.Index {
    text[index...].firstIndex(of: "\n") ?? text.endIndex
  }

  // MARK: Deletions

  package mutating func deleteBackward() { remove(before(index)..<index) }
  package mutating func deleteForward() { remove(index..<after(index)) }
  package mutating func deleteWordBackward() { remove(wordStart(before: index)..<index) }
  package mutating func deleteWordForward() { remove(index..<wordEnd(after: index)) }

  /// Deletes back to the line's start; there, the line end before it.
  package mutating func deleteToLineStart() {
    remove(lineStart == index ? before(index)..<index : lineStart..<index)
  }

  /// Deletes up to the line's end; there, the line end itself.
  package mutating func deleteToLineEnd() {
    remove(lineEnd == index ? index..<after(index) : index..<lineEnd)
  }

  package mutating func clear() {
    text = ""
    cursor = 0
  }

  private mutating func remove(_ range: Range<String.Index>) {
    let start = offset(range.lowerBound)
    text.removeSubrange(range)
    moveCursor(to: start)
  }

  // MARK: Keys

  /// Does what a key means in every text field; false for a key that has no meaning here.
  package mutating func edit(_ key: Key) -> Bool {
    if key.control || key.alt { return editWithModifier(key) }
    switch key.code {
    case .character(let character): insert(String(character))
    case .backspace: deleteBackward()
    case .delete: deleteForward()
    case .left: moveLeft()
    case .right: moveRight()
    case .home: moveToLineStart()
    case .end: moveToLineEnd()
    case .enter, .escape, .tab, .backTab, .insert, .up, .down, .pageUp, .pageDown, .function:
      return false
    }
    return true
  }

  private mutating func editWithModifier(_ key: Key) -> Bool {
    switch (key.code, key.control) {
    case (.left, _), (.character("b"), false): moveWordLeft()
    case (.right, _), (.character("f"), false): moveWordRight()
    case (.home, _): moveToStart()
    case (.end, _): moveToEnd()
    case (.character("a"), true): moveToLineStart()
    case (.character("e"), true): moveToLineEnd()
    case (.character("w"), true), (.backspace, _): deleteWordBackward()
    case (.delete, _), (.character("d"), false): deleteWordForward()
    case (.character("k"), true): deleteToLineEnd()
    case (.character("u"), true): deleteToLineStart()
    default: return false
    }
    return true
  }
}

extension Character {
  fileprivate var isWordPart: Bool { isLetter || isNumber || self == "_" }
}
