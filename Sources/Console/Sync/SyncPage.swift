import Commerce
import Screen
import Widgets

/// The sync screen: figures above, below them everything that can be looked at or mended.
struct SyncPage {
  let model: Model
  private let overview: SyncOverview

  init(_ model: Model) {
    self.model = model
    overview = model.sync.overview ?? SyncOverview()
  }

  var glyphs: GlyphSet { model.glyphs }

  private enum Line: Equatable {
    case heading(SyncSection)
    /// What a section says while it has no rows.
    case empty(String)
    case row(Int)
    case blank
  }

  func paint(in area: Rect, on canvas: inout Canvas) {
    var rest = area.inset(horizontal: 2)
    if let failure = model.sync.failure {
      canvas.write(failure, at: rest.takeTop(1).origin, role: .noticeError, width: rest.width)
    }
    guard model.sync.overview != nil else {
      canvas.write("Loading\(glyphs.ellipsis)", at: rest.origin, role: .dim)
      return
    }
    paintFigures(in: rest.takeTop(2), on: &canvas)
    if let progress = model.sync.progress {
      bar(for: progress).paint(in: rest.takeTop(1), on: &canvas)
    }
    paintLines(in: listArea(in: area), on: &canvas)
  }

  /// The row of the list at a row of the screen, for the mouse.
  func row(atLine screenRow: Int, in area: Rect) -> Int? {
    let list = listArea(in: area)
    guard screenRow >= list.row, screenRow < list.endRow else { return nil }
    let index = screenRow - list.row + top(height: list.height)
    guard lines.indices.contains(index), case .row(let row) = lines[index] else { return nil }
    return row
  }

  private func listArea(in area: Rect) -> Rect {
    var rest = area
    _ = rest.takeTop(2 + (model.sync.failure == nil ? 0 : 1) + (model.sync.progress == nil ? 0 : 1))
    return rest
  }

  // MARK: Figures

  private func paintFigures(in area: Rect, on canvas: inout Canvas) {
    let chat = [
      figure(overview.chatOrders, overview.chatOrders == 1 ? "chat order" : "chat orders"),
      figure(overview.chatOrdersWaiting, "not payable yet"),
      figure(overview.chatSessions, overview.chatSessions == 1 ? "session" : "sessions"),
      figure(overview.unlinkedSessions, "without order"),
    ]
    let outbox = [
      figure(overview.outboxWaiting, "waiting in the outbox"),
      figure(overview.outboxParked, "parked", isBad: overview.outboxParked > 0),
    ]
    for (index, figures) in [chat, outbox].enumerated() {
      let line = area.line(index)
      canvas.write(Array(figures.joined()), at: line.origin, width: line.width)
    }
  }

  private func figure(_ count: Int, _ what: String, isBad: Bool = false) -> [Span] {
    let role: Role = isBad ? .danger : count > 0 ? .bright : .dim
    return [Span(CountText.grouped(count), role), Span(" \(what)   ", .dim)]
  }

  private func bar(for progress: SyncProgress) -> ProgressBar {
    let fraction = progress.bytesTotal.map { total in
      total > 0 ? Double(progress.bytesRead) / Double(total) : 1
    }
    let records = CountText.of(progress.recordsRead, "record")
    return ProgressBar(fraction: fraction, text: "\(records) of \(progress.source)")
  }

  // MARK: Lines

  private var lines: [Line] {
    var lines: [Line] = []
    let rows = model.sync.rows
    for section in SyncSection.allCases {
      lines += [.blank, .heading(section)]
      let own = rows.indices.filter { rows[$0].section == section }
      lines += own.isEmpty ? [.empty(emptyText(section))] : own.map(Line.row)
    }
    return lines
  }

  /// The first line in view: everything when it fits, else the selected row in the middle.
  private func top(height: Int) -> Int {
    let lines = lines
    let selected = lines.firstIndex(of: .row(model.sync.list.selection)) ?? 0
    return min(max(0, selected - height / 2), max(0, lines.count - height))
  }

  private func emptyText(_ section: SyncSection) -> String {
    switch section {
    case .sources: "none yet; orderdeck sync --from FILE adds one"
    case .drift:
      model.sync.drift == nil
        ? "not looked for yet\(key(.verifySync, "compares chat orders with orders"))" : "none"
    case .conflicts, .quarantine: "none"
    }
  }

  private func key(_ command: Command, _ what: String) -> String {
    model.keys.keyName(of: command).map { "; \($0) \(what)" } ?? ""
  }

  private func paintLines(in area: Rect, on canvas: inout Canvas) {
    let rows = model.sync.rows
    canvas.clipped(to: area) { canvas in
      for (index, line) in lines.dropFirst(top(height: area.height)).prefix(area.height)
        .enumerated()
      {
        let place = area.line(index)
        switch line {
        case .blank: continue
        case .heading(let section): paintHeading(section, in: place, on: &canvas)
        case .empty(let text):
          let indented = place.inset(horizontal: 4)
          canvas.write(text, at: indented.origin, role: .dim, width: indented.width)
        case .row(let row): paintRow(row, rows[row], in: place, on: &canvas)
        }
      }
    }
  }

  private func paintHeading(_ section: SyncSection, in line: Rect, on canvas: inout Canvas) {
    let spans = [
      Span(section.title, .title), Span(count(in: section).map { "  \($0)" } ?? "", .dim),
    ]
    let place = Place(column: line.column + 2, row: line.row)
    canvas.write(spans, at: place, width: line.width - 4)
  }

  /// The whole number, and how many of them are shown when not all are.
  private func count(in section: SyncSection) -> String? {
    switch section {
    case .sources: nil
    case .drift: model.sync.drift.map { CountText.grouped($0.count) }
    case .conflicts: counted(overview.conflictCount, shown: overview.conflicts.count)
    case .quarantine: counted(overview.quarantineCount, shown: overview.quarantine.count)
    }
  }

  private func counted(_ count: Int, shown: Int) -> String {
    count > shown
      ? "\(CountText.grouped(count)), the first \(CountText.grouped(shown)) shown"
      : CountText.grouped(count)
  }

  private func paintRow(_ index: Int, _ row: SyncRow, in line: Rect, on canvas: inout Canvas) {
    let isSelected = index == model.sync.list.selection && model.sync.list.count > 0
    if isSelected {
      canvas.tint(line, surface: .selection)
      canvas.write(glyphs.selectionBar, at: line.origin, role: .accent)
    }
    var rest = line.inset(horizontal: 4)
    for (span, width) in cells(of: row, width: rest.width) {
      let cell = rest.takeLeft(width)
      canvas.write(span.text, at: cell.origin, role: span.role, width: max(0, cell.width - 2))
    }
  }
}

extension SyncSection {
  var title: String {
    switch self {
    case .sources: "Sources"
    case .drift: "Differences between chat orders and orders"
    case .conflicts: "Conflicts between staff and source"
    case .quarantine: "Quarantine"
    }
  }
}
