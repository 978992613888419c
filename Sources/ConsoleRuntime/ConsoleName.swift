import Commerce
import Host

/// The name of one run of the console, by which others see whether it still runs.
struct ConsoleName {
  let text: String

  init(newID: () -> String) {
    let process = ProcessMark.current
    let start = process.startedAt.map(String.init) ?? ""
    text = "\(process.number) \(start) \(newID())"
  }

  /// Since when other consoles that still run have a draft open; nil when none has.
  func othersOpen(_ draft: Draft) -> Instant? {
    draft.openIn.filter { $0.name != text && Self.isRunning($0.name) }.map(\.since).min()
  }

  /// A console that was killed has nothing open, whatever it wrote about itself.
  static func isRunning(_ name: String) -> Bool {
    let parts = name.split(separator: " ", omittingEmptySubsequences: false)
    guard let first = parts.first, let number = Int(first) else { return false }
    let start = parts.count > 1 ? Int64(parts[1]) : nil
    return ProcessMark(number: number, startedAt: start).isRunningElsewhere
  }
}
