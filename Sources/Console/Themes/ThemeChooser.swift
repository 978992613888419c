import Widgets

/// Choosing the colours: the screen shows each as the selection passes over it.
struct ThemeChooser: Equatable, Sendable {
  let names: [String]
  /// What to go back to.
  let previous: String
  var list = ListState()

  init(_ names: [String], current: String) {
    self.names = names
    previous = current
    list.resize(visibleRows: max(1, names.count))
    list.setCount(names.count)
    list.select(names.firstIndex(of: current) ?? 0)
  }

  var chosen: String? { list.selected.map { names[$0] } }
}

extension Model {
  mutating func openThemes() -> [Effect] {
    guard !themes.isEmpty else { return refuse("there are no themes to choose from") }
    var chooser = ThemeChooser(themes, current: theme)
    chooser.list.resize(visibleRows: max(1, min(themes.count, size.height - 8)))
    overlay = .themes(chooser)
    return []
  }

  mutating func moveThemes(_ motion: Motion) -> [Effect] {
    guard case .themes(var chooser) = overlay else { return [] }
    chooser.list.take(motion)
    overlay = .themes(chooser)
    return chooser.chosen.map { [.setTheme($0)] } ?? []
  }

  mutating func acceptTheme() -> [Effect] {
    guard case .themes(let chooser) = overlay, let chosen = chooser.chosen else { return [] }
    overlay = nil
    theme = chosen
    chosenTheme = chosen
    say("Theme \(chosen)")
    return [.setTheme(chosen), .saveViewState(viewState)]
  }

  mutating func cancelThemes() -> [Effect] {
    guard case .themes(let chooser) = overlay else { return [] }
    overlay = nil
    return chooser.chosen == chooser.previous ? [] : [.setTheme(chooser.previous)]
  }
}
