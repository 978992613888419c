import Screen

/// Collects the tokens of one batch and, at its end, tells keys from a paste without marks.
struct BatchCollector {
  private enum Item {
    case token(InputToken)
    case paste(String)
  }

  private let now: Int64
  private(set) var clicks: ClickCounter
  private var items: [Item] = []
  private var letterCount = 0
  private var letters: Set<Unicode.Scalar> = []
  /// The first item whose text is data whatever its length; nil when letters may be keys.
  private var dataStart: Int?
  /// True when text of this batch came out as a paste because of the burst rule.
  private(set) var wasBurst = false

  init(clicks: ClickCounter, now: Int64, isBurst: Bool) {
    self.clicks = clicks
    self.now = now
    dataStart = isBurst ? 0 : nil
  }

  mutating func add(_ token: InputToken) {
    items.append(.token(token))
    guard case .text(let scalar) = token.kind else { return }
    letterCount += 1
    // A held key is one letter; more than a few need not be told apart.
    if letters.count < InputDecoder.burstLetters { letters.insert(scalar) }
  }

  mutating func add(paste text: String) {
    items.append(.paste(text))
  }

  /// From here on text is data: it stands right behind the end mark of a paste.
  mutating func beginData() {
    dataStart = dataStart ?? items.count
  }

  mutating func finish() -> [Input] {
    let isBurst =
      letterCount >= InputDecoder.burstLength && letters.count >= InputDecoder.burstLetters
    let start = isBurst ? 0 : dataStart ?? items.count
    return Self.joined(inputsOfKeys(items[..<start]) + inputsOfBurst(items[start...]))
  }

  // MARK: Keys

  private mutating func inputsOfKeys(_ items: ArraySlice<Item>) -> [Input] {
    var inputs: [Input] = []
    var text = String.UnicodeScalarView()
    for item in items {
      if case .token(let token) = item, case .text(let scalar) = token.kind {
        text.append(scalar)
        continue
      }
      Self.flush(&text, into: &inputs)
      if let input = input(for: item) { inputs.append(input) }
    }
    Self.flush(&text, into: &inputs)
    return inputs
  }

  /// Scalars that form one character (a letter with its accent) are one key.
  private static func flush(_ text: inout String.UnicodeScalarView, into inputs: inout [Input]) {
    inputs += String(text).map { .key(Key(.character($0))) }
    text = String.UnicodeScalarView()
  }

  private mutating func input(for item: Item) -> Input? {
    guard case .token(let token) = item else {
      if case .paste(let text) = item, !text.isEmpty { return .paste(text) }
      return nil
    }
    switch token.kind {
    case .typed(let key), .key(let key): return .key(key)
    case .mouse(let report): return clicks.event(for: report, at: now).map { .mouse($0) }
    case .focus(let gained): return gained ? .focusGained : .focusLost
    case .text, .pasteStart, .pasteEnd, .unknown: return nil
    }
  }

  // MARK: Burst

  private mutating func inputsOfBurst(_ items: ArraySlice<Item>) -> [Input] {
    var inputs: [Input] = []
    var data: [UInt8] = []
    for item in items {
      if case .token(let token) = item, token.isTextLike {
        data += token.bytes
        continue
      }
      flush(&data, into: &inputs)
      if let input = input(for: item) { inputs.append(input) }
    }
    flush(&data, into: &inputs)
    return inputs
  }

  private mutating func flush(_ data: inout [UInt8], into inputs: inout [Input]) {
    guard !data.isEmpty else { return }
    inputs.append(.paste(PasteCollector.text(data)))
    data = []
    wasBurst = true
  }

  /// Neighbouring pastes are one, so that an end mark inside a text does not cut it.
  private static func joined(_ inputs: [Input]) -> [Input] {
    var result: [Input] = []
    for input in inputs {
      if case .paste(let text) = input, case .paste(let before)? = result.last {
        result[result.count - 1] = .paste(before + text)
      } else {
        result.append(input)
      }
    }
    return result
  }
}
