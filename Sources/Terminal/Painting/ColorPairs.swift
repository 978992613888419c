import CNCurses
import Theming

/// Colour pairs of ncurses, made when a combination is first used.
struct ColorPairs {
  private struct Combination: Hashable {
    var foreground: Int32
    var background: Int32
  }

  private var pairs: [Combination: Int32] = [:]

  mutating func look(of style: Style, depth: ColorDepth) -> Look {
    var attributes = Self.attributes(of: style.attributes)
    guard depth != .monochrome else { return Look(attributes: attributes, pair: 0) }
    let colors = cn_colors()
    let foreground = ColorNumber(style.foreground, colors: colors)
    let background = ColorNumber(style.background, colors: colors)
    // Eight colours have bright letters only by way of bold; backgrounds must do without.
    if foreground.needsBold { attributes |= cn_bold() }
    let combination = Combination(foreground: foreground.number, background: background.number)
    guard combination != Combination(foreground: -1, background: -1) else {
      return Look(attributes: attributes, pair: 0)
    }
    guard let pair = pair(for: combination) else {
      // No pair is left: what stood out by its background still stands out.
      if background.number >= 0 { attributes |= cn_reverse() }
      return Look(attributes: attributes, pair: 0)
    }
    return Look(attributes: attributes, pair: pair)
  }

  private static func attributes(of wanted: Attributes) -> attr_t {
    var attributes: attr_t = 0
    if wanted.contains(.bold) { attributes |= cn_bold() }
    if wanted.contains(.dim) { attributes |= cn_dim() }
    if wanted.contains(.italic) { attributes |= cn_italic() }
    if wanted.contains(.underline) { attributes |= cn_underline() }
    if wanted.contains(.reverse) { attributes |= cn_reverse() }
    return attributes
  }

  private mutating func pair(for combination: Combination) -> Int32? {
    if let pair = pairs[combination] { return pair }
    let pair = Int32(pairs.count + 1)
    guard
      pair < cn_color_pairs(),
      init_extended_pair(pair, combination.foreground, combination.background) != ERR
    else { return nil }
    pairs[combination] = pair
    return pair
  }
}

/// A colour as the terminal counts it: -1 is its own default.
struct ColorNumber: Equatable {
  var number: Int32
  var needsBold = false

  init(_ color: Color, colors: Int32) {
    switch color {
    case .terminal: number = -1
    case .indexed(let index):
      number = Int32(index)
      if colors <= 8, index >= 8 {
        number -= 8
        needsBold = true
      }
    case .rgb(let rgb):
      let value = Int32(rgb.red) << 16 | Int32(rgb.green) << 8 | Int32(rgb.blue)
      // The first sixteen numbers are the terminal's own colours; a black that falls among them
      // becomes one that no eye can tell from it.
      number = value < 16 ? 16 : value
    }
  }
}
