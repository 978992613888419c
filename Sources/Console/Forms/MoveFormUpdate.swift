import Commerce
import Screen
import Widgets

/// Opening, filling in and carrying out what a move takes.
extension Model {
  mutating func openMoveForm(_ kind: MoveForm.Kind, of chooser: StatusForm? = nil) -> [Effect] {
    let targets = chooser?.targets ?? orders.targets
    if let reason = bulkRefusal(targets.count) { return refuse(reason) }
    var form = MoveForm(kind, of: targets, left: itemsLeft(of: targets))
    form.chooser = chooser
    if let reason = refusal(of: form) { return refuse(reason) }
    if let draft = formDraft(at: form.draftPlace) { form.restore(draft) }
    guard case .matching(let filter, let count) = targets else {
      overlay = .move(form)
      return []
    }
    let request = nextRequest()
    form.request = request
    overlay = .move(form)
    return [
      .loadOrders(OrderListing(filter: filter, sort: orders.sort), .first, limit: count, request)
    ]
  }

  /// What is left of the one order, where the detail pane knows its items.
  private func itemsLeft(of targets: ActTargets) -> [ParcelItem]? {
    guard let order = targets.soleOrder, let detail = detail.order, detail.summary.id == order.id
    else { return nil }
    return detail.itemsToShip
  }

  /// Why the form would lead nowhere; nil when one of the orders could take the step.
  private func refusal(of form: MoveForm) -> String? {
    if form.kind == .ship, let order = form.targets.soleOrder, order.status == .shipped {
      guard staff.role >= ShippingRules.role else {
        return "sending a parcel needs ops or admin, and you are \(staff.role.rawValue)"
      }
      return form.left?.isEmpty == true ? ShippingProblem.nothingLeft.sentence : nil
    }
    guard !form.orders.isEmpty else { return nil }
    let preview = preview(of: form.move, on: form.orders)
    guard preview.possible == 0 else { return nil }
    if let order = form.targets.soleOrder {
      guard case .failure(let refusal) = decision(on: order, form.move) else {
        return "\(order.number) is \(order.status.rawValue) already"
      }
      return withKeys(refusal.sentence)
    }
    return "none of these orders can: \(preview.words(form.move))"
  }

  /// The same sentence with the key for a command that it names.
  private func withKeys(_ sentence: String) -> String {
    let key = keys.keyName(of: .goodsReturn)
    return key.map { sentence.replacing(OrderRules.returnCommand, with: $0) } ?? sentence
  }

  /// The orders of a filter, for the preview and for what is done: what was seen is what is done.
  mutating func targetsLoaded(_ request: RequestID, _ rows: [OrderSummary]) -> Bool {
    guard case .move(var form) = overlay, form.request == request else { return false }
    form.request = nil
    form.orders = rows
    form.setFields()
    if let draft = formDraft(at: form.draftPlace) { form.restore(draft) }
    overlay = .move(form)
    return true
  }

  mutating func editMoveForm(_ key: Key) -> [Effect] {
    guard case .move(var form) = overlay else { return [] }
    if let step = key.fieldMotion {
      guard form.stepUsualWords(by: step) else { return stepMoveField(by: step.signum()) }
    } else {
      form.change { _ = $0.edit(key) }
    }
    overlay = .move(form)
    return keep(form.draft, at: form.draftPlace, .soon)
  }

  mutating func pasteIntoMoveForm(_ text: String) -> [Effect] {
    guard case .move(var form) = overlay else { return [] }
    form.change { $0.insert(text) }
    overlay = .move(form)
    return keep(form.draft, at: form.draftPlace, .soon)
  }

  mutating func stepMoveField(by step: Int) -> [Effect] {
    guard case .move(var form) = overlay else { return [] }
    form.cursor.focus((form.focused + step + form.fields.count) % form.fields.count)
    overlay = .move(form)
    return []
  }

  mutating func cancelMoveForm() -> [Effect] {
    guard case .move(let form) = overlay else { return [] }
    overlay = form.chooser.map { .status($0) }
    return leave(form.draft, at: form.draftPlace)
  }

  /// Enter: does it, or says what is missing.
  mutating func acceptMoveForm() -> [Effect] {
    guard case .move(var form) = overlay else { return [] }
    if let problem = problem(of: form) {
      form.problem = problem.capitalizedSentence
      form.cursor.seeAll(form.fields.indices)
      if let lacking = lacks(of: form).firstIndex(where: { $0 != " " }) {
        form.cursor.focus(lacking)
      }
      overlay = .move(form)
      return []
    }
    overlay = nil
    let effects = perform(form.move, on: form.movable, foundBy: form.selection)
    return send(effects, keeping: form.draft, at: form.draftPlace)
  }

  private func problem(of form: MoveForm) -> String? {
    if form.request != nil { return "the orders are still being read" }
    if form.hasQuantities {
      guard let packed = form.packed else { return "a quantity is more than is left, or no number" }
      if packed.isEmpty { return ShippingProblem.empty.sentence }
    }
    if case .ship(let note, let reason) = form.move {
      if let problem = ShippingRules.problem(with: note.trimmed) { return problem.sentence }
      if !note.trimmed.isTracked, reason.flatMap({ Reason($0) }) == nil {
        return OrderRules.lackOfTracking
      }
      if form.targets.soleOrder?.status == .shipped { return nil }
    }
    if let need = firstNeed(of: form.move, on: form.orders) { return need.sentence }
    let preview = preview(of: form.move, on: form.orders)
    return preview.possible > 0 ? nil : preview.refusal ?? "none of these orders can"
  }

  /// What each field still lacks, in words; blank where nothing is missing.
  func lacks(of form: MoveForm) -> [String] {
    let need = firstNeed(of: form.move, on: form.orders)?.need
    var isUntracked = false
    if case .ship(let note, let reason) = form.move {
      isUntracked = !note.trimmed.isTracked && reason.flatMap { Reason($0) } == nil
    }
    return form.fields.enumerated().map { index, field in
      let text = form.text(field)
      switch field {
      case .carrier, .tracking:
        let isNeeded = isUntracked && form.targets.count == 1
        return isNeeded && text == nil && form.text(.noTracking) == nil ? SeenFields.missing : " "
      case .quantity(let item):
        return form.quantity(at: index) == nil ? "0 to \(item.quantity)" : " "
      case .noTracking:
        if text != nil { return isUntracked ? Self.shortReason : " " }
        return isUntracked && form.targets.count > 1 ? Self.choosing : " "
      case .reason:
        guard need == .reason else { return " " }
        if text != nil { return Self.shortReason }
        return form.usualWords.isEmpty ? SeenFields.missing : Self.choosing
      case .noRefund: return need == .refund ? Self.shortReason : " "
      }
    }
  }

  private static let shortReason = "at least 3 characters"
  private static let choosing = "type or choose"
}

extension MoveForm {
  /// Without those that are shipped already: many at once get no further parcels.
  var movable: [OrderSummary] {
    guard kind == .ship, orders.count > 1 else { return orders }
    return orders.filter { $0.status != .shipped }
  }

  /// The filter that found the orders, unless some of them are left out.
  var selection: OrderFilter? {
    guard case .matching(let filter, _) = targets, movable.count == orders.count else { return nil }
    return filter
  }
}
