/// The code points that emoji sequences are built from.
enum EmojiParts {
  static let joiner: Unicode.Scalar = "\u{200D}"

  static func isSkinTone(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x1F3FB && scalar.value <= 0x1F3FF
  }

  /// The invisible letters that spell the flag of a region behind a black flag.
  static func isTag(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0xE0020 && scalar.value <= 0xE007F
  }

  /// True for what may carry a skin tone or be joined; digits and `©` are emoji only in name.
  static func isPictograph(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar, scalar.value > 0xFF, !isSkinTone(scalar) else { return false }
    guard scalar.value < 0x1F1E6 || scalar.value > 0x1F1FF else { return false }
    return scalar.properties.isEmoji
  }

  /// The plain letter of a half flag: two of them spell a country.
  static func letter(ofRegionalIndicator scalar: Unicode.Scalar) -> String? {
    guard scalar.value >= 0x1F1E6, scalar.value <= 0x1F1FF else { return nil }
    return Unicode.Scalar(scalar.value - 0x1F1E6 + 0x41).map { String($0) }
  }
}
