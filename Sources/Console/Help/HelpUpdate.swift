import Screen
import Widgets

/// All keys, and the words that narrow them.
struct HelpPage: Equatable, Sendable {
  var scroll = Scroll()
  var filter = EditBuffer()
  /// While the words are typed.
  var isTyping = false
}

extension Model {
  mutating func openHelp() -> [Effect] {
    overlay = .help(HelpPage())
    return []
  }

  mutating func filterHelp() -> [Effect] { changeHelp { $0.isTyping = true } }

  mutating func editHelp(_ key: Key) -> [Effect] {
    changeHelp { page in
      if let rows = key.fieldMotion {
        page.scroll.move(by: rows)
      } else if page.filter.edit(key) {
        page.scroll.reset()
      }
    }
  }

  mutating func pasteIntoHelp(_ text: String) -> [Effect] {
    changeHelp { page in
      page.filter.insert(text)
      page.scroll.reset()
    }
  }

  /// Enter: the keys scroll again, and those that were found stay; without words, it closes.
  mutating func acceptHelp() -> [Effect] {
    guard case .help(let page) = overlay, page.isTyping else { return closeHelp() }
    return changeHelp { $0.isTyping = false }
  }

  /// Esc: all keys again, and from there out.
  mutating func cancelHelp() -> [Effect] {
    guard case .help(let page) = overlay, page.isTyping || !page.filter.isEmpty else {
      return closeHelp()
    }
    return changeHelp { $0 = HelpPage() }
  }

  private mutating func closeHelp() -> [Effect] {
    overlay = nil
    return []
  }

  private mutating func changeHelp(_ change: (inout HelpPage) -> Void) -> [Effect] {
    guard case .help(var page) = overlay else { return [] }
    change(&page)
    overlay = .help(page)
    return []
  }

  /// What of the keys the page shows.
  func helpTable(of page: HelpPage) -> HelpTable { allKeys.matching(page.filter.text) }

  /// The keys of the focused pane first, then what works everywhere, then the other places.
  ///
  /// Each command stands once; those that are bound to nothing are left out.
  private var allKeys: HelpTable {
    var behind = self
    behind.overlay = nil
    let focused = behind.contexts.first ?? .anywhere
    let moves = KeyBindings.all.filter { Command.motions[$0.command] != nil }
    let views = KeyBindings.all.filter { Command.views[$0.command] != nil }
    var shown = Set((moves + views).map(\.command))
    func own(_ context: KeyContext, _ title: String) -> HelpTable.Section {
      let bindings = KeyBindings.all.filter { binding in
        guard binding.contexts.contains(context), !shown.contains(binding.command) else {
          return false
        }
        return context == .anywhere || !binding.contexts.contains(.anywhere)
      }
      shown.formUnion(bindings.map(\.command))
      return section(title, bindings)
    }
    let first = own(focused, "\(focused.title), where you are now")
    let always = own(.anywhere, "Anywhere")
    let others = KeyContext.allCases.filter { $0 != focused && $0 != .anywhere }
      .map { own($0, "\($0.title), besides") }
    return HelpTable([first, always, section("Moving", moves), section("Views", views)] + others)
  }

  private func section(_ title: String, _ bindings: [KeyBinding]) -> HelpTable.Section {
    HelpTable.Section(
      title,
      bindings.compactMap { binding in
        let names = keys.keys(of: binding.command).map(KeyName.name)
        guard !names.isEmpty else { return nil }
        return HelpTable.Entry(names.joined(separator: " "), binding.help)
      }
    )
  }
}
