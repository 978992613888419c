package import Commerce
import JSON
import SQLiteKit
import Store

/// The lists that people name: no order is changed, so `u` does not take it back; what others see of it
/// is on record.
extension Desk {
  package func change(_ change: ViewChange, isDryRun: Bool = false) throws -> Receipt {
    try refuseIfReadOnly()
    let scope = scope(actID: "", now: clock())
    let outcome = { @Sendable (connection: borrowing Connection) in
      switch change {
      case .save(let view): try Self.save(view, by: scope, on: connection)
      case .delete(let view): try Self.delete(view.id, by: scope, on: connection)
      }
    }
    let sentence =
      try isDryRun
      ? store.database.dryRun(outcome) : store.database.write(outcome)
    var receipt = Receipt(actID: nil, summary: sentence)
    receipt.isDryRun = isDryRun
    return receipt
  }

  private static func save(
    _ wish: SavedView,
    by scope: ActScope,
    on connection: borrowing Connection
  ) throws -> String {
    var view = wish
    let before = try SavedViewTable.view(view.id, on: connection)
    if view.id.isEmpty {
      view.id = scope.newID()
      view.owner = scope.actor.id
    } else {
      guard let before, before.owner == scope.actor.id else { throw notTheirs(view, before) }
    }
    guard let name = StaffRules.name(view.name) else {
      let rule = "a view has a name of 1 to \(StaffRules.longestName) characters"
      throw Refusal(.invalid, sentence: "\(rule) in one line that can be read")
    }
    view.name = name
    let listing = try view.listing()
    view.query = listing.filter.text
    guard view.numberKey.map((1...9).contains) ?? true else {
      throw Refusal(.invalid, sentence: "a view goes on a number key from 1 to 9")
    }
    try refuseIfTaken(view, on: connection)
    try SavedViewTable.keep(view, at: scope.now, on: connection)
    try record("save_view", before: before, after: view, by: scope, on: connection)
    let key = view.numberKey.map { ", on key \($0)" } ?? ""
    return "the view \(view.name) is saved\(key)\(view.isShared ? ", for everybody" : "")"
  }

  private static func delete(
    _ id: String,
    by scope: ActScope,
    on connection: borrowing Connection
  ) throws -> String {
    guard let view = try SavedViewTable.view(id, on: connection) else {
      throw Refusal(.notFound, sentence: "this view is gone already")
    }
    let actor = try StaffTable.person(scope.actor.id, on: connection) ?? scope.actor
    guard view.owner == actor.id || view.isShared && actor.role == .admin else {
      throw notTheirs(view, view)
    }
    try SavedViewTable.delete(id, on: connection)
    try record("delete_view", before: view, after: nil, by: scope, on: connection)
    return "the view \(view.name) is deleted"
  }

  private static func notTheirs(_ view: SavedView, _ known: SavedView?) -> Refusal {
    guard let known, known.isShared else {
      return Refusal(.notFound, sentence: "the view \(view.name) is gone")
    }
    return Refusal(
      .forbidden,
      sentence: "the view \(known.name) is \(known.ownerName)'s; save one of your own instead"
    )
  }

  /// One name means one view to everybody who sees it.
  private static func refuseIfTaken(
    _ view: SavedView,
    on connection: borrowing Connection
  ) throws {
    let name = view.name.lowercased()
    if OrderView.allCases.contains(where: { [$0.rawValue, $0.title.lowercased()].contains(name) }) {
      throw Refusal(
        .illegal,
        sentence: "the view \(view.name) is always there; choose another name"
      )
    }
    let others = try SavedViewTable.views(for: view.owner, on: connection)
    guard let other = others.first(where: { $0.id != view.id && $0.name.lowercased() == name })
    else { return }
    let whose = other.owner == view.owner ? "you have" : "\(other.ownerName) shares"
    throw Refusal(.illegal, sentence: "\(whose) a view \(other.name) already; choose another name")
  }

  /// What only its owner sees is nobody else's business.
  private static func record(
    _ action: String,
    before: SavedView?,
    after: SavedView?,
    by scope: ActScope,
    on connection: borrowing Connection
  ) throws {
    let views = [before, after].compactMap(\.self)
    guard let subject = views.last?.id, views.contains(where: \.isShared) else { return }
    let detail: JSONValue = [
      "before": before.map(form) ?? .null, "after": after.map(form) ?? .null,
    ]
    let entry = AuditEntry(action: action, subject: subject, detail: detail.text())
    try AuditTrail.append(entry, by: scope, on: connection)
  }

  private static func form(_ view: SavedView) -> JSONValue {
    [
      "name": .string(view.name), "query": .string(view.query), "sort": .string(view.sort),
      "shared": .bool(view.isShared),
    ]
  }
}
