import Commerce
import Screen
import Widgets

/// What was typed into forms that were left, by the form and the orders it was for.
struct FormDrafts: Equatable, Sendable {
  struct Place: Hashable, Sendable {
    let kind: Draft.Kind
    /// One order's own words are kept in the store, too.
    let orders: [OrderID]
    /// The filter of the orders that nobody has listed.
    var filter = ""

    var soleOrder: OrderID? { orders.count == 1 ? orders[0] : nil }
  }

  private var kept: [Place: String] = [:]
  /// On their way into the store, which may still say what was before.
  private var unsaved: Set<Place> = []
  /// Acts that are not answered yet, with the form that asked for them.
  var sent: [RequestID: Place] = [:]

  func body(at place: Place) -> String? { kept[place] }

  mutating func put(_ body: String, at place: Place) {
    kept[place] = body.isEmpty ? nil : body
    if place.soleOrder != nil { unsaved.insert(place) }
  }

  mutating func saved(_ order: OrderID, _ kind: Draft.Kind, _ body: String) {
    let place = Place(kind: kind, orders: [order])
    if kept[place] ?? "" == body { unsaved.remove(place) }
  }

  /// Takes over what the store has for an order; what is on its way there is newer.
  mutating func take(_ drafts: [Draft], of order: OrderID) {
    for kind in Draft.Kind.allCases where !kind.isText {
      let place = Place(kind: kind, orders: [order])
      guard !unsaved.contains(place) else { continue }
      kept[place] = drafts.first { $0.kind == kind }?.body
    }
  }
}

extension ActTargets {
  func place(_ kind: Draft.Kind) -> FormDrafts.Place {
    switch self {
    case .orders(let orders): FormDrafts.Place(kind: kind, orders: orders.map(\.id))
    case .matching(let filter, _): FormDrafts.Place(kind: kind, orders: [], filter: filter.text)
    }
  }
}

extension Model {
  /// What was typed there before; nil for a form that was never left with words in it.
  func formDraft(at place: FormDrafts.Place) -> FormDraft? {
    formDrafts.body(at: place).map { FormDraft($0) }
  }

  /// Keeps what stands in a form; nothing takes the draft away.
  mutating func keep(
    _ draft: FormDraft,
    at place: FormDrafts.Place,
    _ urgency: DraftUrgency
  ) -> [Effect] {
    let body = draft.body
    guard formDrafts.body(at: place) ?? "" != body else { return [] }
    formDrafts.put(body, at: place)
    guard let order = place.soleOrder else { return [] }
    return [.saveDraft(order, place.kind, body, urgency, basedOn: nil)]
  }

  /// Esc: what was typed stands in the form when it is opened again.
  mutating func leave(_ draft: FormDraft, at place: FormDrafts.Place) -> [Effect] {
    if !draft.isEmpty { say("What you typed is kept for the next time") }
    let effects = keep(draft, at: place, .now)
    // Words that wait for a pause in typing wait no longer.
    guard effects.isEmpty, !draft.isEmpty, let order = place.soleOrder else { return effects }
    return [.saveDraft(order, place.kind, draft.body, .now, basedOn: nil)]
  }

  /// Asks for what a form was filled in for; its words are a draft until that is done.
  mutating func send(
    _ effects: [Effect],
    keeping draft: FormDraft,
    at place: FormDrafts.Place
  ) -> [Effect] {
    for effect in effects {
      if case .perform(_, let request) = effect { formDrafts.sent[request] = place }
    }
    return keep(draft, at: place, .now) + effects
  }

  /// What has been done needs no draft any more; of what was refused in part it stays.
  mutating func formAnswered(_ request: RequestID, isDone: Bool) -> [Effect] {
    guard let place = formDrafts.sent.removeValue(forKey: request), isDone else { return [] }
    return keep(FormDraft(), at: place, .now)
  }
}
