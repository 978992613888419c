import Commerce
import Desk
import Host
import JSON
import Store

/// Whose words a file holds: the state folder is shared by all stores and all people of an account.
struct WordsOwner: Equatable, Sendable {
  var store: String
  var staff: StaffID

  init(of workplace: Workplace) {
    store = workplace.store.path
    staff = workplace.staff.id
  }

  /// Nil when the entry names nobody.
  init?(_ entry: JSONValue) {
    guard let store = entry["store"]?.stringValue, let staff = entry["staff"]?.stringValue else {
      return nil
    }
    self.store = store
    self.staff = StaffID(staff)
  }

  var members: [JSONObject.Member] {
    [
      .init(key: "store", value: .string(store)),
      .init(key: "staff", value: .string(staff.rawValue)),
    ]
  }
}

/// What became of words of earlier runs.
struct Recovered {
  /// What is a draft again.
  var sentences: [String] = []
  /// What is left where it is, and why; what was cut, and where the whole is.
  var troubles: [String] = []

  var hasTrouble: Bool { !troubles.isEmpty }

  /// Trouble first, since the line may be too short for all; nil when there is nothing to say.
  var sentence: String? {
    let all = troubles + sentences
    return all.isEmpty ? nil : all.joined(separator: "; ")
  }

  mutating func add(_ other: Recovered) {
    sentences += other.sentences
    troubles += other.troubles
  }
}

/// Brings words of an earlier run into the drafts of this store and this person.
struct DraftRecovery {
  /// Far above any file of ours: a draft may be long in bytes, and a file may hold many.
  static let fileLimit = 1 << 26

  let workplace: Workplace

  var owner: WordsOwner { WordsOwner(of: workplace) }

  func folder() throws -> String { try Folders(environment: workplace.environment).state }

  /// Makes words a draft; what the store has there stays behind them, except what they began as.
  ///
  /// - Returns: false when the store has the words already.
  func takeIn(
    _ words: UnsavedDraft,
    begunAs begun: String?,
    _ found: inout Recovered
  ) throws
    -> Bool
  {
    let known = try known(words.kind, of: words.order)
    // The fields of a form stand in no order behind each other: the newer ones take their place.
    let isReplaced = !words.kind.isText || known.isEmpty || known == begun
    guard !words.body.isEmpty, isReplaced || !known.hasPrefix(words.body) else { return false }
    let body = isReplaced ? words.body : "\(words.body)\n\(known)"
    if let path = try keepWhole(body) {
      let most = CountText.grouped(Draft.mostCharacters)
      found.troubles.append("\(most) characters are a draft, all are in \(path)")
    }
    let part = String(body.prefix(Draft.mostCharacters))
    let draft = Operation.saveDraft(words.order, kind: words.kind, body: part)
    _ = try workplace.desk.perform([draft])
    return true
  }

  /// What the store has of that kind; empty for nothing.
  func known(_ kind: Draft.Kind, of order: OrderID) throws -> String {
    try workplace.store.drafts(of: order, by: owner.staff).first { $0.kind == kind }?.body ?? ""
  }

  /// Writes a text that is too long for a draft to a file that nothing takes away.
  ///
  /// - Returns: the file; nil when the text is short enough.
  func keepWhole(_ text: String) throws -> String? {
    guard text.count > Draft.mostCharacters else { return nil }
    let path = "\(try folder())/long-reply-\(workplace.newID()).txt"
    try SmallFile.write(Array(text.utf8), to: path)
    return path
  }
}
