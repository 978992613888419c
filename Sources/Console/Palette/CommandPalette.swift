import Screen
import Widgets

/// Every command that makes sense without its pane, found by a few letters of its name.
struct CommandPalette: Equatable, Sendable {
  let commands: [Command]
  var palette: Palette
}

extension Model {
  mutating func openPalette() -> [Effect] {
    let bindings = KeyBindings.all.filter { $0.isInPalette && isMeant($0) }
    let items = bindings.map { binding in
      Palette.Item(
        binding.help,
        name: binding.command.rawValue,
        key: keys.keyName(of: binding.command) ?? "",
        disabledBecause: disabledReason(for: binding.command) ?? ""
      )
    }
    var palette = Palette(items)
    palette.resize(visibleRows: size.height - 8)
    overlay = .palette(CommandPalette(commands: bindings.map(\.command), palette: palette))
    return []
  }

  /// The sync screen's commands belong to it, the panes' commands to the orders.
  private func isMeant(_ binding: KeyBinding) -> Bool {
    if binding.contexts.contains(.anywhere) { return true }
    return binding.contexts.contains(.sync) == (screen == .sync)
  }

  mutating func editPalette(_ key: Key) -> [Effect] {
    guard case .palette(var palette) = overlay else { return [] }
    if let motion = key.fieldMotion {
      palette.palette.move(by: motion)
    } else {
      palette.palette.edit { _ = $0.edit(key) }
    }
    overlay = .palette(palette)
    return []
  }

  mutating func pasteIntoPalette(_ text: String) -> [Effect] {
    guard case .palette(var palette) = overlay else { return [] }
    palette.palette.edit { $0.insert(text) }
    overlay = .palette(palette)
    return []
  }

  mutating func acceptPalette() -> [Effect] {
    guard case .palette(let palette) = overlay else { return [] }
    // No command's name has so many digits.
    let typed = palette.palette.query.text
    if screen == .orders, typed.filter(\.isNumber).count >= 3 { return jump(to: typed) }
    guard let chosen = palette.palette.chosen else {
      return refuse("nothing fits; Esc leaves the palette")
    }
    overlay = nil
    return run(palette.commands[chosen])
  }
}

extension Key {
  /// Rows to move in the list below a field: letters belong to the field there.
  var fieldMotion: Int? {
    switch code {
    case .up: -1
    case .down: 1
    case .pageUp: -10
    case .pageDown: 10
    case .character("p") where control: -1
    case .character("n") where control: 1
    case .character, .enter, .escape, .tab, .backTab, .backspace, .delete, .insert, .left, .right,
      .home, .end, .function:
      nil
    }
  }
}
