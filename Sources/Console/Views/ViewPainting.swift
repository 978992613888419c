import Commerce
import Screen
import Widgets

extension Model {
  /// Over the panes on the right where they are wide enough for names and queries, else over all.
  var viewsArea: Rect {
    var area = formArea.width >= 60 ? formArea : panes.body
    return area.takeTop(min(area.height, namedViews.count + 4))
  }

  func paint(_ chooser: ViewChooser, on canvas: inout Canvas) {
    let frame = DialogFrame(title: "Views", hints: hints(of: .views(chooser)))
    let inside = frame.paint(in: viewsArea, on: &canvas)
    let views = namedViews
    ListWidget().paint(chooser.list, in: inside, on: &canvas) { row, place, canvas in
      guard views.indices.contains(row) else { return }
      let view = views[row]
      var rest = place
      let key = rest.takeLeft(3)
      let number = view.numberKey(for: staff.id, beside: orders.saved).map(String.init) ?? ""
      canvas.write(number, at: key.origin, role: .key, width: key.width)
      let name = rest.takeLeft(min(20, rest.width / 3))
      let title = SafeText.fitted(view.title, to: name.width - 1, glyphs: glyphs)
      canvas.write(title, at: name.origin, role: .text, width: name.width)
      let figure = rest.takeLeft(8)
      let count = chooser.counts[view.id].map { CountText.grouped($0) } ?? glyphs.ellipsis
      let end = Place(column: figure.column + figure.width, row: figure.row)
      canvas.writeRight(count, endingAt: end, role: .bright, width: figure.width)
      _ = rest.takeLeft(2)
      let (words, role) = words(about: view)
      let line = SafeText.fitted(words, to: rest.width, glyphs: glyphs)
      canvas.write(line, at: rest.origin, role: role, width: rest.width)
    }
  }

  private func words(about view: NamedView) -> (String, Role) {
    guard case .saved(let saved) = view else { return (view.query, .dim) }
    do {
      _ = try saved.listing()
    } catch {
      return (error.sentence, .warning)
    }
    let whose = saved.owner == staff.id ? "shared" : "by \(saved.ownerName)"
    let query = saved.query.isEmpty ? "all orders" : saved.query
    return (saved.isShared ? "\(whose): \(query)" : query, .dim)
  }
}
