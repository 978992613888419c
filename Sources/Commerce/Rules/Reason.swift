/// Why somebody did something: words that a reader can see, with nothing blank around them.
package struct Reason: Hashable, Sendable {
  package let text: String

  package static let fewestVisible = 3

  /// Nil for text with fewer than three characters that can be seen.
  package init?(_ text: String) {
    guard let trimmed = Self.trimmed(text), Self.visibleCount(in: trimmed) >= Self.fewestVisible
    else { return nil }
    self.text = trimmed
  }

  /// The text from its first to its last visible character; nil when it has none.
  package static func trimmed(_ text: String) -> String? {
    guard let first = text.firstIndex(where: isVisible), let last = text.lastIndex(where: isVisible)
    else { return nil }
    return String(text[first...last])
  }

  private static func visibleCount(in text: String) -> Int {
    text.lazy.filter(isVisible).prefix(fewestVisible).count
  }

  private static func isVisible(_ character: Character) -> Bool {
    character.unicodeScalars.contains { scalar in
      // Fillers are letters by name and blank by look, as is the empty Braille cell.
      if scalar.properties.isDefaultIgnorableCodePoint || scalar == "\u{2800}" { return false }
      return switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .decimalNumber, .letterNumber, .otherNumber, .connectorPunctuation, .dashPunctuation,
        .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation,
        .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
        true
      default: false
      }
    }
  }
}

extension OrderRules {
  /// Common reasons to pick from; free text is always possible beside them.
  package static func usualReasons(for change: StatusEdge) -> [String] {
    switch change.kind {
    case .cancel:
      [
        "customer changed their mind", "out of stock", "payment did not arrive",
        "duplicate order", "suspected fraud",
      ]
    case .back: ["set by mistake", "parcel came back to the desk"]
    case .forward, .skip:
      switch change.reason {
      case .unlessTracked: ["own courier, no tracking", "letter post, no tracking"]
      case .unlessCarrierSaid: ["customer confirmed it", "handed over in person"]
      case .unlessPayable: ["payment agreed with customer"]
      case .never, .always: []
      }
    }
  }

  /// Why a cancelled order that was paid gets no refund.
  package static let usualReasonsForNoRefund = [
    "refunded with the provider already", "kept as credit for another order",
  ]
}
