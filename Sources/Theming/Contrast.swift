/// The contrast of two colours by the formula of the Web Content Accessibility Guidelines 2.
package enum Contrast {
  /// From 1, the same lightness, to 21, black on white.
  package static func ratio(_ left: RGB, _ right: RGB) -> Double {
    let lightness = [luminance(left), luminance(right)]
    return (max(lightness[0], lightness[1]) + 0.05) / (min(lightness[0], lightness[1]) + 0.05)
  }

  private static func luminance(_ color: RGB) -> Double {
    0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
  }

  private static func linear(_ channel: UInt8) -> Double {
    let value = Double(channel) / 255
    if value <= 0.04045 { return value / 12.92 }
    let base = (value + 0.055) / 1.055
    let root = fifthRoot(base)
    return base * base * root * root
  }

  /// By Newton's method, for values between 0 and 1; the C library's `pow` is out of reach here.
  private static func fifthRoot(_ value: Double) -> Double {
    var root = 1.0
    for _ in 0..<12 {
      let square = root * root
      root = (4 * root + value / (square * square)) / 5
    }
    return root
  }
}
