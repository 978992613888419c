import Widgets

extension Model {
  mutating func openHelp() -> [Effect] {
    overlay = .help(Scroll())
    return []
  }

  /// The keys of the focused pane first, then what works everywhere, then the other places.
  ///
  /// Each command stands once; those that are bound to nothing are left out.
  var helpTable: HelpTable {
    var behind = self
    behind.overlay = nil
    let focused = behind.contexts.first ?? .anywhere
    let moves = KeyBindings.all.filter { Command.motions[$0.command] != nil }
    let views = KeyBindings.all.filter { Command.views[$0.command] != nil }
    var shown = Set((moves + views).map(\.command))
    func own(_ context: KeyContext) -> HelpTable.Section {
      let bindings = KeyBindings.all.filter { binding in
        guard binding.contexts.contains(context), !shown.contains(binding.command) else {
          return false
        }
        return context == .anywhere || !binding.contexts.contains(.anywhere)
      }
      shown.formUnion(bindings.map(\.command))
      return section(context.title, bindings)
    }
    let first = own(focused)
    let always = own(.anywhere)
    let others = KeyContext.allCases.filter { $0 != focused && $0 != .anywhere }.map(own)
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
