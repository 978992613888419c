import Commerce
import Desk
import JSON
import Reports
import Screen
import Store

enum ChatCommands {
  static let all: [Command] = [
    list, show, send, retry, cancel, read, draft, ChatSearchCommand.search,
  ]

  static let list = Command(
    "chat list",
    "List the orders whose customers wrote and were not read yet",
    options: [SharedOptions.query, SharedOptions.limit],
    notes: [
      "--query replaces the usual `unread:yes`; latest activity first.", SharedOptions.nothingFound,
    ]
  ) { invocation, session in
    let limit = try invocation.number("limit", from: 0) ?? 50
    var listing = try session.listing(default: "unread:yes")
    listing.sort = .activity
    var table = TextTable(["ORDER", "CUSTOMER", "UNREAD", "LAST MESSAGE"], right: [2])
    let count = try OrderPages(session).forEach(of: listing, limit: limit) { rows in
      for row in rows {
        let last = row.lastMessage.map { "\($0.role.rawValue): \($0.text)" } ?? ""
        guard !session.isJSON else {
          try session.say(JSONForm.order(row))
          continue
        }
        table.add([row.number, row.customerName, CountText.grouped(row.unreadCount), last])
      }
      if !session.isJSON { for line in table.takeLines() { try session.say(line) } }
    }
    return try session.ending(shown: count, of: listing, whenNone: "no customer waits to be read")
  }

  static let show = Command(
    "chat show",
    "Print an order's chat, oldest first",
    arguments: [Argument("NUMBER", "the order's number")],
    options: [Option("limit", value: "N", "the newest so many messages; 0 for all (default 50)")],
    notes: ["A reply that failed is marked with its id, by which `chat retry` sends it again."]
  ) { invocation, session in
    let id = try session.shownOrderID(try invocation.required("NUMBER"))
    let limit = try invocation.number("limit", from: 0) ?? 50
    let zone = try session.context().zone
    let print = { (message: ChatMessage) in
      if session.isJSON {
        try session.say(JSONForm.message(message))
      } else {
        try session.say(text: ChatText.line(message, zone))
      }
    }
    if limit == 0 {
      try forEachMessage(of: id, session, print)
    } else {
      let (messages, hasOlder) = try newest(limit, of: id, session)
      for message in messages { try print(message) }
      if hasOlder { try session.talk("older messages not shown; --limit 0 shows all") }
    }
    try tellFailures(of: id, session)
    return .done
  }

  /// Says how the replies that failed are sent again.
  private static func tellFailures(of id: OrderID, _ session: Session) throws {
    let failed = try session.store().failedReplies(of: id)
    guard let one = failed.first, let number = try session.store().order(id)?.summary.number else {
      return
    }
    let all = "`orderdeck chat retry \(number)`"
    try session.talk(
      failed.count == 1
        ? "1 reply failed; send it again with \(all)"
        : "\(CountText.grouped(failed.count)) replies failed; send all again with \(all), "
          + "or one by its id: `orderdeck chat retry \(number) \(one.rawValue)`"
    )
  }

  static let send = Command(
    "chat send",
    "Send a reply; it waits in the outbox until its undo time has passed",
    arguments: [
      Argument("NUMBER", "the order's number"),
      Argument("TEXT", "the reply; - reads standard input", count: .oneOrMore),
    ],
    options: SharedOptions.change
  ) { invocation, session in
    let id = try session.orderID(try invocation.required("NUMBER"))
    let status = try session.perform([.sendReply(id, body: try session.text(at: 1))])
    if status == .done, !invocation.has("dry-run"), try session.transport().keepsInOutbox != nil {
      try session.talk(
        "no transport is configured: the reply is kept in the outbox until `[transport] command` is"
      )
    }
    return status
  }

  static let retry = Command(
    "chat retry",
    "Send failed replies again, each under its own key",
    arguments: [
      Argument("NUMBER", "the order's number"),
      Argument(
        "MESSAGE",
        "the reply's id, which `chat show` prints; without it all that failed",
        count: .optional
      ),
    ],
    options: SharedOptions.change
  ) { invocation, session in
    let id = try session.orderID(try invocation.required("NUMBER"))
    if invocation.arguments.count > 1 {
      return try session.perform([.retryReply(id, MessageID(invocation.arguments[1]))])
    }
    // Repeated, the key would meet other replies, or none: what it stands for must be named.
    guard invocation.value("idempotency-key") == nil else {
      throw UsageError("with --idempotency-key name the reply: NUMBER MESSAGE")
    }
    let failed = try session.store().failedReplies(of: id)
    guard !failed.isEmpty else {
      throw CommandFailure("no reply to \(invocation.arguments[0]) has failed")
    }
    return try session.perform(failed.map { .retryReply(id, $0) })
  }

