/// The drawable pieces of a text, made one at a time; `SafeText` says what becomes of what.
///
/// It reads code points rather than grapheme clusters: the C library, and with it every terminal,
/// counts columns by code point, so a piece is one base with a width and the marks that have none.
struct SafeClusters: Sequence, IteratorProtocol {
  private static var mostMarks: Int { 4 }

  private var scalars: String.UnicodeScalarView.Iterator
  private var ahead: Unicode.Scalar?
  /// Bytes of UTF-8 before `ahead`.
  private var offset = 0
  private let glyphs: GlyphSet
  /// The sign for what was left out of the piece given last.
  private var sign: SafeCluster?

  init(_ raw: String, glyphs: GlyphSet) {
    scalars = raw.unicodeScalars.makeIterator()
    ahead = scalars.next()
    self.glyphs = glyphs
  }

  mutating func next() -> SafeCluster? {
    if let sign {
      self.sign = nil
      return sign
    }
    guard let first = ahead else { return nil }
    let start = offset
    advance()
    if first.value < 0x80 { return ascii(first, at: start) }
    let cluster = opening(first, at: start)
    return glyphs == .unicode ? cluster : inASCII(cluster)
  }

  private mutating func advance() {
    guard let passed = ahead else { return }
    offset += UTF8.width(passed)
    ahead = scalars.next()
  }

  private mutating func ascii(_ first: Unicode.Scalar, at start: Int) -> SafeCluster {
    if first.value >= 0x20 && first.value < 0x7F {
      let cluster = SafeCluster(CellText(first), width: 1, start: start)
      guard let ahead, ahead.value >= 0x300 else { return cluster }
      let marked = withMarks(cluster, base: first)
      return glyphs == .unicode || marked == cluster ? marked : inASCII(marked)
    }
    switch first {
    case "\t": return SafeCluster(CellText(letter: 0x20), width: 1, start: start)
    case "\n", "\r":
      if first == "\r" && ahead == "\n" { advance() }
      return SafeCluster(text: glyphs.lineEnd, width: 1, start: start, isLineBreak: true)
    default: return SafeCluster(text: glyphs.picture(ofControl: first), width: 1, start: start)
    }
  }

  /// The piece that begins with a code point outside ASCII.
  private mutating func opening(_ first: Unicode.Scalar, at start: Int) -> SafeCluster {
    if let letter = EmojiParts.letter(ofRegionalIndicator: first) {
      return withMarks(SafeCluster(text: letter, width: 1, start: start), base: nil)
    }
    guard !EmojiParts.isSkinTone(first) else { return unseen(at: start) }
    switch CharacterWidth.kind(of: first) {
    case .hidden, .selector: return unseen(at: start)
    case .combining:
      let circled = SafeCluster(text: "\u{25CC}\(first)", width: 1, start: start)
      return withMarks(circled, base: nil, marks: 1)
    case .narrow:
      return withMarks(SafeCluster(CellText(first), width: 1, start: start), base: first)
    case .wide:
      return withMarks(SafeCluster(CellText(first), width: 2, start: start), base: first)
    }
  }

  private func unseen(at start: Int) -> SafeCluster {
    SafeCluster(text: glyphs.unseen, width: 1, start: start)
  }

  /// The piece with the marks that follow its base; sets `sign` when something is left out.
  private mutating func withMarks(
    _ opened: SafeCluster,
    base: Unicode.Scalar?,
    marks: Int = 0
  ) -> SafeCluster {
    var cluster = opened
    var marks = marks
    var isJoined = false
    while let mark = ahead, mark.value >= 0x300 {
      if joinsEmoji(mark, to: base) {
        isJoined = true
        if mark == EmojiParts.joiner { advance() }
      } else if !EmojiParts.isSkinTone(mark) || !EmojiParts.isPictograph(base) {
        let kind = CharacterWidth.kind(of: mark)
        guard kind == .combining || kind == .selector else { break }
        marks += 1
        if kind == .combining && marks <= Self.mostMarks {
          cluster.content.append(mark)
        }
      }
      advance()
    }
    if isJoined {
      sign = SafeCluster(text: "+", width: 1, start: opened.start)
    } else if marks > Self.mostMarks {
      sign = unseen(at: opened.start)
    }
    return cluster
  }

  /// True when `mark` is a tag, or a joiner with another emoji after it, behind an emoji.
  private func joinsEmoji(_ mark: Unicode.Scalar, to base: Unicode.Scalar?) -> Bool {
    guard mark == EmojiParts.joiner || EmojiParts.isTag(mark) else { return false }
    guard EmojiParts.isPictograph(base) else { return false }
    guard mark == EmojiParts.joiner else { return true }
    var following = scalars
    return EmojiParts.isPictograph(following.next())
  }

  private func inASCII(_ cluster: SafeCluster) -> SafeCluster {
    if cluster.content.letter != nil { return cluster }
    return SafeCluster(text: glyphs.unseen, width: 1, start: cluster.start)
  }
}
