package import Commerce
import SQLiteKit
import Store

extension Desk {
  /// Two consoles of one person on one draft: what was sent or changed in the other since it was
  /// kept is not sent from here without a word.
  func refuseIfDraftChanged(
    _ operations: [Operation],
    _ options: PerformOptions,
    on connection: borrowing Connection
  ) throws {
    guard let seen = options.ifDraft, let order = operations.first?.orderID else { return }
    let stored = try DraftsTable.body(seen.kind, of: order, by: staffID, on: connection) ?? ""
    guard stored != seen.body else { return }
    throw Refusal.draftChanged(seen.kind, of: order, before: stored)
  }
}

extension Refusal {
  /// Another console of the same person had the draft meanwhile; `before` is what is left of it.
  package static func draftChanged(
    _ kind: Draft.Kind,
    of order: OrderID,
    before: String
  ) -> Refusal {
    let what =
      before.isEmpty
      ? "this \(kind.label) was sent or emptied in another console meanwhile"
      : "this \(kind.label) was changed in another console meanwhile, look at it again"
    return Refusal(.revisionConflict, orderID: order, sentence: what)
  }
}
