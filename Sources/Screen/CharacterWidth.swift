/// How many columns a code point takes on a terminal, and whether it may be drawn at all.
enum CharacterWidth {
  /// What a code point does to a line of cells.
  enum Kind: UInt32 {
    /// Drawn over the base before it, no column of its own.
    case combining = 0
    case narrow = 1
    case wide = 2
    /// No visible form, or one that rules its neighbours: bidi and format controls, unassigned,
    /// private use, line separators, invisible letters.
    case hidden = 3
    /// Left out behind a base: a variation selector or grapheme joiner, or an enclosing mark, which
    /// would be drawn into the cells beside its own.
    case selector = 4
  }

  static func kind(of scalar: Unicode.Scalar) -> Kind {
    let value = scalar.value
    if value < 0x300 { return kindOfLatin(value) }
    if value >= 0x4E00 && value <= 0x9FFF || value >= 0xAC00 && value <= 0xD7A3 { return .wide }
    return kindByTable(value)
  }

  private static func kindOfLatin(_ value: UInt32) -> Kind {
    if value < 0x20 || value >= 0x7F && value < 0xA0 || value == 0xAD { return .hidden }
    return .narrow
  }

  private static func kindByTable(_ value: UInt32) -> Kind {
    let wanted = value << 4 | 0xF
    var low = 0
    var high = characterWidthRuns.count
    while low < high {
      let middle = (low + high) / 2
      if characterWidthRuns[middle] <= wanted { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return .hidden }
    return Kind(rawValue: characterWidthRuns[low - 1] & 0xF) ?? .hidden
  }
}
