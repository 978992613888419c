import Commerce
import Screen
import Widgets

/// Where the parts of the status form stand; painting and the mouse both take them from here.
struct StatusFormLayout: Equatable, Sendable {
  var area: Rect
  var problem = Rect.nowhere
  /// While a status is chosen.
  var choices = Rect.nowhere
  /// While it is filled in.
  var fields = Rect.nowhere
  var reasons = Rect.nowhere
  var preview = Rect.nowhere
}

extension Model {
  func layout(of form: StatusForm) -> StatusFormLayout {
    let preview = previewLines(of: form).count
    let end = preview == 0 ? 0 : preview + 1
    switch form.stage {
    case .choosing:
      let rows = form.list.count
      var layout = StatusFormLayout(area: self.form(height: rows + end))
      var inside = frame(of: form).inside(layout.area)
      layout.choices = inside.takeTop(min(rows, max(1, inside.height - preview)))
      _ = inside.takeTop(1)
      layout.preview = inside
      return layout
    case .filling(let field):
      let problem = problemLines(of: form).count
      let fields = formFields(form, focused: field).height
      let reasons = form.usualReasons.count
      let rows = problem + fields + reasons + end
      var layout = StatusFormLayout(area: self.form(height: rows))
      var inside = frame(of: form).inside(layout.area)
      layout.problem = inside.takeTop(problem)
      layout.fields = inside.takeTop(fields)
      layout.reasons = inside.takeTop(min(reasons, max(0, inside.height - preview)))
        .inset(horizontal: 1)
      _ = inside.takeTop(1)
      layout.preview = inside
      return layout
    }
  }
}
