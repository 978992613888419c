import Commerce
import Host
import Sync

/// Progress of a long run on standard error: a bar on a terminal, now and then a line elsewhere.
final class ProgressLine {
  private static let width = 24
  private static let linesApart: Int64 = 5_000
  private static let barsApart: Int64 = 100

  private let session: Session
  private let isTerminal: Bool
  /// Nil until the next page, when nothing was under way.
  private var lastShown: Int64?
  private var isBarShown = false

  init(session: Session) {
    self.session = session
    isTerminal = session.world.streams.isTerminal(.error)
    lastShown = session.now.milliseconds
  }

  func show(_ progress: SyncProgress) throws {
    try show("\(CountText.of(progress.counts.read, "record"))", progress.done, of: progress.total)
  }

  /// `words` say how far it is; the total is nil where nobody knows it.
  func show(_ words: String, _ done: Int64, of total: Int64?) throws {
    let now = session.now.milliseconds
    let since = now - (lastShown ?? now)
    if lastShown == nil { lastShown = now }
    guard since >= (isTerminal ? Self.barsApart : Self.linesApart) else { return }
    lastShown = now
    let text = words + share(of: done, total)
    guard isTerminal else { return try session.talk(text) }
    isBarShown = true
    try session.world.streams.write("\r\(bar(done, total)) \(text)\u{1B}[K", to: .error)
  }

  /// Takes the bar away; what comes later is a run of its own.
  func finish() throws {
    lastShown = nil
    guard isBarShown else { return }
    isBarShown = false
    try session.world.streams.write("\r\u{1B}[K", to: .error)
  }

  private func share(of done: Int64, _ total: Int64?) -> String {
    guard let total, total > 0 else { return "" }
    return ", \(done * 100 / total) %"
  }

  private func bar(_ done: Int64, _ total: Int64?) -> String {
    guard let total, total > 0 else { return "" }
    let full = Int(min(done, total) * Int64(Self.width) / total)
    return "[" + String(repeating: "#", count: full)
      + String(repeating: ".", count: Self.width - full) + "]"
  }
}
