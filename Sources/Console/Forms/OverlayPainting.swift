import Commerce
import Screen
import Widgets

extension Model {
  /// Paints what lies over the panes and says where the cursor stands.
  func paint(_ overlay: Overlay, over panes: Panes, on canvas: inout Canvas) -> Place? {
    let screen = canvas.bounds
    switch overlay {
    case .help(let page): return paintHelp(page, on: &canvas)
    case .palette(let palette):
      return palette.palette.paint(title: "Commands", in: screen, on: &canvas)
    case .themes(let chooser):
      paintThemes(chooser, on: &canvas)
      return nil
    case .status(let form):
      paint(form, on: &canvas)
      return nil
    case .move(let form): return paint(form, on: &canvas)
    case .edit(let form): return paint(form, on: &canvas)
    case .email(let form): return paint(form, on: &canvas)
    case .sale(let form): return paint(form, on: &canvas)
    case .note(let form): return paint(form, on: &canvas)
    case .choice(let form):
      paint(form, on: &canvas)
      return nil
    case .tags(let form): return paint(form, on: &canvas)
    case .snooze(let form): return paint(form, on: &canvas)
    case .jump(let form): return paint(form, on: &canvas)
    case .settle(let form):
      paint(form, on: &canvas)
      return nil
    case .reason(let form): return paint(form, on: &canvas)
    case .money(let form): return paint(form, on: &canvas)
    case .search(let search): return paint(search, on: &canvas)
    case .page(let page):
      paint(page, on: &canvas)
      return nil
    case .commandLog(let page):
      paint(page, on: &canvas)
      return nil
    case .customer(let pane):
      paint(pane, on: &canvas)
      return nil
    case .views(let chooser):
      paint(chooser, on: &canvas)
      return nil
    case .view(let form): return paint(form, on: &canvas)
    case .repair(let question):
      paintQuestion("Repair", question.lines, of: overlay, on: &canvas)
      return nil
    case .count(let question): return paint(question, on: &canvas)
    case .steps(let steps):
      let title = "Next step of \(steps.orders.count) marked orders"
      paintQuestion(title, stepLines(of: steps), of: overlay, on: &canvas)
      return nil
    case .quit:
      paintQuestion("Quit", quitLines, of: overlay, on: &canvas)
      return nil
    }
  }

  private func paintThemes(_ chooser: ThemeChooser, on canvas: inout Canvas) {
    let frame = DialogFrame(title: "Theme", hints: hints(of: .themes(chooser)))
    let inside = frame.paint(in: area(of: .themes(chooser)), on: &canvas)
    ListWidget().paint(chooser.list, in: inside, on: &canvas) { row, place, canvas in
      canvas.write(chooser.names[row], at: place.origin, role: .text, width: place.width)
    }
  }

  private func paint(_ form: NoteForm, on canvas: inout Canvas) -> Place? {
    let frame = DialogFrame(
      title: form.title,
      hints: hints(of: .note(form))
    )
    let inside = frame.paint(in: area(of: form), on: &canvas)
    return form.area.paint(
      in: inside,
      on: &canvas,
      placeholder: form.placeholder
    )
  }

  private func paint(_ page: TextPage, on canvas: inout Canvas) {
    let lines = pageLines(page)
    let frame = DialogFrame(
      title: page.title,
      note: page.scroll.words,
      hints: hints(of: .page(page))
    )
    let inside = frame.paint(in: form(height: lines.count), on: &canvas)
    for (index, line) in lines.dropFirst(page.scroll.top).prefix(inside.height).enumerated() {
      canvas.write(line, at: inside.line(index).origin, role: .text, width: inside.width)
    }
  }

  private func paintQuestion(
    _ title: String,
    _ lines: [String],
    of overlay: Overlay,
    on canvas: inout Canvas
  ) {
    let frame = DialogFrame(title: title, hints: hints(of: overlay))
    let wrapped = pageLines(lines)
    let inside = frame.paint(in: form(height: wrapped.count), on: &canvas)
    for (index, line) in wrapped.prefix(inside.height).enumerated() {
      canvas.write(line, at: inside.line(index).origin, role: .text, width: inside.width)
    }
  }

  /// Tells scrolled overlays how long they are and how much of them is in view.
  mutating func sizeOverlay() {
    switch overlay {
    case .help(var page):
      let body = helpBody
      let length = helpTable(of: page).height(width: body.width)
      page.scroll.resize(length: length, height: body.height)
      overlay = .help(page)
    case .page(var page):
      page.scroll.resize(length: pageLines(page).count, height: max(1, formArea.height - 4))
      overlay = .page(page)
    case .search(var search):
      search.list.resize(visibleRows: searchRows)
      overlay = .search(search)
    case .commandLog(var page):
      page.list.resize(visibleRows: commandLogRows)
      overlay = .commandLog(page)
    case .customer(var pane):
      pane.list.resize(visibleRows: max(1, customerListArea(pane).height))
      overlay = .customer(pane)
    case .views(var chooser):
      chooser.list.setCount(namedViews.count)
      chooser.list.resize(visibleRows: max(1, DialogFrame(title: "").inside(viewsArea).height))
      overlay = .views(chooser)
    case .palette(var palette):
      palette.palette.resize(visibleRows: size.height - 8)
      overlay = .palette(palette)
    case .themes, .status, .move, .edit, .email, .sale, .note, .choice, .tags, .snooze, .jump,
      .settle, .reason, .money, .repair, .steps, .count, .view, .quit, nil:
      break
    }
  }
}
