package import Screen

/// Turns the bytes of a terminal into inputs; pure, so every rule is tested without a terminal.
///
/// **Burst guard.** Text that arrives as one batch (one read) of at least `burstLength` letters, of
/// which at least three are different, was not typed by fingers: it is a paste from a terminal
/// without bracketed paste. All text and controls of that batch come out as `.paste`, and so does
/// what follows within `burstMilliseconds`, because a slow line cuts a paste anywhere. A held-down
/// key repeats one letter, so however much of it waits, it stays keys; and so does a quick typist,
/// of whom one or two letters wait at a time.
///
/// What stands behind the end mark of a bracketed paste in the same batch is part of the paste too:
/// a text that contains the end mark cannot break out of it.
package struct InputDecoder: Sendable {
  static let burstLength = 8
  static let burstLetters = 3
  static let burstMilliseconds: Int64 = 50
  /// How long a lone ESC waits for the rest of a sequence.
  static let escapeMilliseconds: Int64 = 25
  /// How long a sequence or letter that has begun waits for its end; over a slow line more than ESC.
  static let sequenceMilliseconds: Int64 = 300
  /// A paste whose end mark does not come ends after this silence.
  static let pasteMilliseconds: Int64 = 2_000

  private let scanner: InputScanner
  private var pending: [UInt8] = []
  private var paste: PasteCollector?
  private var clicks = ClickCounter()
  private var lastArrival: Int64 = 0
  private var burstEnd: Int64 = .min

  init(keys: KeySequences = KeySequences()) {
    scanner = InputScanner(keys: keys)
  }

  package init() {
    self.init(keys: KeySequences())
  }

  /// When something unfinished has to be decided by `expire(at:)`; nil when nothing waits.
  package var deadline: Int64? {
    if paste != nil { return lastArrival + Self.pasteMilliseconds }
    guard !pending.isEmpty else { return nil }
    let wait = pending == [0x1B] ? Self.escapeMilliseconds : Self.sequenceMilliseconds
    return lastArrival + wait
  }

  /// Decodes one batch: the bytes that were waiting when the terminal was read.
  ///
  /// `now` is in monotonic milliseconds.
  package mutating func decode(_ batch: [UInt8], at now: Int64) -> [Input] {
    guard !batch.isEmpty else { return [] }
    lastArrival = now
    pending += batch
    var collector = BatchCollector(clicks: clicks, now: now, isBurst: now < burstEnd)
    var rest = pending[...]
    while !rest.isEmpty {
      let before = rest.count
      if paste != nil { continuePaste(&rest, &collector) } else { scanOne(&rest, &collector) }
      if rest.count == before { break }
    }
    pending = Array(rest)
    return finish(&collector, at: now)
  }

  /// Decides what was left unfinished too long: a lone ESC is the Escape key, a paste has ended, and
  /// half a sequence is dropped.
  package mutating func expire(at now: Int64) -> [Input] {
    guard let deadline, now >= deadline else { return [] }
    var collector = BatchCollector(clicks: clicks, now: now, isBurst: false)
    if let unfinished = paste {
      collector.add(paste: unfinished.text(with: pending))
      paste = nil
    } else if pending == [0x1B] {
      collector.add(InputScanner.escapeKey(pending[...]))
    } else if pending.count == 2, case .token(let token) = scanner.scanAlt(pending[...]) {
      collector.add(token)
    }
    pending = []
    return finish(&collector, at: now)
  }

  private mutating func finish(_ collector: inout BatchCollector, at now: Int64) -> [Input] {
    let inputs = collector.finish()
    clicks = collector.clicks
    if collector.wasBurst { burstEnd = now + Self.burstMilliseconds }
    return inputs
  }

  private mutating func scanOne(_ rest: inout ArraySlice<UInt8>, _ collector: inout BatchCollector)
  {
    switch scanner.scan(rest) {
    case .incomplete: return
    case .garbage(let count): rest = rest.dropFirst(count)
    case .token(let token):
      rest = rest.dropFirst(token.bytes.count)
      if token.kind == .pasteStart { paste = PasteCollector() } else { collector.add(token) }
    }
  }

  private mutating func continuePaste(
    _ rest: inout ArraySlice<UInt8>,
    _ collector: inout BatchCollector
  ) {
    guard let text = paste?.take(from: &rest) else { return }
    paste = nil
    collector.add(paste: text)
    collector.beginData()
  }
}
