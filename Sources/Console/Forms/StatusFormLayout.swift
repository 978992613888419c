import Commerce
import Screen
import Widgets

/// Where the parts of the status form stand; painting and the mouse both take them from here.
struct StatusFormLayout: Equatable, Sendable {
  var area: Rect
  var choices = Rect.nowhere
  var preview = Rect.nowhere
}

extension Model {
  func layout(of form: StatusForm) -> StatusFormLayout {
    let preview = previewLines(of: form).count
    let rows = form.list.count
    var layout = StatusFormLayout(area: self.form(height: rows + (preview == 0 ? 0 : preview + 1)))
    var inside = frame(of: form).inside(layout.area)
    layout.choices = inside.takeTop(min(rows, max(1, inside.height - preview)))
    _ = inside.takeTop(1)
    layout.preview = inside
    return layout
  }
}
