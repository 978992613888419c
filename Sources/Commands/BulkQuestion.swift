import Commerce
import Host

/// What is shown and asked before a query changes orders.
struct BulkQuestion {
  private static let mostNumbers = 10
  private static let mostReasons = 10

  private let preview: Receipt
  private let count: Int
  private let isQueryAlone: Bool

  /// `preview` is what a dry run of `count` operations came to; beside a query, orders may be named
  /// by their numbers.
  init(_ preview: Receipt, of count: Int, isQueryAlone: Bool) {
    self.preview = preview
    self.count = count
    self.isQueryAlone = isQueryAlone
  }

  /// Asks on standard error, so that standard output has data only; no answer is no.
  func isAnsweredWithYes(in session: Session) throws -> Bool {
    for line in lines { try session.talk(line) }
    guard count <= OrderRules.mostUnasked else {
      try session.world.streams.write("type \(count) to change them: ", to: .error)
      return try session.answerLine().filter(\.isNumber) == String(count)
    }
    let question = "change \(CountText.of(changed, "order")) now? [y/N] "
    try session.world.streams.write(question, to: .error)
    let answer = try session.answerLine().lowercased()
    return answer == "y" || answer == "yes"
  }

  private var changed: Int { preview.changed.count }

  private var lines: [String] {
    var lines = [
      "\(subject); \(CountText.grouped(changed)) would change: "
        + Self.list(preview.changed.map(\.orderNumber))
    ]
    if let example = preview.changed.first { lines.append("  such as: \(example.rehearsal)") }
    let unchanged = count - changed - preview.refused.count
    if unchanged > 0 {
      let verb = unchanged == 1 ? "is" : "are"
      lines.append("\(CountText.grouped(unchanged)) \(verb) as wanted already")
    }
    return lines + refusals
  }

  private var subject: String {
    let orders = CountText.of(count, "order")
    if isQueryAlone { return "--query matches \(orders)" }
    return "\(orders) \(count == 1 ? "is" : "are") named"
  }

  /// Those with the same reason are named together.
  private var refusals: [String] {
    guard !preview.refused.isEmpty else { return [] }
    var reasons: [String] = []
    var numbers: [String: [String]] = [:]
    for refusal in preview.refused {
      if numbers[refusal.reason] == nil { reasons.append(refusal.reason) }
      numbers[refusal.reason, default: []].append(refusal.orderNumber ?? "?")
    }
    var lines = ["\(CountText.grouped(preview.refused.count)) cannot:"]
    lines += reasons.prefix(Self.mostReasons).map {
      "  \($0): \(Self.list(numbers[$0] ?? []))"
    }
    let rest = reasons.count - Self.mostReasons
    if rest > 0 {
      lines.append("  and \(CountText.of(rest, "other reason")); --dry-run names all")
    }
    return lines
  }

  private static func list(_ numbers: [String]) -> String {
    let shown = numbers.prefix(mostNumbers).joined(separator: ", ")
    let rest = numbers.count - mostNumbers
    return rest > 0 ? "\(shown) and \(CountText.grouped(rest)) more" : shown
  }
}

extension Session {
  /// One line of standard input without its end; empty at the end of the input.
  fileprivate func answerLine() throws -> String {
    var bytes: [UInt8] = []
    while !bytes.contains(UInt8(ascii: "\n")), bytes.count < 1_024 {
      let chunk = try world.streams.readChunk()
      if chunk.isEmpty { break }
      bytes += chunk
    }
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    return String(decoding: line, as: UTF8.self)
  }
}
