package import Screen

/// Finds what makes a theme hard to read.
package enum ThemeCheck {
  /// Sentences, none for a good theme.
  ///
  /// Colours are compared where both are known: true colours and the upper palette. The terminal's
  /// own 16 are the user's choice.
  package static func faults(of theme: Theme) -> [String] {
    contrastFaults(of: theme) + sameLookFaults(of: theme)
  }

  private static func contrastFaults(of theme: Theme) -> [String] {
    var faults: [String] = []
    for role in Role.allCases {
      guard let least = leastContrast(of: role) else { continue }
      for surface in surfaces(of: role) {
        let style = theme.style(role: role, surface: surface)
        guard let ink = knownRGB(style.foreground), let ground = knownRGB(style.background) else {
          continue
        }
        let ratio = Contrast.ratio(ink, ground)
        guard ratio < least else { continue }
        let shown = "\(Int(ratio)).\(Int(ratio * 10) % 10)"
        faults.append(
          "\(role.name) on \(surface.name) has a contrast of \(shown), less than \(least)"
        )
      }
    }
    return faults
  }

  private static func knownRGB(_ color: Color) -> RGB? {
    if case .indexed(let index) = color, index < 16 { return nil }
    return color.usualRGB
  }

  /// States that people must tell apart where there is no colour.
  private static func sameLookFaults(of theme: Theme) -> [String] {
    var faults: [String] = []
    let roles: [(Role, Role)] = [
      (.title, .titleFocused), (.text, .unread), (.text, .match), (.chip, .chipActive),
      (.text, .failed), (.tick, .tickRead), (.field, .cursor),
    ]
    for (one, other) in roles
    where attributes(theme, one, .screen) == attributes(theme, other, .screen) {
      faults.append("\(one.name) and \(other.name) look the same without colour")
    }
    let surfaces: [(Surface, Surface)] = [
      (.screen, .selection), (.selection, .selectionUnfocused), (.screen, .selectionUnfocused),
      (.chip, .chipActive),
    ]
    for (one, other) in surfaces
    where attributes(theme, .text, one) == attributes(theme, .text, other) {
      faults.append("\(one.name) and \(other.name) look the same without colour")
    }
    return faults
  }

  private static func attributes(_ theme: Theme, _ role: Role, _ surface: Surface) -> Attributes {
    theme.style(role: role, surface: surface, depth: .monochrome).attributes
  }

  /// The contrast that a role needs; nil for lines, which nobody reads.
  package static func leastContrast(of role: Role) -> Double? {
    switch role {
    case .rule, .ruleFocused: nil
    case .dim, .time, .tick, .systemLine, .standardBadge, .keyHelp, .chip, .placeholder,
      .progressExpected:
      3
    case .text, .bright, .accent, .warning, .danger, .success, .title, .titleFocused, .chatBadge,
      .unread, .mark, .match, .customerSpeech, .ourSpeech, .internalNote, .customerNote, .tickRead,
      .failed, .key, .chipActive, .field, .cursor, .notice, .noticeError, .progressDone,
      .progressCurrent:
      4.5
    }
  }

  /// Where our views write text of a role.
  package static func surfaces(of role: Role) -> [Surface] {
    let row: [Surface] = [.screen, .selection, .selectionUnfocused]
    let bubbles: [Surface] = [.customerBubble, .ourBubble, .noteBubble]
    switch role {
    case .text, .dim, .bright, .match:
      return row + bubbles + [.header, .footer, .popup]
    case .accent, .warning, .danger, .success:
      return row + [.header, .footer, .popup]
    case .title, .titleFocused: return [.screen, .header, .popup]
    case .rule, .ruleFocused, .systemLine: return [.screen]
    case .chatBadge, .standardBadge, .unread, .mark: return row
    case .customerSpeech: return [.customerBubble]
    case .ourSpeech: return [.ourBubble]
    case .internalNote, .customerNote: return [.screen, .noteBubble]
    case .time, .failed: return row + bubbles
    case .tick, .tickRead: return [.screen, .ourBubble]
    case .key, .keyHelp: return [.footer, .popup]
    case .chip: return [.chip]
    case .chipActive: return [.chipActive]
    case .field, .placeholder, .cursor: return [.field]
    case .notice, .noticeError: return [.footer]
    case .progressDone, .progressCurrent, .progressExpected: return [.screen]
    }
  }
}
