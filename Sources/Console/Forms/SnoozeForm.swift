import Commerce
import Screen
import Widgets

/// The time at which orders are to come back, typed.
struct SnoozeForm: Equatable, Sendable {
  let targets: ActTargets
  var field = EditBuffer()
  /// Why the words cannot be taken; one sentence.
  var problem = ""
}

extension Model {
  /// The times that are asked for most; the last one asks for words.
  mutating func openSnooze() -> [Effect] {
    let targets = orders.targets
    if let reason = tooManyRefusal(targets.count) { return refuse(reason) }
    let isSnoozed = targets.soleOrder?.snooze.map { !$0.isOver(at: now) } ?? !orders.marks.isEmpty
    let choices = snoozeEnds.map { ChoiceForm.Choice.snooze($0, name: $1) } + [.snoozeTime]
    overlay = .choice(
      ChoiceForm(.snooze, of: targets, among: choices + (isSnoozed ? [.wake] : []))
    )
    return []
  }

  private var snoozeEnds: [(SnoozeEnd, String)] {
    let today = zone.date(at: now)
    let monday = SnoozeTime.next(.monday, after: today)
    return [
      (.message, "next message"),
      (.time(now.advanced(byMilliseconds: 3_600_000)), "1 hour"),
      (.time(now.advanced(byMilliseconds: 3 * 3_600_000)), "3 hours"),
      (.time(zone.morning(of: today.adding(days: 1))), "tomorrow"),
      (.time(zone.morning(of: monday)), "next Monday"),
    ]
  }

  mutating func askForSnoozeTime(_ targets: ActTargets) -> [Effect] {
    overlay = .snooze(SnoozeForm(targets: targets))
    return []
  }

  mutating func editSnoozeTime(_ key: Key) -> [Effect] {
    changeSnoozeTime { _ = $0.edit(key) }
  }

  mutating func pasteIntoSnoozeTime(_ text: String) -> [Effect] {
    changeSnoozeTime { $0.insert(text) }
  }

  private mutating func changeSnoozeTime(_ change: (inout EditBuffer) -> Void) -> [Effect] {
    guard case .snooze(var form) = overlay else { return [] }
    change(&form.field)
    form.problem = ""
    overlay = .snooze(form)
    return []
  }

  mutating func acceptSnoozeTime() -> [Effect] {
    guard case .snooze(var form) = overlay else { return [] }
    guard let end = SnoozeTime.read(form.field.text, now: now, in: zone) else {
      form.problem = "that is no time; write it like 2h, monday 14:00 or 2026-11-30"
      overlay = .snooze(form)
      return []
    }
    if let time = end.time, time <= now {
      form.problem = "\(zone.nearTime(time, now: now, dates: settings.dates)) has passed"
      overlay = .snooze(form)
      return []
    }
    overlay = nil
    return snooze(form.targets, until: end)
  }

  mutating func snooze(_ targets: ActTargets, until end: SnoozeEnd) -> [Effect] {
    let words = "snoozed \(end.words(now: now, in: zone, dates: settings.dates))"
    return changeHandling(.snooze(end), on: targets, words)
  }

  /// How to write it, and what is understood so far.
  func snoozeLines(of form: SnoozeForm) -> [String] {
    let end = SnoozeTime.read(form.field.text, now: now, in: zone)
    let understood = end.map { "Off \($0.words(now: now, in: zone, dates: settings.dates))." }
    return pageLines([
      "2h, 14:30, tomorrow, monday 14:00, 2026-11-30 09:00",
      understood ?? "The customer's next message ends it in any case.",
    ])
  }

  func snoozeFields(of form: SnoozeForm) -> FormFields {
    FormFields([FormFields.Field("Until", buffer: form.field, problem: form.problem)])
  }

  func paint(_ form: SnoozeForm, on canvas: inout Canvas) -> Place? {
    let frame = DialogFrame(
      title: "Snooze \(form.targets.subject)",
      hints: hints(of: .snooze(form))
    )
    var inside = frame.paint(in: area(of: .snooze(form)), on: &canvas)
    for line in snoozeLines(of: form) {
      let place = inside.takeTop(1)
      canvas.write(line, at: place.origin, role: .dim, width: place.width)
    }
    return snoozeFields(of: form).paint(in: inside, on: &canvas)
  }

  // MARK: Coming back

  /// Who opens an order that is back has seen that it is; asked after every message.
  mutating func seeSnoozeEnd() -> [Effect] {
    guard screen == .orders, focus != .list, !isReadOnly, let order = orders.selected,
      let snooze = order.snooze, snooze.isOver(at: now), detail.seenSnooze != snooze
    else { return [] }
    detail.seenSnooze = snooze
    return perform(Act(.operations([.seeSnoozeEnd(order.id)]), title: "opened"), as: .markRead)
  }

  /// An order is back, or a new day has begun: what the list shows is other than before.
  mutating func takeTime(since before: Instant) -> [Effect] {
    let isDue = orders.nextBack.map { $0 <= now } ?? false
    if isDue { orders.nextBack = nil }
    return isDue || zone.date(at: before) != zone.date(at: now) ? refresh() : []
  }
}
