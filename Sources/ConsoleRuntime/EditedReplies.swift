import Commerce
import Desk
import Host
import JSON
import Store

/// What stands beside the file of an open editor: whose words they are, should the console die.
struct EditedReply {
  var order: OrderID
  /// The text that the editor was given.
  var begun: String
  /// The process that waits for the editor.
  var owner: Int

  var bytes: [UInt8] {
    let value: JSONValue = [
      "order_id": .string(order.rawValue), "begun": .string(begun), "owner": .integer(owner),
    ]
    return value.bytes()
  }

  init(order: OrderID, begun: String, owner: Int) {
    self.order = order
    self.begun = begun
    self.owner = owner
  }

  /// Nil when the note was written by something else.
  init?(_ bytes: [UInt8]) throws {
    let value = try JSONValue(reading: bytes)
    guard let order = value["order_id"]?.stringValue, let begun = value["begun"]?.stringValue,
      let owner = value["owner"]?.integerValue
    else { return nil }
    self.init(order: OrderID(order), begun: begun, owner: Int(owner))
  }
}

/// Texts of editors whose console died: they become drafts of their orders at the next start.
struct EditedReplies {
  static let prefix = "reply-"
  static let suffix = ".txt"

  /// The state folder.
  let folder: String

  static func note(of path: String) -> String { path.dropLast(suffix.count) + ".json" }

  /// Takes in what no running console waits for.
  ///
  /// - Returns: what to say of it; nil when there is nothing.
  func restore(through desk: Desk, of store: Store, staff: StaffID) throws -> String? {
    var numbers: [String] = []
    var unknown: [String] = []
    for name in try Folders.files(in: folder)
    where name.hasPrefix(Self.prefix) && name.hasSuffix(Self.suffix) {
      let path = "\(folder)/\(name)"
      guard SmallFile.exists(Self.note(of: path)),
        let reply = try EditedReply(try SmallFile.read(Self.note(of: path)))
      else {
        unknown.append(path)
        continue
      }
      guard !ProcessSetup.isRunning(reply.owner) else { continue }
      let words = String(decoding: try SmallFile.read(path), as: UTF8.self).droppingLastLineEnd
      if try takeIn(words, of: reply, through: desk, store, staff) {
        numbers.append(try store.order(reply.order)?.summary.number ?? reply.order.rawValue)
      }
      try SmallFile.remove(path)
      try SmallFile.remove(Self.note(of: path))
    }
    guard numbers.isEmpty else {
      return "what stood in your editor is a draft again: \(numbers.joined(separator: ", "))"
    }
    return unknown.first.map { "a reply from your editor, nobody knows to whom, is kept in \($0)" }
  }

  /// False when the draft has the words already.
  ///
  /// A draft that was changed since stays behind them.
  private func takeIn(
    _ words: String,
    of reply: EditedReply,
    through desk: Desk,
    _ store: Store,
    _ staff: StaffID
  ) throws -> Bool {
    let known = try store.drafts(of: reply.order, by: staff).first { $0.kind == .reply }?.body ?? ""
    guard words != known, words != reply.begun, !words.isEmpty else { return false }
    let isReplaced = known.isEmpty || known == reply.begun
    let body = isReplaced ? words : "\(words)\n\(known)"
    _ = try desk.perform([.saveDraft(reply.order, kind: .reply, body: body)])
    return true
  }
}

extension String {
  /// Editors end a file with a line end that nobody typed.
  var droppingLastLineEnd: String {
    last?.isNewline == true ? String(dropLast()) : self
  }
}
