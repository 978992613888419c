import Commerce
import SQLiteKit
import Store

/// What a person wrote: a note, or a reply.
enum WrittenText {
  /// The words without the blank around them; refuses when nothing is left, or too much.
  static func read(
    _ body: String,
    as kind: String,
    longest: Int,
    about facts: OrderFacts
  ) throws -> String {
    guard let words = Reason.trimmed(body) else {
      throw Refusal.about(facts, .invalid, "\(kind) needs at least one visible character")
    }
    guard words.count <= longest else {
      throw Refusal.about(facts, .invalid, "\(kind) has at most \(longest) characters")
    }
    return words
  }
}

extension ActScope {
  /// Takes words that are sent or noted out of the person's draft; says whether other words stay.
  func takeOut(
    _ body: String,
    ofDraft kind: Draft.Kind,
    of order: OrderID,
    on connection: borrowing Connection
  ) throws -> Bool {
    let draft = try DraftsTable.body(kind, of: order, by: actor.id, on: connection)
    // A beginning of the same words was only kept earlier.
    guard let words = draft.flatMap({ Reason.trimmed($0) }), !body.hasPrefix(words) else {
      try DraftsTable.remove(kind, of: order, by: actor.id, on: connection)
      return false
    }
    // As `giveBack` leaves them.
    if words.hasPrefix(body + "\n") {
      let rest = Draft(kind: kind, body: String(words.dropFirst(body.count + 1)), updatedAt: now)
      try DraftsTable.put(rest, of: order, by: actor.id, on: connection)
    }
    return true
  }

  /// Puts words that were taken back in front of what the person has begun to type since.
  func giveBack(
    _ body: String,
    asDraft kind: Draft.Kind,
    of order: OrderID,
    on connection: borrowing Connection
  ) throws {
    let begun = try DraftsTable.body(kind, of: order, by: actor.id, on: connection)
    let words = begun.map { $0.isEmpty ? body : "\(body)\n\($0)" } ?? body
    let draft = Draft(kind: kind, body: words, updatedAt: now)
    try DraftsTable.put(draft, of: order, by: actor.id, on: connection)
  }
}
