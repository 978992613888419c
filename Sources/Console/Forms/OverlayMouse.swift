import Commerce
import Screen
import Widgets

/// The mouse where something lies over the panes: a click selects, a second one takes it, the wheel
/// scrolls, and a click beside it leaves it.
extension Model {
  mutating func takeOverOverlay(_ event: MouseEvent) -> [Effect] {
    guard let overlay, arrangement != .tooSmall else { return [] }
    switch event.kind {
    case .wheelUp: return wheelOverlay(by: -3)
    case .wheelDown: return wheelOverlay(by: 3)
    case .press, .doublePress: break
    }
    let effects = area(of: overlay).contains(event) ? press(overlay, event) : cancel()
    // The second half of a double click must not hit what lay below.
    ignoresNextDoublePress = event.kind == .press && self.overlay == nil
    return effects
  }

  private mutating func wheelOverlay(by rows: Int) -> [Effect] {
    switch overlay {
    case .palette(var palette):
      palette.palette.move(by: rows)
      overlay = .palette(palette)
    case .search(var search):
      search.list.move(by: rows)
      overlay = .search(search)
    case .help, .page, .themes, .status, .choice, .settle, .commandLog, .customer, .views:
      var effects: [Effect] = []
      for _ in 0..<abs(rows) { effects += move(rows < 0 ? .up : .down) }
      return effects
    case .move, .edit, .email, .sale, .note, .tags, .snooze, .jump, .reason, .money, .repair,
      .steps, .count, .view, .quit, nil:
      break
    }
    return []
  }

  private mutating func press(_ overlay: Overlay, _ event: MouseEvent) -> [Effect] {
    switch overlay {
    case .palette(let palette): return press(palette, event)
    case .search(let search): return press(search, event)
    case .themes(let chooser): return press(chooser, event)
    case .status(let form): return press(form, event)
    case .move(let form): return press(form, event)
    case .edit(let form): return press(form, event)
    case .email(let form): return press(form, event)
    case .sale(let form): return press(form, event)
    case .choice(let form): return press(form, event)
    case .settle(let form): return press(form, event)
    case .money(let form): return press(form, event)
    case .commandLog(let page): return press(page, event)
    case .customer(let pane): return press(pane, event)
    case .views(let chooser): return press(chooser, event)
    case .help, .note, .tags, .snooze, .jump, .reason, .page, .repair, .steps, .count, .view,
      .quit:
      return []
    }
  }

  private mutating func press(_ palette: CommandPalette, _ event: MouseEvent) -> [Effect] {
    var rows = DialogFrame(title: "").inside(palette.palette.area(in: wholeScreen))
    _ = rows.takeTop(1)
    let line = event.row - rows.row
    guard let row = palette.palette.list.row(atLine: line, rowHeight: 1) else { return [] }
    guard row != palette.palette.list.selected else { return accept() }
    var chosen = palette
    chosen.palette.select(row)
    overlay = .palette(chosen)
    return []
  }

  private mutating func press(_ search: MessageSearch, _ event: MouseEvent) -> [Effect] {
    var rows = searchFrame(of: search).inside(searchArea)
    _ = rows.takeTop(2)
    guard let row = search.list.row(atLine: event.row - rows.row, rowHeight: 2) else { return [] }
    guard row != search.list.selected else { return accept() }
    var chosen = search
    chosen.list.select(row)
    overlay = .search(chosen)
    return []
  }

  private mutating func press(_ chooser: ThemeChooser, _ event: MouseEvent) -> [Effect] {
    let rows = DialogFrame(title: "").inside(area(of: .themes(chooser)))
    guard let row = chooser.list.row(atLine: event.row - rows.row, rowHeight: 1) else { return [] }
    guard row != chooser.list.selected else { return accept() }
    var chosen = chooser
    chosen.list.select(row)
    overlay = .themes(chosen)
    return chosen.chosen.map { [.setTheme($0)] } ?? []
  }

  private mutating func press(_ page: CommandLogPage, _ event: MouseEvent) -> [Effect] {
    let rows = DialogFrame(title: "").inside(area(of: page))
    guard let row = page.list.row(atLine: event.row - rows.row, rowHeight: 1) else { return [] }
    guard row != page.list.selected else { return accept() }
    var chosen = page
    chosen.list.select(row)
    overlay = .commandLog(chosen)
    return []
  }

  private mutating func press(_ pane: CustomerPane, _ event: MouseEvent) -> [Effect] {
    let line = event.row - customerListArea(pane).row
    guard let row = pane.list.row(atLine: line, rowHeight: 1) else { return [] }
    guard row != pane.list.selected else { return accept() }
    var chosen = pane
    chosen.list.select(row)
    overlay = .customer(chosen)
    return []
  }

  private mutating func press(_ form: ChoiceForm, _ event: MouseEvent) -> [Effect] {
    let rows = DialogFrame(title: "").inside(area(of: .choice(form)))
    guard let row = form.list.row(atLine: event.row - rows.row, rowHeight: 1) else { return [] }
    guard row != form.list.selected else { return accept() }
    var chosen = form
    chosen.list.select(row)
    overlay = .choice(chosen)
    return []
  }

  private mutating func press(_ form: SettleForm, _ event: MouseEvent) -> [Effect] {
    var rows = settleFrame(of: form).inside(area(of: .settle(form)))
    _ = rows.takeTop(settleLines(of: form).count)
    guard let row = form.list.row(atLine: event.row - rows.row, rowHeight: 1) else { return [] }
    guard row != form.list.selected else { return accept() }
    var chosen = form
    chosen.list.select(row)
    overlay = .settle(chosen)
    return []
  }

  /// A status is taken by a second click.
  private mutating func press(_ form: StatusForm, _ event: MouseEvent) -> [Effect] {
    let layout = layout(of: form)
    var list = form.list
    list.resize(visibleRows: layout.choices.height)
    let line = event.row - layout.choices.row
    guard let row = list.row(atLine: line, rowHeight: 1) else { return [] }
    guard row != form.list.selected else { return accept() }
    var changed = form
    changed.list.select(row)
    changed.problem = ""
    overlay = .status(changed)
    return []
  }

  /// What a move takes is only filled in by clicks, and done by its key.
  private mutating func press(_ form: MoveForm, _ event: MouseEvent) -> [Effect] {
    let layout = layout(of: form)
    var changed = form
    if layout.usualWords.contains(event) {
      changed.pick(event.row - layout.usualWords.row)
    } else if layout.fields.contains(event) {
      let fields = moveFields(form)
      guard let field = fields.field(atLine: event.row - layout.fields.row) else { return [] }
      changed.cursor.focus(field)
    }
    overlay = .move(changed)
    return []
  }
}
