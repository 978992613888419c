import Commerce

/// A draft that other consoles of the same account may change too: what the store has of it, and
/// what came of the text that was given to the store last.
struct SharedDraft: Equatable, Sendable {
  /// What the store has, as far as this console knows.
  var base = ""
  /// The text that the store was given last, until it says that it has it.
  var asked: String?
  /// Since when another console of the same account has it open.
  var alsoOpenSince: Instant?
  /// An act of this console is about to change it, so that the change is no news.
  var expectsChange = false
  /// Somebody else sent or changed it, and nobody has said here that it is to be sent all the same.
  var needsLook = false

  /// What the text in the field becomes by what the store says.
  enum News: Equatable {
    case none
    /// Nothing was typed here since: the other text takes its place.
    case followed(String)
    /// Both have changed: the words of both.
    case joined(String)
    /// The other one is gone, sent or emptied; what was typed here stays.
    case kept
  }

  /// What the next text grew from; nil while the store has not answered to the one before.
  var knownBase: String? { asked == nil ? base : nil }

  func isNew(_ text: String) -> Bool { text != asked ?? base }

  /// The store was read: somebody else may have changed it.
  mutating func read(_ stored: String, beside field: String) -> News {
    defer { expectsChange = false }
    guard stored != base else { return .none }
    let before = base
    base = stored
    return news(stored, field, before)
  }

  /// The store has taken a text, joined with what others had written there meanwhile.
  mutating func saved(_ kept: KeptDraft, beside field: String) -> News {
    if asked == kept.body { asked = nil }
    base = kept.stored
    if kept.stored == kept.body { return kept.isShared ? .kept : .none }
    return news(kept.stored, field, kept.body)
  }

  private func news(_ stored: String, _ field: String, _ before: String) -> News {
    let text = DraftMerge.joined(base: before, mine: field, theirs: stored)
    if text == field { return stored == field ? .none : .kept }
    return field == before ? .followed(text) : .joined(text)
  }
}
