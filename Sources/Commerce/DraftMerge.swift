/// Words of one draft that were changed in two places since both knew the same text.
package enum DraftMerge {
  /// One text with the words of both, so that none are lost.
  ///
  /// What only one side changed is taken from it. Where both did, what was added to the end on one
  /// side is added to the other's; else both texts stand one below the other.
  package static func joined(base: String, mine: String, theirs: String) -> String {
    if mine == base { return theirs }
    if theirs == base || theirs.isEmpty || isSame(mine, theirs) { return mine }
    if mine.isEmpty { return theirs }
    if mine.hasPrefix(base), !base.isEmpty { return theirs + mine.dropFirst(base.count) }
    if theirs.hasPrefix(base), !base.isEmpty { return mine + theirs.dropFirst(base.count) }
    return "\(theirs)\n\(mine)"
  }

  private static func isSame(_ one: String, _ other: String) -> Bool {
    one.filter { !$0.isWhitespace } == other.filter { !$0.isWhitespace }
  }
}

/// Who keeps a draft, and the text that it grew from.
package struct DraftHand: Equatable, Sendable {
  /// The console, by the name of its run.
  package var console: String
  /// What the store had when these words were begun, as far as the console knew.
  package var base: String
  /// False when the words are put away: then the console has them open no longer.
  package var staysOpen: Bool

  package init(console: String, base: String, staysOpen: Bool) {
    self.console = console
    self.base = base
    self.staysOpen = staysOpen
  }
}

/// The draft that a person sends, as the console kept it last.
package struct DraftSeen: Equatable, Sendable {
  package var kind: Draft.Kind
  package var body: String

  package init(kind: Draft.Kind, body: String) {
    self.kind = kind
    self.body = body
  }
}

/// A console that has a draft open.
package struct DraftConsole: Equatable, Sendable {
  package var name: String
  package var since: Instant

  package init(name: String, since: Instant) {
    self.name = name
    self.since = since
  }
}
