/// What a piece of text means on the screen; a theme gives each role a colour and attributes.
///
/// The raw value is only a place in tables; theme files know a role by its `name`.
package enum Role: UInt8, Sendable, CaseIterable {
  case text, dim, bright, accent, warning, danger, success
  case title, titleFocused, rule, ruleFocused
  case chatBadge, standardBadge
  case unread, mark, match
  case customerSpeech, ourSpeech, systemLine, internalNote, customerNote
  case time, tick, tickRead, failed
  case key, keyHelp
  case chip, chipActive
  case field, placeholder, cursor
  case notice, noticeError
  case progressDone, progressCurrent, progressExpected

  package var name: String { String(describing: self) }

  /// The role with this name in a theme file.
  package init?(name: String) {
    guard let role = Self.byName[name] else { return nil }
    self = role
  }

  private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })
}

/// What a cell lies on; a theme gives each surface a background or, without colour, an attribute.
package enum Surface: UInt8, Sendable, CaseIterable {
  case screen, selection, selectionUnfocused, header, footer, popup, field
  case customerBubble, ourBubble, noteBubble, chip, chipActive

  package var name: String { String(describing: self) }

  /// The surface with this name in a theme file.
  package init?(name: String) {
    guard let surface = Self.byName[name] else { return nil }
    self = surface
  }

  private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })
}
