package import Screen

/// The steps of an order in one line, with a line of notes below: done, current and still to come.
///
/// It shrinks to fit: first the connecting rules, then the labels of all but the current step.
package struct ProgressTracker: Equatable, Sendable {
  package enum State: Equatable, Sendable {
    case done, current, expected
    /// The order was stopped here.
    case stopped
  }

  package struct Step: Equatable, Sendable {
    package var label: String
    package var state: State
    /// Shown under the step, such as when it happened or is expected.
    package var note: String

    package init(_ label: String, _ state: State, note: String = "") {
      self.label = label
      self.state = state
      self.note = note
    }
  }

  package var steps: [Step]

  package init(_ steps: [Step]) {
    self.steps = steps
  }

  private struct Form {
    var rule: Int
    var labelsDone: Bool
    var labelsExpected: Bool
  }

  private static let forms = [
    Form(rule: 2, labelsDone: true, labelsExpected: true),
    Form(rule: 1, labelsDone: true, labelsExpected: true),
    Form(rule: 0, labelsDone: true, labelsExpected: true),
    Form(rule: 1, labelsDone: false, labelsExpected: true),
    Form(rule: 0, labelsDone: false, labelsExpected: true),
    Form(rule: 0, labelsDone: false, labelsExpected: false),
  ]

  /// Paints steps and, when the area has a second row, notes.
  package func paint(in area: Rect, on canvas: inout Canvas) {
    guard !area.isEmpty, let narrowest = Self.forms.last else { return }
    let glyphs = canvas.glyphs
    let form = Self.forms.first { width(in: $0, glyphs: glyphs) <= area.width } ?? narrowest
    var column = area.column
    var noteEnd = area.column
    canvas.clipped(to: area) { canvas in
      for (index, step) in steps.enumerated() {
        if index > 0 { column += paintRule(form, to: step, at: (column, area.row), on: &canvas) }
        let place = Place(column: column, row: area.row)
        let used = canvas.write(
          text(of: step, in: form, glyphs: glyphs),
          at: place,
          role: role(step)
        )
        noteEnd = paintNote(of: step, at: column, after: noteEnd, in: area, on: &canvas)
        column += used
      }
    }
  }

  private func paintRule(
    _ form: Form,
    to step: Step,
    at position: (column: Int, row: Int),
    on canvas: inout Canvas
  ) -> Int {
    let start = Place(column: position.column + 1, row: position.row)
    let role: Role = step.state == .expected ? .progressExpected : .progressDone
    canvas.drawHorizontalRule(at: start, length: form.rule, role: role)
    return form.rule > 0 ? form.rule + 2 : 1
  }

  /// Writes a step's note below it, behind the one before and further left when it would not fit;
  /// says where it ends.
  private func paintNote(
    of step: Step,
    at column: Int,
    after end: Int,
    in area: Rect,
    on canvas: inout Canvas
  ) -> Int {
    let width = SafeText.width(of: step.note, glyphs: canvas.glyphs)
    let start = min(max(column, end), area.endColumn - width)
    guard width > 0, start >= end else { return end }
    canvas.write(step.note, at: Place(column: start, row: area.row + 1), role: .dim)
    return start + width + 2
  }

  private func width(in form: Form, glyphs: GlyphSet) -> Int {
    let texts = steps.map { SafeText.width(of: text(of: $0, in: form, glyphs: glyphs)) }
    let gap = form.rule > 0 ? form.rule + 2 : 1
    return texts.reduce(0, +) + gap * max(0, steps.count - 1)
  }

  private func text(of step: Step, in form: Form, glyphs: GlyphSet) -> String {
    let isNamed =
      switch step.state {
      case .done: form.labelsDone
      case .expected: form.labelsExpected
      case .current, .stopped: true
      }
    return isNamed ? sign(of: step, glyphs) + " " + step.label : sign(of: step, glyphs)
  }

  private func sign(of step: Step, _ glyphs: GlyphSet) -> String {
    switch step.state {
    case .done: glyphs.tick
    case .current: glyphs.dot
    case .expected: glyphs.ring
    case .stopped: glyphs.cross
    }
  }

  private func role(_ step: Step) -> Role {
    switch step.state {
    case .done: .progressDone
    case .current: .progressCurrent
    case .expected: .progressExpected
    case .stopped: .danger
    }
  }
}
