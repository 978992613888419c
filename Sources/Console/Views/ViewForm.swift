import Commerce
import Screen
import Widgets

/// Giving the list a name, or one's own view another one: name, key, and whether others see it.
struct ViewForm: Equatable, Sendable {
  var view: SavedView
  var values: [EditBuffer]
  var focused = 0
  /// Why it was not saved; one sentence.
  var problem = ""

  init(of listing: OrderListing, by person: StaffID) {
    self.init(
      of: SavedView(
        owner: person,
        name: "",
        query: listing.filter.text,
        sort: listing.sort.rawValue
      )
    )
  }

  init(of view: SavedView) {
    self.view = view
    let key = view.numberKey.map(String.init) ?? ""
    values = [view.name, key, view.isShared ? "yes" : "no"].map { EditBuffer($0) }
  }

  private func text(_ index: Int) -> String {
    values[index].text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// What is wrong with each field; empty where nothing is.
  var lacks: [String] {
    [
      text(0).isEmpty ? "give the list a name" : "",
      text(1).isEmpty || Int(text(1)).map((1...9).contains) == true ? "" : "a number from 1 to 9",
      isShared == nil ? "yes or no" : "",
    ]
  }

  private var isShared: Bool? {
    switch text(2).lowercased() {
    case "yes", "y": true
    case "no", "n", "": false
    default: nil
    }
  }

  /// Nil while something is wrong.
  var finished: SavedView? {
    guard let isShared, lacks.allSatisfy(\.isEmpty) else { return nil }
    var view = view
    view.name = text(0)
    view.numberKey = Int(text(1))
    view.isShared = isShared
    return view
  }
}

extension Model {
  mutating func openViewForm(_ form: ViewForm) -> [Effect] {
    overlay = .view(form)
    return []
  }

  mutating func editView(_ key: Key) -> [Effect] {
    if let step = key.fieldMotion { return stepViewField(by: step.signum()) }
    return changeView { _ = $0.values[$0.focused].edit(key) }
  }

  mutating func pasteIntoView(_ text: String) -> [Effect] {
    changeView { $0.values[$0.focused].insert(text) }
  }

  mutating func stepViewField(by step: Int) -> [Effect] {
    changeView { $0.focused = ($0.focused + step + $0.values.count) % $0.values.count }
  }

  private mutating func changeView(_ change: (inout ViewForm) -> Void) -> [Effect] {
    guard case .view(var form) = overlay else { return [] }
    change(&form)
    form.problem = ""
    overlay = .view(form)
    return []
  }

  mutating func acceptView() -> [Effect] {
    guard case .view(var form) = overlay, !acts.values.contains(.view) else { return [] }
    if let view = form.finished { return change(.save(view)) }
    form.focused = form.lacks.firstIndex { !$0.isEmpty } ?? 0
    form.problem = form.lacks[form.focused]
    overlay = .view(form)
    return []
  }

  /// What was typed stays, to be mended.
  mutating func viewRefused(_ sentence: String) {
    guard case .view(var form) = overlay else { return }
    form.problem = sentence
    overlay = .view(form)
  }

  func viewLines(of form: ViewForm) -> [String] {
    let query = form.view.query.isEmpty ? "all orders" : form.view.query
    return pageLines(["\(query), by \(form.view.sort)"])
  }

  func viewFields(of form: ViewForm) -> FormFields {
    let labels = ["Name", "Key 1-9", "Shared"]
    let placeholders = ["as you will look for it", "none", "no"]
    return FormFields(
      labels.indices.map { index in
        FormFields.Field(
          labels[index],
          buffer: form.values[index],
          placeholder: placeholders[index],
          problem: index == form.focused ? form.problem : ""
        )
      },
      focused: form.focused
    )
  }

  func paint(_ form: ViewForm, on canvas: inout Canvas) -> Place? {
    let title = form.view.id.isEmpty ? "Save this list" : "Change the view \(form.view.name)"
    let frame = DialogFrame(title: title, hints: hints(of: .view(form)))
    var inside = frame.paint(in: area(of: .view(form)), on: &canvas)
    for line in viewLines(of: form) {
      let place = inside.takeTop(1)
      canvas.write(line, at: place.origin, role: .dim, width: place.width)
    }
    return viewFields(of: form).paint(in: inside, on: &canvas)
  }

  /// The command that does the same.
  func words(of change: ViewChange) -> [String] {
    switch change {
    case .delete(let view): return ["view", "delete", "--", view.name]
    case .save(let view):
      let key = ["--key", view.numberKey.map(String.init) ?? "none"]
      let old = orders.saved.first { $0.id == view.id && !view.id.isEmpty }?.name ?? view.name
      return ["view", "save", "--query", view.query, "--sort", view.sort] + key
        + [view.isShared ? "--shared" : "--private"]
        + (old == view.name ? [] : ["--name", view.name]) + ["--", old]
    }
  }
}
