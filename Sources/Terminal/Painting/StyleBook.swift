import CNCurses
import Screen
import Theming

/// A style in the terms of ncurses.
struct Look: Equatable {
  var attributes: attr_t
  var pair: Int32
}

/// The look of every role on every surface, worked out when first needed.
final class StyleBook {
  private var theme: Theme
  private let depth: ColorDepth
  private var pairs = ColorPairs()
  /// By role and, within it, by surface.
  private var looks: [Look?] = []

  init(theme: Theme, depth: ColorDepth) {
    self.theme = theme
    self.depth = depth
    use(theme)
  }

  func use(_ theme: Theme) {
    self.theme = theme
    looks = Array(repeating: nil, count: Role.allCases.count * Self.surfaces)
    pairs = ColorPairs()
  }

  func look(of cell: Cell) -> Look {
    let place = Int(cell.role.rawValue) * Self.surfaces + Int(cell.surface.rawValue)
    if let look = looks[place] { return look }
    let style = theme.style(role: cell.role, surface: cell.surface, depth: depth)
    let look = pairs.look(of: style, depth: depth)
    looks[place] = look
    return look
  }

  private static let surfaces = Surface.allCases.count
}
