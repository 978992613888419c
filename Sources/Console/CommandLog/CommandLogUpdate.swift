import Commerce
import Screen
import Widgets

extension Model {
  mutating func openCommandLog() -> [Effect] {
    guard !commandLog.entries.isEmpty else { return refuse("no key has done anything yet") }
    overlay = .commandLog(CommandLogPage(commandLog))
    return []
  }

  mutating func moveInCommandLog(_ motion: Motion) -> [Effect] {
    guard case .commandLog(var page) = overlay else { return [] }
    page.list.take(motion)
    overlay = .commandLog(page)
    return []
  }

  mutating func acceptCommandLog() -> [Effect] {
    guard case .commandLog(let page) = overlay, let entry = page.selected else { return [] }
    overlay = nil
    return [.copy(entry.line)]
  }

  /// The selected command whole below the list, as far as it fits.
  private static let mostLinesOfOne = 3

  var commandLogRows: Int { max(1, min(12, pageArea.height - 5 - Self.mostLinesOfOne)) }

  func area(of page: CommandLogPage) -> Rect {
    var area = pageArea
    let rows = min(page.entries.count, commandLogRows)
    return area.takeTop(min(area.height, rows + 5 + Self.mostLinesOfOne))
  }

  func paint(_ page: CommandLogPage, on canvas: inout Canvas) {
    let frame = DialogFrame(
      title: "Commands of your last keys",
      hints: hints(of: .commandLog(page))
    )
    var inside = frame.paint(in: area(of: page), on: &canvas)
    let whole = inside.takeBottom(Self.mostLinesOfOne)
    _ = inside.takeBottom(1)
    ListWidget().paint(page.list, in: inside, on: &canvas) { row, place, canvas in
      let entry = page.entries[row]
      var rest = place
      let time = rest.takeLeft(7)
      canvas.write(zone.clock(at: entry.at), at: time.origin, role: .dim, width: time.width)
      let line = SafeText.fitted(entry.words, to: rest.width, glyphs: glyphs)
      canvas.write(line, at: rest.origin, role: .text, width: rest.width)
    }
    guard let line = page.selected?.line else { return }
    let lines = TextWrap.lines(of: line, width: whole.width, glyphs: glyphs)
    for (index, piece) in lines.prefix(whole.height).enumerated() {
      canvas.write(
        line.bytes(piece.range),
        at: whole.line(index).origin,
        role: .bright,
        width: whole.width
      )
    }
  }
}
