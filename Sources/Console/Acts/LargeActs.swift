import Commerce
import Screen
import Widgets

/// How far an act of many turns is.
package struct ActProgress: Equatable, Sendable {
  package var done: Int
  package var total: Int

  package init(done: Int, total: Int) {
    self.done = done
    self.total = total
  }
}

/// The act of many turns that is not answered yet.
struct ActUnderWay: Equatable, Sendable {
  let request: RequestID
  var progress: ActProgress
  /// Told to end after the turn that runs.
  var isStopping = false
}

/// An act that waits until the person has typed how many orders it changes.
struct CountQuestion: Equatable, Sendable {
  let act: Act
  let request: RequestID
  var field = EditBuffer()
  /// Why it is not done yet; one sentence.
  var problem = ""

  var lines: [String] {
    let count = CountText.grouped(act.count)
    return [
      "\(act.title.capitalizedSentence).",
      "That is more than \(OrderRules.mostUnasked) at once. Type \(count) to do it.",
    ]
  }

  /// The number as it was typed, with or without signs between thousands.
  var typed: Int? { Int(field.text.filter { !" .,'_".contains($0) }) }
}

/// Acts on very many orders: asked for by number, told of while they go on, ended by Esc.
extension Model {
  /// Keeps back what changes many orders until their number has been typed.
  mutating func holdLargeActs(_ effects: [Effect]) -> [Effect] {
    effects.filter { effect in
      guard case .perform(let act, let request) = effect, !act.isRehearsal,
        act.confirmedCount == nil, act.count > OrderRules.mostUnasked
      else { return true }
      overlay = .count(CountQuestion(act: act, request: request))
      return false
    }
  }

  mutating func editCount(_ key: Key) -> [Effect] { changeCount { _ = $0.edit(key) } }

  mutating func pasteIntoCount(_ text: String) -> [Effect] { changeCount { $0.insert(text) } }

  private mutating func changeCount(_ change: (inout EditBuffer) -> Void) -> [Effect] {
    guard case .count(var question) = overlay else { return [] }
    change(&question.field)
    question.problem = ""
    overlay = .count(question)
    return []
  }

  mutating func acceptCount() -> [Effect] {
    guard case .count(var question) = overlay else { return [] }
    guard question.typed == question.act.count else {
      question.problem = "type \(CountText.grouped(question.act.count))"
      overlay = .count(question)
      return []
    }
    overlay = nil
    var act = question.act
    act.confirmedCount = act.count
    return [.perform(act, question.request)]
  }

  mutating func cancelCount() -> [Effect] {
    guard case .count(let question) = overlay else { return [] }
    overlay = nil
    acts[question.request] = nil
    formDrafts.sent[question.request] = nil
    say("Nothing is changed")
    return []
  }

  func countFields(of question: CountQuestion) -> FormFields {
    FormFields([FormFields.Field("Orders", buffer: question.field, problem: question.problem)])
  }

  func paint(_ question: CountQuestion, on canvas: inout Canvas) -> Place? {
    let overlay = Overlay.count(question)
    let frame = DialogFrame(
      title: "Change \(CountText.of(question.act.count, "order"))",
      hints: hints(of: overlay)
    )
    var inside = frame.paint(in: area(of: overlay), on: &canvas)
    for line in pageLines(question.lines) {
      let place = inside.takeTop(1)
      canvas.write(line, at: place.origin, role: .text, width: place.width)
    }
    return countFields(of: question).paint(in: inside, on: &canvas)
  }

  // MARK: Under way

  mutating func actProgress(_ request: RequestID, _ progress: ActProgress) -> [Effect] {
    guard acts[request] != nil else { return [] }
    let isStopping = underWay?.request == request && underWay?.isStopping == true
    underWay = ActUnderWay(request: request, progress: progress, isStopping: isStopping)
    return []
  }

  /// Esc: nil when nothing is under way that could be ended.
  mutating func stopAct() -> [Effect]? {
    guard let act = underWay, !act.isStopping else { return nil }
    underWay?.isStopping = true
    return [.stopAct(act.request)]
  }

  mutating func actEnded(_ request: RequestID) {
    if underWay?.request == request { underWay = nil }
  }

  /// Why another act of many orders, an undo or the end has to wait; nil when nothing is under way.
  var lackOfRest: String? {
    guard let act = underWay else { return nil }
    let key = keys.keyName(of: .back).map { "; \($0) stops that" } ?? ""
    return "\(CountText.of(act.progress.total, "order")) are being changed\(key)"
  }

  /// For the status line, while no notice is more important.
  var progressText: String? {
    guard let act = underWay else { return nil }
    let (done, total) = (act.progress.done, act.progress.total)
    let words =
      "\(CountText.grouped(done)) of \(CountText.of(total, "order")), \(done * 100 / max(1, total)) %"
    if act.isStopping { return "\(words); stopping" }
    let key = keys.keyName(of: .back).map { " \(glyphs.separator) \($0) stops" } ?? ""
    return words + key
  }
}
