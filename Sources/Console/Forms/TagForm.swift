import Commerce
import Screen
import Widgets

/// Putting tags on orders and taking them off: one line of words.
struct TagForm: Equatable, Sendable {
  let targets: ActTargets
  var field = EditBuffer()
  /// Why the words cannot be taken; one sentence.
  var problem = ""

  var soleOrder: OrderSummary? { targets.soleOrder }

  /// What the one order has, and how to write what is wanted.
  var explanation: [String] {
    let tags = soleOrder.map { $0.tags.isEmpty ? "no tags yet" : $0.tags.joined(separator: ", ") }
    return [tags.map { "Now: \($0)" }, "Add words; -word takes one off."].compactMap(\.self)
  }
}

extension Model {
  mutating func editTags(_ key: Key) -> [Effect] { changeTags { _ = $0.edit(key) } }

  mutating func pasteIntoTags(_ text: String) -> [Effect] { changeTags { $0.insert(text) } }

  private mutating func changeTags(_ change: (inout EditBuffer) -> Void) -> [Effect] {
    guard case .tags(var form) = overlay else { return [] }
    change(&form.field)
    form.problem = ""
    overlay = .tags(form)
    return []
  }

  /// The lines above the field, broken to the room there is.
  func tagLines(of form: TagForm) -> [String] {
    pageLines(form.explanation)
  }

  func tagFields(of form: TagForm) -> FormFields {
    FormFields([FormFields.Field("Tags", buffer: form.field, problem: form.problem)])
  }

  func paint(_ form: TagForm, on canvas: inout Canvas) -> Place? {
    let frame = DialogFrame(
      title: "Tags of \(form.targets.subject)",
      hints: hints(of: .tags(form))
    )
    var inside = frame.paint(in: area(of: .tags(form)), on: &canvas)
    for line in tagLines(of: form) {
      let place = inside.takeTop(1)
      canvas.write(line, at: place.origin, role: .dim, width: place.width)
    }
    return tagFields(of: form).paint(in: inside, on: &canvas)
  }
}
