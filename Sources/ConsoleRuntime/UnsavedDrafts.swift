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

/// Keeps unsaved words in private files until a later run can put them into the store.
///
/// Each run has a file of its own, so that two consoles that end at once never write over each other.
/// Its name begins with the time, so that the words of several join in the order of their writing.
struct UnsavedDrafts {
  /// What the names of all files begin with; nil keeps nothing.
  let path: String?
  let recovery: DraftRecovery

  /// Keeps words in a file of this run.
  func keep(_ drafts: [UnsavedDraft]) throws {
    guard let path, !drafts.isEmpty else { return }
    let entries = drafts.map { $0.entry(of: recovery.owner) }
    try Folders.make(Self.folder(of: path))
    let workplace = recovery.workplace
    try SmallFile.write(
      JSONValue.array(entries).bytes(),
      to: "\(path).\(workplace.now().milliseconds).\(workplace.newID())"
    )
  }

  /// Puts what is kept of this person's words in front of the drafts of this store.
  ///
  /// What belongs to others stays for them, and so does a file that another console is reading; an
  /// entry that cannot be taken in stays too, is named, and stops no other.
  func restore() -> Recovered {
    var found = Recovered()
    guard let path else { return found }
    var isTakenIn = false
    do {
      let folder = Self.folder(of: path)
      let prefix = path.dropFirst(folder.count + 1)
      // What is taken in goes in front of what is there, so the newest words come first.
      for name in try Folders.files(in: folder).reversed() where name.hasPrefix(prefix) {
        let file = "\(folder)/\(name)"
        do {
          try FileClaim.hold(file) { if try restore(file, &found) { isTakenIn = true } }
        } catch {
          found.troubles.append(Self.trouble(in: file, FailureText.sentence(for: error)))
        }
      }
    } catch {
      found.troubles.append(Self.trouble(in: path, FailureText.sentence(for: error)))
    }
    if isTakenIn { found.sentences.append("unsent words of the last run are drafts again") }
    return found
  }

  /// True when anything of the file was this person's.
  private func restore(_ file: String, _ found: inout Recovered) throws -> Bool {
    let entries = try load(file)
    let rest = entries.filter { !isTakenIn($0, of: file, &found) }
    guard rest.count < entries.count else { return false }
    if rest.isEmpty {
      try SmallFile.remove(file)
    } else {
      try SmallFile.write(JSONValue.array(rest).bytes(), to: file)
    }
    return true
  }

  private static func folder(of path: String) -> String {
    path.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
  }

  /// True when the file needs the entry no longer.
  private func isTakenIn(
    _ entry: JSONValue,
    of file: String,
    _ found: inout Recovered
  ) -> Bool {
    guard let owner = WordsOwner(entry), let words = UnsavedDraft(entry) else {
      found.troubles.append(Self.trouble(in: file, "nobody knows whose they are"))
      return false
    }
    guard owner == recovery.owner else { return false }
    do {
      _ = try recovery.takeIn(words, begunAs: nil, &found)
      return true
    } catch {
      found.troubles.append(Self.trouble(in: file, FailureText.sentence(for: error)))
      return false
    }
  }

  private static func trouble(in file: String, _ reason: String) -> String {
    "unsent words of an earlier run are kept in \(file): \(reason)"
  }

  private func load(_ path: String) throws -> [JSONValue] {
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