  static let cancel = Command(
    "chat cancel",
    "Take back a reply that has not left; its text is a draft again",
    arguments: [
      Argument("NUMBER", "the order's number"),
      Argument("MESSAGE", "the message's id; without one the newest that waits", count: .any),
    ],
    options: SharedOptions.change
  ) { invocation, session in
    let number = try invocation.required("NUMBER")
    let id = try session.orderID(number)
    let named = invocation.arguments.dropFirst().map { MessageID($0) }
    // Asked again under the same key, the newest would be another one.
    if named.isEmpty, invocation.value("idempotency-key") != nil {
      throw UsageError("with --idempotency-key name the MESSAGE; `outbox list` has its id")
    }
    let newest = named.isEmpty ? try session.store().newestHeldReply(of: id) : nil
    let messages = named + [newest].compactMap(\.self)
    guard !messages.isEmpty else {
      let rule = "no reply to \(number) waits or has failed"
      throw Refusal(.notFound, orderID: id, orderNumber: number, sentence: rule)
    }
    return try session.perform(messages.map { .cancelReply(id, $0) })
  }

  static let read = Command(
    "chat read",
    "Mark chats as read, or the last message as unread",
    arguments: [Argument("NUMBER", "the orders' numbers", count: .any)],
    options: [Option("unread", "mark as unread instead")] + SharedOptions.bulk
      + SharedOptions.change
  ) { invocation, session in
    try session.change { invocation.has("unread") ? .markUnread($0) : .markRead($0) }
  }

  static let draft = Command(
    "chat draft",
    "Keep an unsent reply; without a text print it",
    arguments: [
      Argument("NUMBER", "the order's number"),
      Argument("TEXT", "the words; - reads standard input", count: .any),
    ],
    options: [Option("note", "the draft of an internal note, not of a reply")]
  ) { invocation, session in
    let id = try session.orderID(try invocation.required("NUMBER"))
    let kind: Draft.Kind = invocation.has("note") ? .note : .reply
    if invocation.arguments.count > 1 {
      return try session.perform([.saveDraft(id, kind: kind, body: try session.text(at: 1))])
    }
    let drafts = try session.store().drafts(of: id, by: try session.staff().id)
    guard let draft = drafts.first(where: { $0.kind == kind }) else {
      try session.talk("there is no \(kind == .note ? "note" : "reply") of yours in the making")
      if session.isJSON { try session.say(.null) }
      return .done
    }
    if session.isJSON {
      try session.say(
        ["body": .string(draft.body), "updated_at": .string(draft.updatedAt.rfc3339)]
      )
    } else {
      try session.say(text: draft.body)
    }
    return .done
  }

  /// Lends a whole chat, oldest first, and keeps no more of it than one page.
  private static func forEachMessage(
    of id: OrderID,
    _ session: Session,
    _ body: (ChatMessage) throws -> Void
  ) throws {
    var place = MessagePlace(sentAt: .earliest, seq: .min, serial: .min)
    var hasNewer = true
    while hasNewer {
      let page = try session.store().chat(of: id, at: .after(place), limit: 500)
      try page.messages.forEach(body)
      guard let last = page.messages.last else { return }
      place = last.place
      hasNewer = page.hasNewer
    }
  }

  /// The newest messages of a chat, oldest first, read page by page.
  private static func newest(
    _ limit: Int,
    of id: OrderID,
    _ session: Session
  ) throws -> (messages: [ChatMessage], hasOlder: Bool) {
    var pages: [[ChatMessage]] = []
    var count = 0
    var anchor = ChatAnchor.newest
    var hasOlder = true
    while count < limit, hasOlder {
      let page = try session.store().chat(of: id, at: anchor, limit: min(500, limit - count))
      pages.append(page.messages)
      count += page.messages.count
      hasOlder = page.hasOlder
      guard let first = page.messages.first else { break }
      anchor = .before(first.place)
    }
    return (pages.reversed().flatMap(\.self), hasOlder)
  }
}
