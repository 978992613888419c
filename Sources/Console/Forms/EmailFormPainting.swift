import Commerce
import Screen
import Widgets

/// Where the parts of the form of an e-mail stand.
struct EmailFormLayout: Equatable, Sendable {
  var area: Rect
  var subject = Rect.nowhere
  var body = Rect.nowhere
  var preview = Rect.nowhere
}

extension Model {
  private static let mostBodyLines = 12

  var emailBodyWidth: Int { max(1, formArea.width - 4) }

  func emailFrame(of form: EmailForm) -> DialogFrame {
    let address = form.recipient.map { ", \($0)" } ?? ""
    return DialogFrame(
      title: "E-mail to \(form.targets.subject)\(address)",
      hints: hints(of: .email(form))
    )
  }

  private func emailFields(of form: EmailForm) -> FormFields {
    FormFields(
      [FormFields.Field("Subject", buffer: form.subject, placeholder: "one line")],
      focused: form.isInBody ? 1 : 0
    )
  }

  func layout(of form: EmailForm) -> EmailFormLayout {
    let body = form.body.height(width: emailBodyWidth, most: Self.mostBodyLines)
    let preview = emailPreview(of: form).count
    var layout = EmailFormLayout(area: self.form(height: body + preview + 4))
    var inside = emailFrame(of: form).inside(layout.area)
    layout.subject = inside.takeTop(1)
    _ = inside.takeTop(1)
    // Where there is little room both keep half of it.
    let room = max(1, inside.height - 1)
    let written = max(1, min(body, max(room / 2, room - preview)))
    layout.body = inside.takeTop(written)
    _ = inside.takeTop(1)
    layout.preview = inside
    return layout
  }

  /// The finished text, or for several orders who would get it.
  private func emailPreview(of form: EmailForm) -> [Span] {
    switch form.finished {
    case .success(let text):
      return lines("Preview: \(text.subject)", .accent) + lines(text.body, .text)
    case .failure(let problem): return lines("Not to be sent yet: \(problem.sentence)", .warning)
    case nil: break
    }
    guard let receipt = form.rehearsal else {
      return lines(
        "The placeholders are filled for each order. Enter shows who would get it.",
        .dim
      )
    }
    let count = CountText.of(receipt.changed.count, "order")
    let ready = receipt.changed.isEmpty ? "Nobody would get it" : "\(count): Enter sends it"
    let refused = receipt.refused.map { "Not: \($0.namedSentence)" }
    return lines(ready, .accent) + refused.flatMap { lines($0, .warning) }
  }

  private func lines(_ text: String, _ role: Role) -> [Span] {
    pageLines(
      text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    ).map { Span($0, role) }
  }

  func paint(_ form: EmailForm, on canvas: inout Canvas) -> Place? {
    let layout = layout(of: form)
    _ = emailFrame(of: form).paint(in: layout.area, on: &canvas)
    let cursor = emailFields(of: form).paint(in: layout.subject, on: &canvas)
    canvas.fill(layout.body, surface: .field)
    let inBody = form.body.paint(
      in: layout.body,
      on: &canvas,
      placeholder: "the text; {customer} and {number} are filled in",
      isFocused: form.isInBody
    )
    paint(fitting(emailPreview(of: form), in: layout.preview), in: layout.preview, on: &canvas)
    return form.isInBody ? inBody : cursor
  }

  /// Says how much of it has no room.
  private func fitting(_ preview: [Span], in area: Rect) -> [Span] {
    guard preview.count > area.height, area.height > 0 else { return preview }
    let hidden = CountText.of(preview.count - area.height + 1, "line")
    return preview.prefix(area.height - 1) + [Span("\(glyphs.ellipsis) \(hidden) more", .dim)]
  }

  /// A click chooses a field; only the key sends it.
  mutating func press(_ form: EmailForm, _ event: MouseEvent) -> [Effect] {
    let layout = layout(of: form)
    var changed = form
    if layout.body.contains(event) { changed.isInBody = true }
    if layout.subject.contains(event) { changed.isInBody = false }
    overlay = .email(changed)
    return []
  }
}
