import Screen
import Widgets

extension Model {
  func paintHelp(_ page: HelpPage, on canvas: inout Canvas) -> Place? {
    let area = area(of: .help(page))
    var inside = helpFrame(of: page).paint(in: area, on: &canvas)
    var top = inside.takeTop(1)
    let prompt = top.takeLeft(2)
    canvas.write(keys.keyName(of: .filter) ?? glyphs.prompt, at: prompt.origin, role: .key)
    let field = TextField(
      placeholder: "find keys by what they do",
      isFocused: page.isTyping,
      surface: .popup
    )
    let cursor = field.paint(page.filter, in: top, on: &canvas)
    let table = helpTable(of: page)
    let body = helpBody
    table.paint(in: body, from: page.scroll.top, on: &canvas)
    if table.height(width: body.width) == 0 {
      canvas.write("No key does that.", at: body.origin, role: .dim, width: body.width)
    }
    return cursor
  }

  private func helpFrame(of page: HelpPage) -> DialogFrame {
    DialogFrame(title: "All keys, as bound now", note: page.scroll.words, isOpenBelow: true)
  }

  /// Where the table stands: below the words that narrow it and a blank line.
  var helpBody: Rect {
    var rest = DialogFrame(title: "", isOpenBelow: true).inside(pageArea)
    _ = rest.takeTop(2)
    return rest
  }
}
