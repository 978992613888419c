/// Brings colours down to what a terminal can show.
extension Color {
  /// The nearest colour that a terminal of this depth has.
  package func resolved(for depth: ColorDepth) -> Color {
    switch (depth, self) {
    case (.monochrome, _): .terminal
    case (.trueColor, _), (_, .terminal): self
    case (.palette256, .indexed): self
    case (.palette256, .rgb(let rgb)): .indexed(Palette.nearest256(to: rgb))
    case (.sixteen, .indexed(let index)):
      index < 16 ? self : .indexed(Palette.nearest16(to: Palette.color(at: index)))
    case (.sixteen, .rgb(let rgb)): .indexed(Palette.nearest16(to: rgb))
    }
  }

  /// The colour as it is usually drawn; nil for the terminal's own, which nobody knows.
  package var usualRGB: RGB? {
    switch self {
    case .terminal: nil
    case .indexed(let index): Palette.color(at: index)
    case .rgb(let rgb): rgb
    }
  }
}

/// The 256 colours that terminals usually have: 16 of their own, a cube of 216, 24 greys.
enum Palette {
  private static let own: [RGB] = [
    RGB(0, 0, 0), RGB(205, 0, 0), RGB(0, 205, 0), RGB(205, 205, 0),
    RGB(0, 0, 238), RGB(205, 0, 205), RGB(0, 205, 205), RGB(229, 229, 229),
    RGB(127, 127, 127), RGB(255, 0, 0), RGB(0, 255, 0), RGB(255, 255, 0),
    RGB(92, 92, 255), RGB(255, 0, 255), RGB(0, 255, 255), RGB(255, 255, 255),
  ]

  private static let steps: [UInt8] = [0, 95, 135, 175, 215, 255]

  static func color(at index: UInt8) -> RGB {
    if index < 16 { return own[Int(index)] }
    if index >= 232 {
      let grey = 8 + 10 * (index - 232)
      return RGB(grey, grey, grey)
    }
    let place = Int(index) - 16
    return RGB(steps[place / 36], steps[place / 6 % 6], steps[place % 6])
  }

  /// The first 16 are left out: every terminal draws them differently.
  ///
  /// The distance adds up over red, green and blue, so the nearest of the cube is the nearest step
  /// of each; the nearest grey is the one by the weighted mean.
  static func nearest256(to rgb: RGB) -> UInt8 {
    let red = nearestStep(to: rgb.red)
    let cube = 16 + 36 * red + 6 * nearestStep(to: rgb.green) + nearestStep(to: rgb.blue)
    let mean = (2 * Int(rgb.red) + 4 * Int(rgb.green) + 3 * Int(rgb.blue)) / 9
    let grey = 232 + min(23, max(0, (mean - 3) / 10))
    let candidates = [UInt8(cube), UInt8(grey)]
    return distance(rgb, color(at: candidates[0])) <= distance(rgb, color(at: candidates[1]))
      ? candidates[0] : candidates[1]
  }

  private static func nearestStep(to channel: UInt8) -> Int {
    var best = 0
    for index in steps.indices
    where abs(Int(steps[index]) - Int(channel)) < abs(Int(steps[best]) - Int(channel)) {
      best = index
    }
    return best
  }

  /// A colour keeps its hue: a soft blue becomes blue, though some grey would be nearer.
  static func nearest16(to rgb: RGB) -> UInt8 {
    let least = min(rgb.red, rgb.green, rgb.blue)
    let most = max(rgb.red, rgb.green, rgb.blue)
    let range = most - least
    guard range >= 64 else { return nearestGrey(to: rgb) }
    func bit(_ channel: UInt8, _ bit: UInt8) -> UInt8 { channel - least > range / 2 ? bit : 0 }
    let hue = bit(rgb.red, 1) + bit(rgb.green, 2) + bit(rgb.blue, 4)
    return most > 190 ? hue + 8 : hue
  }

  private static func nearestGrey(to rgb: RGB) -> UInt8 {
    let greys: [UInt8] = [0, 8, 7, 15]
    return greys.min { distance(rgb, color(at: $0)) < distance(rgb, color(at: $1)) } ?? 7
  }

  /// Weighted as the eye does: green most, then blue and red.
  private static func distance(_ left: RGB, _ right: RGB) -> Int {
    let red = Int(left.red) - Int(right.red)
    let green = Int(left.green) - Int(right.green)
    let blue = Int(left.blue) - Int(right.blue)
    return 2 * red * red + 4 * green * green + 3 * blue * blue
  }
}
