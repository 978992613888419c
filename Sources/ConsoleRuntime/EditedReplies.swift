import Commerce
import Host
import JSON
import Store

/// What stands beside the file of an open editor: whose words they are, should the console die.
struct EditedReply {
  var owner: WordsOwner
  var order: OrderID
  var kind: Draft.Kind
  /// The text that the editor was given.
  var begun: String
  /// The console that waits for the editor, and the editor as soon as it runs.
  var processes: [ProcessMark]

  var bytes: [UInt8] {
    let processes: [JSONValue] = processes.map {
      [
        "number": .integer($0.number),
        "started_at": $0.startedAt.map { .integer($0) } ?? .null,
      ]
    }
    let members: [JSONObject.Member] = [
      .init(key: "order_id", value: .string(order.rawValue)),
      .init(key: "kind", value: .string(kind.rawValue)),
      .init(key: "begun", value: .string(begun)),
      .init(key: "processes", value: .array(processes)),
    ]
    return JSONValue.object(JSONObject(owner.members + members)).bytes()
  }

  init(
    owner: WordsOwner,
    order: OrderID,
    kind: Draft.Kind,
    begun: String,
    processes: [ProcessMark]
  ) {
    self.owner = owner
    self.order = order
    self.kind = kind
    self.begun = begun
    self.processes = processes
  }

  /// Nil when the note was written by something else.
  init?(_ bytes: [UInt8]) throws {
    let value = try JSONValue(reading: bytes)
    guard let owner = WordsOwner(value), let order = value["order_id"]?.stringValue,
      let begun = value["begun"]?.stringValue, let processes = value["processes"]?.arrayValue
    else { return nil }
    self.init(
      owner: owner,
      order: OrderID(order),
      kind: value["kind"]?.stringValue.flatMap(Draft.Kind.init) ?? .reply,
      begun: begun,
      processes: processes.compactMap { process in
        guard let number = process["number"]?.integerValue else { return nil }
        return ProcessMark(number: Int(number), startedAt: process["started_at"]?.integerValue)
      }
    )
  }
}

extension EditedReply {
  /// The text as a draft: of a form it is one field, and the others stay.
  fileprivate func draft(
    of text: String,
    beside recovery: DraftRecovery
  ) throws -> UnsavedDraft {
    guard let field = kind.editedField else {
      return UnsavedDraft(order: order, kind: kind, body: text)
    }
    var form = FormDraft(try recovery.known(kind, of: order))
    form[field] = text
    return UnsavedDraft(order: order, kind: kind, body: form.body)
  }
}

/// Texts of editors whose console died: they become drafts of their orders at the next start.
struct EditedReplies {
  static let prefix = "reply-"
  static let suffix = ".txt"

  let recovery: DraftRecovery

  static func note(of path: String) -> String { path.dropLast(suffix.count) + ".json" }

  /// Takes in what is this person's in this store, and what neither a console nor an editor has
  /// open any more; a file that cannot be taken in is named, and stops no other.
  func restore() -> Recovered {
    var found = Recovered()
    do {
      let folder = try recovery.folder()
      var numbers: [String] = []
      for name in try Folders.files(in: folder)
      where name.hasPrefix(Self.prefix) && name.hasSuffix(Self.suffix) {
        do {
          if let number = try restore("\(folder)/\(name)", &found) { numbers.append(number) }
        } catch {
          let reason = FailureText.sentence(for: error)
          found.troubles.append("a reply from your editor is kept in \(folder)/\(name): \(reason)")
        }
      }
      if !numbers.isEmpty {
        let list = numbers.joined(separator: ", ")
        found.sentences.append("what stood in your editor is a draft again: \(list)")
      }
    } catch {
      found.troubles.append(FailureText.sentence(for: error))
    }
    return found
  }

  /// The number of the order whose draft the file has become.
  private func restore(_ path: String, _ found: inout Recovered) throws -> String? {
    guard SmallFile.exists(Self.note(of: path)),
      let reply = try EditedReply(
        try SmallFile.read(Self.note(of: path), limit: DraftRecovery.fileLimit)
      )
    else {
      found.troubles.append("a reply from your editor, nobody knows to whom, is kept in \(path)")
      return nil
    }
    guard reply.owner == recovery.owner,
      !reply.processes.contains(where: \.isRunningElsewhere)
    else { return nil }
    let body = String(decoding: try SmallFile.read(path), as: UTF8.self).droppingLastLineEnd
    let words = try reply.draft(of: body, beside: recovery)
    let isTaken =
      try body != reply.begun && recovery.takeIn(words, begunAs: reply.begun, &found)
    try SmallFile.remove(path)
    try SmallFile.remove(Self.note(of: path))
    guard isTaken else { return nil }
    return try recovery.workplace.store.order(reply.order)?.summary.number ?? reply.order.rawValue
  }
}

extension String {
  /// Editors end a file with a line end that nobody typed.
  var droppingLastLineEnd: String {
    last?.isNewline == true ? String(dropLast()) : self
  }
}
