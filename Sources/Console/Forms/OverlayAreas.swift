import Commerce
import Screen
import Widgets

/// Where what lies over the panes stands; painting and the mouse both take it from here.
extension Model {
  /// Over the panes on the right, so that the list stays in view.
  var formArea: Rect {
    let panes = panes
    guard let divider = panes.divider else { return panes.body }
    var area = panes.body
    _ = area.takeLeft(divider + 1)
    return area
  }

  /// All panes with the rule above them, for pages to read.
  var pageArea: Rect {
    var area = panes.body
    area.row -= 1
    area.height += 1
    return area
  }

  /// The top of the form area, as high as the content needs.
  func form(height: Int) -> Rect {
    var area = formArea
    return area.takeTop(min(area.height, height + 4))
  }

  var wholeScreen: Rect { Rect(column: 0, row: 0, width: size.width, height: size.height) }

  var searchArea: Rect {
    let height = min(size.height - 4, 6 + 2 * searchRows)
    let width = Palette.width(upTo: 100, in: size.width)
    var area = wholeScreen.centered(width: width, height: size.height - 4)
    area.height = height
    return area
  }

  func area(of note: NoteForm) -> Rect {
    let width = max(1, formArea.width - 4)
    return form(height: max(4, note.area.height(width: width, most: formArea.height - 4)))
  }

  /// What the overlay covers; a click beside it leaves it.
  func area(of overlay: Overlay) -> Rect {
    switch overlay {
    case .help: pageArea
    case .palette(let palette): palette.palette.area(in: wholeScreen)
    case .themes(let chooser): form(height: chooser.list.visibleRows)
    case .status(let form): layout(of: form).area
    case .move(let form): layout(of: form).area
    case .edit(let form): layout(of: form).area
    case .email(let form): layout(of: form).area
    case .sale(let form): layout(of: form).area
    case .note(let note): area(of: note)
    case .choice(let choice): form(height: choice.list.visibleRows)
    case .tags(let tags): form(height: tagLines(of: tags).count + tagFields(of: tags).height)
    case .snooze(let snooze):
      form(height: snoozeLines(of: snooze).count + snoozeFields(of: snooze).height)
    case .jump(let jump): form(height: jumpLines.count + jumpFields(of: jump).height)
    case .settle(let settle):
      form(
        height: settleLines(of: settle).count + settle.list.visibleRows
          + refusalLines(of: settle).count
      )
    case .reason(let reason):
      form(height: pageLines(reason.explanation).count + reasonFields(of: reason).height)
    case .money(let money): layout(of: money).area
    case .search: searchArea
    case .commandLog(let page): area(of: page)
    case .customer: customerArea
    case .views: viewsArea
    case .view(let view): form(height: viewLines(of: view).count + viewFields(of: view).height)
    case .page(let page): form(height: pageLines(page).count)
    case .repair(let question): form(height: pageLines(question.lines).count)
    case .count(let question):
      form(height: pageLines(question.lines).count + countFields(of: question).height)
    case .steps(let question): form(height: pageLines(stepLines(of: question)).count)
    case .quit: form(height: pageLines(quitLines).count)
    }
  }

  var quitLines: [String] {
    let number = selectedSummary?.number ?? "this order"
    return ["The reply to \(number) is not sent.", "It is kept as a draft."]
  }

  /// The lines of a page, each broken to the room there is.
  func pageLines(_ page: TextPage) -> [String] { pageLines(page.lines) }

  func pageLines(_ lines: [String]) -> [String] {
    let width = max(2, formArea.width - 4)
    return lines.flatMap { line in
      TextWrap.lines(of: line, width: width, glyphs: glyphs).map { line.bytes($0.range) }
    }
  }
}
