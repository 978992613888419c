/// Text for the bare terminal, outside ncurses: nothing in it can be a control but the line end.
package enum PlainReport {
  /// Replaces every control, and every byte that is not UTF-8, by `?`; keeps line ends and turns
  /// tabs into blanks.
  ///
  /// Format characters that reorder or hide text (bidi, zero width, tags) go as well.
  package static func harmless(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    for scalar in String(decoding: Array(bytes), as: UTF8.self).unicodeScalars {
      switch scalar {
      case "\n": result.append(0x0A)
      case "\t": result.append(0x20)
      default: result += isVisible(scalar) ? Array(String(scalar).utf8) : [UInt8(ascii: "?")]
      }
    }
    return result
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      false
    default:
      scalar != "\u{FFFD}"
    }
  }
}
