import Commerce
import Widgets

/// Who takes care of orders, their tags, their priority and their case files.
extension Model {
  mutating func openAssign() -> [Effect] {
    var form = ChoiceForm(.assignee, of: orders.targets, among: [.me, .nobody])
    if let reason = tooManyRefusal(form.targets.count) { return refuse(reason) }
    guard mayAssignOthers else {
      overlay = .choice(form)
      return []
    }
    let request = nextRequest()
    form.request = request
    overlay = .choice(form)
    return [.loadStaff(request)]
  }

  mutating func openPriority() -> [Effect] {
    let choices = Priority.allCases.reversed().map { ChoiceForm.Choice.priority($0) }
    var form = ChoiceForm(.priority, of: orders.targets, among: choices)
    if let reason = tooManyRefusal(form.targets.count) { return refuse(reason) }
    if let now = form.soleOrder?.priority { form.select(.priority(now)) }
    overlay = .choice(form)
    return []
  }

  mutating func openTags() -> [Effect] {
    let targets = orders.targets
    if let reason = tooManyRefusal(targets.count) { return refuse(reason) }
    var form = TagForm(targets: targets)
    if let draft = tagDraft, draft.targets.place(.edit) == targets.place(.edit) {
      form.field = draft.field
    }
    overlay = .tags(form)
    return []
  }

  /// One order at a time: the selected one, whatever is marked.
  mutating func openCaseFile() -> [Effect] {
    guard let order = orders.selected else { return [] }
    let choices = CaseFileAudience.allCases.map { ChoiceForm.Choice.audience($0) }
    overlay = .choice(ChoiceForm(.caseFile, of: .orders([order]), among: choices))
    return []
  }

  var mayAssignOthers: Bool { !Permissions.permission(staff.role, .assignOthers).isDenied }

  /// The people come behind what could be chosen at once.
  mutating func staffLoaded(_ request: RequestID, _ people: [Staff]) -> [Effect] {
    for person in people { staffNames[person.id] = person.name }
    guard case .choice(var form) = overlay, form.request == request else { return [] }
    form.request = nil
    form.add(people.filter { $0.id != staff.id }.map { .person($0) })
    overlay = .choice(form)
    return []
  }

  mutating func acceptChoice() -> [Effect] {
    guard case .choice(let form) = overlay, let choice = form.chosen else { return [] }
    overlay = nil
    switch choice {
    case .me:
      return isTakenOver(form)
        ? change(form, .assign(to: staff.id), "assigned to you") : claim(form)
    case .nobody: return change(form, .assign(to: nil), "assigned to nobody")
    case .person(let person):
      return change(form, .assign(to: person.id), "assigned to \(person.name)")
    case .priority(let priority):
      return change(form, .priority(priority), "priority \(priority.rawValue)")
    case .snooze(let end, _): return snooze(form.targets, until: end)
    case .snoozeTime: return askForSnoozeTime(form.targets)
    case .order(let order): return go(to: order)
    case .wake: return changeHandling(.unsnooze, on: form.targets, "no longer snoozed")
    case .refund(let refund): return take(refund, of: form.subject)
    case .goods(let goods, let state): return take(goods, to: state)
    case .refundOfGoods: return takeRefundOfGoods()
    case .furtherReturn: return takeFurtherReturn()
    case .template, .blankEmail, .emailDraft, .newEmail, .retryEmail, .cancelEmail:
      return takeEmail(choice, of: form)
    case .linked(let order): return goTo(order.id)
    case .audience(let audience):
      guard let order = form.soleOrder else { return [] }
      return [.writeCaseFile(order.id, audience, settings.moneyStyle, nextRequest())]
    }
  }

  /// Who sees that somebody has the one order, and may, takes it over.
  private func isTakenOver(_ form: ChoiceForm) -> Bool {
    mayAssignOthers && form.soleOrder?.assignment != nil
  }

  /// A claim needs no revision: it is refused by itself when somebody was faster.
  private mutating func claim(_ form: ChoiceForm) -> [Effect] {
    perform(.claim, on: form.targets, "assigned to you", ifRevision: nil)
  }

  private mutating func change(
    _ form: ChoiceForm,
    _ change: OrderChange,
    _ words: String
  ) -> [Effect] {
    changeHandling(change, on: form.targets, words)
  }

  mutating func changeHandling(
    _ change: OrderChange,
    on targets: ActTargets,
    _ words: String
  ) -> [Effect] {
    perform(change, on: targets, words, ifRevision: targets.soleOrder?.revision)
  }

  mutating func acceptTags() -> [Effect] {
    guard case .tags(var form) = overlay else { return [] }
    let edit = TagEdit(words: form.field.text)
    guard !edit.isEmpty else {
      overlay = nil
      say("Nothing is changed")
      return []
    }
    do {
      _ = try edit.applied(to: form.soleOrder?.tags ?? [])
    } catch {
      form.problem = error.sentence
      overlay = .tags(form)
      return []
    }
    overlay = nil
    tagDraft = form
    return perform(.tag(edit), on: form.targets, "tags changed", ifRevision: nil, as: .tags)
  }

  /// Esc: what was typed stands in the form when it is opened again for the same orders.
  mutating func cancelTags() -> [Effect] {
    guard case .tags(let form) = overlay else { return [] }
    overlay = nil
    let isSamePlace = tagDraft?.targets.place(.edit) == form.targets.place(.edit)
    if form.field.isEmpty {
      if isSamePlace { tagDraft = nil }
      return []
    }
    tagDraft = form
    say("What you typed is kept until you leave the console")
    return []
  }

  private mutating func perform(
    _ change: OrderChange,
    on targets: ActTargets,
    _ words: String,
    ifRevision: Int?,
    as kind: PendingAct = .handling
  ) -> [Effect] {
    switch targets {
    case .matching(let filter, let count):
      let title = "\(CountText.of(count, "order")) \(words)"
      let act = Act(.matching(filter, change, count: count), title: title)
      return perform(act, as: kind)
    case .orders(let orders):
      let subject = orders.count == 1 ? orders[0].number : CountText.of(orders.count, "order")
      let act = Act(
        .operations(orders.map { change.operation(on: $0.id) }),
        title: "\(subject) \(words)",
        ifRevision: ifRevision
      )
      return perform(act, as: kind)
    }
  }
}
