package import Screen

/// A colour for every role and a ground for every surface.
package struct Theme: Equatable, Sendable {
  /// A role's colour, or a surface's ground, with attributes.
  package struct Look: Equatable, Sendable {
    package var color: Color
    package var attributes: Attributes
    /// On a surface: roles keep their attributes but not their colours, so that a reversed row is
    /// one bar and no patchwork.
    package var isPlain: Bool

    package init(color: Color = .terminal, attributes: Attributes = [], isPlain: Bool = false) {
      self.color = color
      self.attributes = attributes
      self.isPlain = isPlain
    }
  }

  package var name: String
  /// One line that describes it.
  package var title: String
  package var roles: [Role: Look]
  package var surfaces: [Surface: Look]

  package init(
    name: String,
    title: String = "",
    roles: [Role: Look] = [:],
    surfaces: [Surface: Look] = [:]
  ) {
    self.name = name
    self.title = title
    self.roles = roles
    self.surfaces = surfaces
  }

  /// How text of this role looks on this surface, on a terminal that can show everything.
  ///
  /// A role that the theme does not name looks like `text`, a surface like `screen`.
  package func style(role: Role, surface: Surface) -> Style {
    let ground = surfaces[surface] ?? surfaces[.screen] ?? Look()
    let own = roles[role] ?? roles[.text] ?? Look()
    let ink = ground.isPlain ? roles[.text] ?? Look() : own
    return Style(
      foreground: ink.color,
      background: ground.color,
      attributes: Self.united(own.attributes, ground.attributes)
    )
  }

  /// Dim letters on a reversed ground would be bright patches in it.
  private static func united(_ left: Attributes, _ right: Attributes) -> Attributes {
    let both = left.union(right)
    return both.contains(.reverse) ? both.subtracting(.dim) : both
  }

  /// The same on a terminal of the given depth.
  package func style(role: Role, surface: Surface, depth: ColorDepth) -> Style {
    let full = style(role: role, surface: surface)
    var style = Style(
      foreground: full.foreground.resolved(for: depth),
      background: full.background.resolved(for: depth),
      attributes: full.attributes
    )
    switch depth {
    case .trueColor, .palette256: break
    case .sixteen: keepReadable(&style, full: full, surface: surface)
    case .monochrome:
      let needed = Monochrome.attributes(of: role).union(Monochrome.attributes(of: surface))
      style.attributes = Self.united(style.attributes, needed)
    }
    return style
  }

  /// With 16 colours two that were apart may become one: then the letters go to the far end of the
  /// scale, and a selection that lost its ground is reversed, all of it in one colour.
  private func keepReadable(_ style: inout Style, full: Style, surface: Surface) {
    let screen = (surfaces[.screen] ?? Look()).color.resolved(for: .sixteen)
    let lostGround = full.background != (surfaces[.screen] ?? Look()).color
    if lostGround && style.background == screen && !Monochrome.attributes(of: surface).isEmpty {
      style.attributes = Self.united(style.attributes, Monochrome.attributes(of: surface))
      style.foreground = (roles[.text] ?? Look()).color.resolved(for: .sixteen)
    }
    guard let ground = style.background.usualRGB, let ink = style.foreground.usualRGB else {
      return
    }
    guard Contrast.ratio(ground, ink) < 2.5 else { return }
    let isDarkGround = Contrast.ratio(ground, RGB(255, 255, 255)) > 4.5
    style.foreground = .indexed(isDarkGround ? 15 : 0)
  }
}

/// What tells states apart where there is no colour at all.
enum Monochrome {
  static func attributes(of surface: Surface) -> Attributes {
    switch surface {
    case .selection, .chipActive: .reverse
    case .selectionUnfocused: .underline
    case .screen, .header, .footer, .popup, .field, .customerBubble, .ourBubble, .noteBubble, .chip:
      []
    }
  }

  static func attributes(of role: Role) -> Attributes {
    switch role {
    case .bright, .accent, .warning, .title, .unread, .mark, .key, .chipActive, .tickRead, .notice,
      .progressCurrent:
      .bold
    case .danger, .titleFocused, .failed, .noticeError: [.bold, .underline]
    case .match: .underline
    case .cursor: .reverse
    case .text, .dim, .success, .rule, .ruleFocused, .chatBadge, .standardBadge, .customerSpeech,
      .ourSpeech, .systemLine, .internalNote, .customerNote, .time, .tick, .keyHelp, .chip, .field,
      .placeholder, .progressDone, .progressExpected:
      []
    }
  }
}
