import Screen

/// One piece of what the terminal sent, before bursts and pastes are told from keys.
struct InputToken: Equatable {
  enum Kind: Equatable {
    /// A scalar that fingers may have typed.
    case text(Unicode.Scalar)
    /// A control byte or an Alt combination: a key, or data inside a burst.
    case typed(Key)
    /// A sequence that only a special key sends.
    case key(Key)
    case mouse(MouseReport)
    case focus(Bool)
    case pasteStart
    case pasteEnd
    /// A complete sequence that means nothing to us.
    case unknown
  }

  var kind: Kind
  /// The bytes it came from, which are the data when it belongs to a burst.
  var bytes: ArraySlice<UInt8>

  /// True for what a person types and what a paste without marks is made of.
  var isTextLike: Bool {
    switch kind {
    case .text, .typed: true
    case .key, .mouse, .focus, .pasteStart, .pasteEnd, .unknown: false
    }
  }
}

/// A mouse event as the terminal reports it; columns and rows count from 0.
struct MouseReport: Equatable {
  /// Button number with the bits for modifiers, motion (32) and wheel (64).
  var button: Int
  var column: Int
  var row: Int
  var isPress: Bool
}
