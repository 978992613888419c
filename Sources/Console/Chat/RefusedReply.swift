import Commerce
import Screen

/// Who asks for a reply looks at the customer's words, and types on: where none can be written, the
/// letters must not become acts.
extension Model {
  /// Longer than the pause between two letters.
  private static let pause: Int64 = 1_500

  mutating func refuseReply(_ sentence: String) -> [Effect] {
    // Where nothing is written no letter can be an act.
    if !isReadOnly { refusedWordsUntil = now.advanced(byMilliseconds: Self.pause) }
    return refuse(sentence)
  }

  /// True for a letter of words that have no place, which is told instead of done.
  mutating func dropsRefusedWord(_ key: Key) -> Bool {
    guard let until = refusedWordsUntil, now < until, key.isLetter, overlay == nil else {
      return false
    }
    refusedWordsUntil = now.advanced(byMilliseconds: Self.pause)
    guard let command = keys.command(for: key, in: contexts), command != .reply else {
      return false
    }
    // What only looks or moves may go on.
    let isAct = KeyBindings.binding(of: command)?.needs.contains(.writing) == true
    guard isAct || command == .quit || command == .palette else { return false }
    say("No reply can be written here, so \(KeyName.name(of: key)) is not taken", .error)
    return true
  }
}
