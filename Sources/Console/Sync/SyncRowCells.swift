import Commerce
import Screen

/// What the rows of the sync screen say.
extension SyncPage {
  /// The parts of a row, with the columns of each, the blanks behind it included.
  func cells(of row: SyncRow, width: Int) -> [(Span, Int)] {
    switch row {
    case .source(let source): cells(of: source, width: width)
    case .drift(let drift):
      [
        (Span(drift.kind.rawValue, .warning), 12), (Span(drift.orderNumber, .bright), 22),
        (Span(drift.explanation + (drift.canRepair ? "" : " (at the source)"), .text), width),
      ]
    case .conflict(let conflict):
      [
        // As wide as `shipping address`.
        (Span(conflict.label, .warning), 18),
        (Span(conflict.orderNumber ?? conflict.orderID.rawValue, .bright), 18),
        (Span(conflict.sides, .text), max(20, width - 46)), (Span(age(conflict.seenAt), .time), 10),
      ]
    case .quarantined(let record): cells(of: record, width: width)
    }
  }

  private func cells(of source: SyncSourceStatus, width: Int) -> [(Span, Int)] {
    let location = max(20, width / 3)
    let rest = width - location - 24
    let run = source.lastRunAt.map(age) ?? "never"
    // How long ago the source was last read whole.
    let lag = source.lastSuccessAt.map(age) ?? "never"
    let said =
      source.lastError.map { Span($0, .danger) }
      ?? Span(source.lastCounts.map { wholeParts($0.words, columns: rest - 2) } ?? "", .dim)
    return [
      (Span(ending(of: source.location, columns: location - 2), .text), location),
      (Span("run \(run)", .time), 12), (Span("lag \(lag)", .time), 12), (said, width),
    ]
  }

  private func cells(of record: QuarantinedRecord, width: Int) -> [(Span, Int)] {
    let place = max(24, width / 4)
    let line = record.line.map { " \($0)" } ?? record.rowID.map { " \($0)" } ?? ""
    return [
      (Span(ending(of: record.source + line, columns: place - 2), .bright), place),
      (Span(record.reason, .warning), max(20, width - place - 20)),
      (Span(record.attempts == 1 ? "tried once" : "tried \(record.attempts)x", .dim), 12),
      (Span(age(record.firstSeenAt), .time), 8),
    ]
  }

  /// A path or address without its first folders, since its end tells it from the others.
  private func ending(of path: String, columns: Int) -> String {
    guard SafeText.width(of: path, glyphs: glyphs) > columns else { return path }
    var rest = path[...]
    while let slash = rest.firstIndex(of: "/") {
      rest = rest[rest.index(after: slash)...]
      let text = "\(glyphs.ellipsis)/\(rest)"
      if SafeText.width(of: text, glyphs: glyphs) <= columns { return text }
    }
    // The name alone is too long: its end holds the line.
    let room = columns - SafeText.width(of: glyphs.ellipsis, glyphs: glyphs)
    while SafeText.width(of: String(rest), glyphs: glyphs) > room { rest = rest.dropFirst() }
    return glyphs.ellipsis + rest
  }

  /// As many of the parts between commas as fit whole: a figure that is cut is a wrong one.
  private func wholeParts(_ text: String, columns: Int) -> String {
    var parts = text.split(separator: ", ")
    func joined() -> String { parts.joined(separator: ", ") }
    while parts.count > 1, SafeText.width(of: joined(), glyphs: glyphs) > columns {
      parts.removeLast()
    }
    return joined()
  }

  private func age(_ instant: Instant) -> String {
    model.age(of: instant)
  }
}
