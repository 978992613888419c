import Screen

/// A complete `ESC [ … final` taken apart, in the dialect that xterm and its heirs share.
struct ControlSequence {
  /// Decimal parameters; a missing one is nil.
  private let parameters: [Int?]
  /// `<`, `?`, … right after the bracket, if any.
  private let prefix: UInt8?
  private let final: UInt8

  init(_ sequence: ArraySlice<UInt8>) {
    var body = sequence.dropFirst(2).dropLast()
    if let first = body.first, (0x3C...0x3F).contains(first) {
      prefix = first
      body = body.dropFirst()
    } else {
      prefix = nil
    }
    parameters = body.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
      .map { Int(String(decoding: $0, as: UTF8.self)) }
    final = sequence.last ?? 0
  }

  var meaning: InputToken.Kind {
    switch (prefix, final) {
    case (UInt8(ascii: "<"), UInt8(ascii: "M")), (UInt8(ascii: "<"), UInt8(ascii: "m")):
      return mouse.map(InputToken.Kind.mouse) ?? .unknown
    case (nil, UInt8(ascii: "~")): return tilde
    case (nil, UInt8(ascii: "I")): return .focus(true)
    case (nil, UInt8(ascii: "O")): return .focus(false)
    case (nil, UInt8(ascii: "u")): return key(forScalar: parameter(0)).map { .key($0) } ?? .unknown
    case (nil, _): return Self.code(forFinal: final).map { .key(key($0)) } ?? .unknown
    default: return .unknown
    }
  }

  private func parameter(_ place: Int) -> Int? {
    place < parameters.count ? parameters[place] : nil
  }

  private var mouse: MouseReport? {
    guard let button = parameter(0), let column = parameter(1), let row = parameter(2) else {
      return nil
    }
    return MouseReport(
      button: button,
      column: column - 1,
      row: row - 1,
      isPress: final == UInt8(ascii: "M")
    )
  }

  private var tilde: InputToken.Kind {
    switch parameter(0) {
    case 200: return .pasteStart
    case 201: return .pasteEnd
    // xterm's modifyOtherKeys: 27;modifiers;scalar
    case 27 where parameters.count == 3:
      return key(forScalar: parameter(2)).map { .key($0) } ?? .unknown
    case let number: return number.flatMap(Self.code(forTilde:)).map { .key(key($0)) } ?? .unknown
    }
  }

  /// The second parameter less one: 1 Shift, 2 Alt, 4 Control, 8 Meta.
  private var modifiers: Int { max(0, (parameter(1) ?? 1) - 1) }

  private func key(_ code: Key.Code) -> Key {
    if code == .tab, modifiers & 1 != 0 { return Key(.backTab) }
    return Key(
      code,
      control: modifiers & 4 != 0,
      alt: modifiers & 10 != 0,
      // Back tab says Shift by its name.
      shift: modifiers & 1 != 0 && code != .backTab
    )
  }

  private func key(forScalar value: Int?) -> Key? {
    guard let value, let scalar = UInt32(exactly: value).flatMap(Unicode.Scalar.init) else {
      return nil
    }
    switch value {
    case 8, 127: return key(.backspace)
    case 9: return key(.tab)
    case 10, 13: return key(.enter)
    case 27: return key(.escape)
    case 0..<32, 0x80...0x9F: return nil
    default:
      var result = key(.character(Character(scalar)))
      result.shift = false
      return result
    }
  }

  private static func code(forFinal final: UInt8) -> Key.Code? {
    switch final {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "Z"): .backTab
    case UInt8(ascii: "P")...UInt8(ascii: "S"): .function(Int(final - UInt8(ascii: "P")) + 1)
    default: nil
    }
  }

  private static func code(forTilde number: Int) -> Key.Code? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23...26: .function(number - 12)
    case 28, 29: .function(number - 13)
    case 31...34: .function(number - 14)
    default: nil
    }
  }

  /// `ESC O final`: cursor keys, F1–F4 and the number pad in application mode.
  static func key(forSingleShift final: UInt8) -> Key? {
    if let code = code(forFinal: final), code != .backTab { return Key(code) }
    switch final {
    case UInt8(ascii: "M"): return Key(.enter)
    case UInt8(ascii: "I"): return Key(.tab)
    case UInt8(ascii: "X"): return Key(.character("="))
    case UInt8(ascii: "j")...UInt8(ascii: "y"):
      return Key(.character(Character(Unicode.Scalar(final - 0x40))))
    default: return nil
    }
  }
}
