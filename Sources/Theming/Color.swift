/// A colour as a theme names it.
package enum Color: Hashable, Sendable {
  /// Whatever the terminal uses by itself.
  case terminal
  /// A place in the terminal's palette; 0 to 15 are its own 16 colours.
  case indexed(UInt8)
  case rgb(RGB)
}

/// A true colour, 0 to 255 each.
package struct RGB: Hashable, Sendable {
  package var red: UInt8
  package var green: UInt8
  package var blue: UInt8

  package init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }
}

/// How many colours a terminal can show.
package enum ColorDepth: Sendable, CaseIterable {
  case monochrome, sixteen, palette256, trueColor
}

/// What a terminal can do with letters besides colour.
package struct Attributes: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  package static let bold = Attributes(rawValue: 1)
  package static let dim = Attributes(rawValue: 2)
  package static let italic = Attributes(rawValue: 4)
  package static let underline = Attributes(rawValue: 8)
  package static let reverse = Attributes(rawValue: 16)

  /// The words for them in theme files.
  package static let names: [(name: String, attribute: Attributes)] = [
    ("bold", .bold), ("dim", .dim), ("italic", .italic), ("underline", .underline),
    ("reverse", .reverse),
  ]
}

/// How a cell looks.
package struct Style: Hashable, Sendable {
  package var foreground: Color
  package var background: Color
  package var attributes: Attributes

  package init(
    foreground: Color = .terminal,
    background: Color = .terminal,
    attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }
}

extension Color {
  /// The words for the terminal's own 16 colours, in their order.
  package static let names = [
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
    "bright-black", "bright-red", "bright-green", "bright-yellow",
    "bright-blue", "bright-magenta", "bright-cyan", "bright-white",
  ]

  /// Reads `#rrggbb`, one of the 16 names, a number from 0 to 255, or `default`.
  package init?(_ word: String) {
    if word == "default" {
      self = .terminal
    } else if word.hasPrefix("#") {
      let digits = word.utf8.dropFirst()
      guard digits.count == 6, let value = UInt32(String(word.dropFirst()), radix: 16),
        digits.first != UInt8(ascii: "+")
      else { return nil }
      self = .rgb(
        RGB(
          UInt8(truncatingIfNeeded: value >> 16),
          UInt8(truncatingIfNeeded: value >> 8),
          UInt8(truncatingIfNeeded: value)
        )
      )
    } else if let index = Color.names.firstIndex(of: word).flatMap(UInt8.init(exactly:)) {
      self = .indexed(index)
    } else if let index = UInt8(word) {
      self = .indexed(index)
    } else {
      return nil
    }
  }
}
