import Commerce
import Host
import JSON

/// Words that the store would not take before the end of a run.
struct UnsavedDraft: Equatable, Sendable {
  var order: OrderID
  var kind: Draft.Kind
  var body: String
}

extension UnsavedDraft {
  /// Nil when the entry was written by something else.
  init?(_ entry: JSONValue) {
    guard
      let order = entry["order_id"]?.stringValue, let body = entry["body"]?.stringValue,
      let kind = entry["kind"]?.stringValue.flatMap(Draft.Kind.init)
    else { return nil }
    self.init(order: OrderID(order), kind: kind, body: body)
  }

  func entry(of owner: WordsOwner) -> JSONValue {
    .object(
      JSONObject(
        owner.members + [
          .init(key: "order_id", value: .string(order.rawValue)),
          .init(key: "kind", value: .string(kind.rawValue)),
          .init(key: "body", value: .string(body)),
        ]
      )
    )
  }
}

/// Keeps unsaved words in a private file until a later run can put them into the store.
struct UnsavedDrafts {
  /// Nil keeps nothing.
  let path: String?
  let recovery: DraftRecovery

  /// Adds to what is kept already.
  func keep(_ drafts: [UnsavedDraft]) throws {
    guard let path, !drafts.isEmpty else { return }
    let entries = try load(path) + drafts.map { $0.entry(of: recovery.owner) }
    try Folders.make(path.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" })
    try SmallFile.write(JSONValue.array(entries).bytes(), to: path)
  }

  /// Puts what is kept of this person's words in front of the drafts of this store.
  ///
  /// What belongs to others stays for them; an entry that cannot be taken in stays too, is named,
  /// and stops no other.
  func restore() -> Recovered {
    var found = Recovered()
    guard let path else { return found }
    do {
      let entries = try load(path)
      let rest = entries.filter { !isTakenIn($0, &found) }
      guard rest.count < entries.count else { return found }
      found.sentences.append("unsent words of the last run are drafts again")
      if rest.isEmpty {
        try SmallFile.remove(path)
      } else {
        try SmallFile.write(JSONValue.array(rest).bytes(), to: path)
      }
    } catch {
      found.troubles.append(trouble(FailureText.sentence(for: error)))
    }
    return found
  }

  /// True when the file needs the entry no longer.
  private func isTakenIn(_ entry: JSONValue, _ found: inout Recovered) -> Bool {
    guard let owner = WordsOwner(entry), let words = UnsavedDraft(entry) else {
      found.troubles.append(trouble("nobody knows whose they are"))
      return false
    }
    guard owner == recovery.owner else { return false }
    do {
      _ = try recovery.takeIn(words, begunAs: nil, &found)
      return true
    } catch {
      found.troubles.append(trouble(FailureText.sentence(for: error)))
      return false
    }
  }

  private func trouble(_ reason: String) -> String {
    "unsent words of an earlier run are kept in \(path ?? "no file"): \(reason)"
  }

  private func load(_ path: String) throws -> [JSONValue] {
    guard SmallFile.exists(path) else { return [] }
    let bytes = try SmallFile.read(path, limit: DraftRecovery.fileLimit)
    guard let entries = try JSONValue(reading: bytes).arrayValue else {
      throw UnreadableDrafts(path: path)
    }
    return entries
  }
}

/// The file of unsaved words was changed by something else; it is left as it is.
struct UnreadableDrafts: Error, CustomStringConvertible {
  var path: String

  var description: String { "\(path) is no list of drafts" }
}
