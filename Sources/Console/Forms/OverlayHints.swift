import Screen
import Widgets

/// The keys of what lies over the panes; its own line and the footer say the same of them.
extension Model {
  func hints(of overlay: Overlay) -> [KeyHints.Hint] {
    commands(of: overlay).compactMap { command, help in
      keys.keyName(of: command).map { KeyHints.Hint(short($0), help) }
    }
  }

  /// The sign for Enter is as quick to read as the word, and shorter.
  func short(_ key: String) -> String { key == "Enter" ? glyphs.enterKey : key }

  private func commands(of overlay: Overlay) -> [(Command, String)] {
    switch overlay {
    case .help(let page): commands(of: page)
    case .commandLog: [(.accept, "copy"), (.down, "down"), (.cancel, "close")]
    case .customer: [(.accept, "open"), (.down, "down"), (.cancel, "back")]
    case .views:
      [
        (.accept, "show"), (.saveView, "save this list"), (.changeView, "change"),
        (.deleteView, "delete"), (.cancel, "close"),
      ]
    case .view: [(.accept, "save"), (.nextField, "next field"), (.cancel, "back")]
    case .page: [(.down, "down"), (.cancel, "close")]
    case .palette: [(.accept, "do it"), (.cancel, "leave")]
    case .search: [(.accept, "go there"), (.cancel, "leave")]
    case .themes: [(.accept, "take"), (.cancel, "as before")]
    case .choice, .status, .settle: [(.accept, "take"), (.cancel, "leave")]
    case .jump: [(.accept, "go there"), (.cancel, "leave")]
    case .tags, .snooze, .reason, .count: [(.accept, "do it"), (.cancel, "leave")]
    case .money, .sale:
      [(.accept, "do it"), (.nextField, "next field"), (.cancel, "keep as draft")]
    case .note:
      [
        (.accept, "save"), (.newLine, "new line"), (.cancel, "keep as draft"),
        (.editor, "editor"),
      ]
    case .edit(let form):
      [(.accept, "do it"), form.isInNotes ? (.newLine, "new line") : (.nextField, "next field")]
        + [(.cancel, "keep as draft")] + (form.isInNotes ? [(.editor, "editor")] : [])
    case .email(let form):
      [(.accept, form.targets.soleOrder != nil || form.rehearsal != nil ? "send" : "show who")]
        + (form.isInBody ? [(.newLine, "new line"), (.editor, "editor")] : [])
        + [(.nextField, "next field"), (.cancel, "keep as draft")]
    case .repair: [(.accept, "repair"), (.cancel, "stay")]
    case .steps: [(.accept, "do it"), (.cancel, "leave")]
    case .quit: [(.accept, "quit"), (.cancel, "stay")]
    case .move(let form):
      [(.accept, "do it")] + (form.fields.count > 1 ? [(.nextField, "next field")] : [])
        + [(.cancel, form.chooser == nil ? "keep as draft" : "back")]
    }
  }

  private func commands(of page: HelpPage) -> [(Command, String)] {
    if page.isTyping { return [(.accept, "keep these"), (.cancel, "all keys")] }
    let narrowing: [(Command, String)] = [(.filter, "find"), (.down, "down"), (.pageDown, "page")]
    return narrowing + [(.cancel, page.filter.isEmpty ? "close" : "all keys")]
  }
}
