import Commerce
import Desk
import Host
import JSON
import Store

/// Words that the store would not take before the end of a run.
struct UnsavedDraft: Equatable, Sendable {
  var order: OrderID
  var kind: Draft.Kind
  var body: String
}

/// Keeps unsaved words in a private file until a later run can put them into the store.
struct UnsavedDrafts {
  /// Nil keeps nothing.
  let path: String?

  /// Adds to what is kept already.
  func keep(_ drafts: [UnsavedDraft]) throws {
    guard let path, !drafts.isEmpty else { return }
    let all = try load() + drafts
    let value = JSONValue.array(
      all.map {
        [
          "order_id": .string($0.order.rawValue), "kind": .string($0.kind.rawValue),
          "body": .string($0.body),
        ]
      }
    )
    try Folders.make(path.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" })
    try SmallFile.write(value.bytes(), to: path)
  }

  /// Puts what is kept in front of the drafts of the store; the file goes only when all are in.
  ///
  /// - Returns: how many there were.
  func restore(through desk: Desk, of store: Store, staff: StaffID) throws -> Int {
    guard let path, SmallFile.exists(path) else { return 0 }
    let drafts = try load()
    for draft in drafts {
      let known = try store.drafts(of: draft.order, by: staff).first { $0.kind == draft.kind }
      guard known?.body != draft.body else { continue }
      let body = known.map { "\(draft.body)\n\($0.body)" } ?? draft.body
      _ = try desk.perform([.saveDraft(draft.order, kind: draft.kind, body: body)])
    }
    try SmallFile.remove(path)
    return drafts.count
  }

  private func load() throws -> [UnsavedDraft] {
    guard let path, SmallFile.exists(path) else { return [] }
    let entries = try JSONValue(reading: try SmallFile.read(path)).arrayValue ?? []
    return try entries.map { entry in
      guard
        let order = entry["order_id"]?.stringValue, let body = entry["body"]?.stringValue,
        let kind = entry["kind"]?.stringValue.flatMap(Draft.Kind.init)
      else { throw UnreadableDrafts(path: path) }
      return UnsavedDraft(order: OrderID(order), kind: kind, body: body)
    }
  }
}

/// The file of unsaved words was changed by something else; it is left as it is.
struct UnreadableDrafts: Error, CustomStringConvertible {
  var path: String

  var description: String { "unsent words of an earlier run are kept in \(path)" }
}
