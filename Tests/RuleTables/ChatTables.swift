import Commerce
import SQLiteKit

/// Replies and read marks: RELIABILITY.md 4.5 and 4.6.
extension OperationTable {
  static let chatTables = [
    sendReply, sendReplyByChat, retryReply, cancelOwnReply, cancelOthersReply, markRead,
    markReadByChat, markUnread, markUnreadByChat, saveDraft,
  ]

  private static let sendReply = OperationTable(
    name: "reply",
    given: { Given.order($0, $1) },
    operation: { .sendReply($0.order, body: "Hi") },
    found: Found.newestReply,
    rows: inEveryStatus("Hi+queued+active Hi+queued+active Hi+queued+active")
  )

  private static let sendReplyByChat = OperationTable(
    name: "reply, by the state of the chat",
    given: { subject, state in
      let reached = state == "unreachable" ? nil : subject.session
      let chat = state == "unreachable" ? "active" : state
      return Given.order(subject) + [
        """
        UPDATE conversations SET state = \(chat), chat_session_id = \(reached)
        WHERE id = \(subject.session)
        """,
        "UPDATE orders SET chat_session_id = \(reached) WHERE id = \(subject.order)",
      ]
    },
    operation: { .sendReply($0.order, body: "Hi") },
    found: Found.newestReply,
    rows: """
      active      | Hi+queued+active Hi+queued+active Hi+queued+active
      archived    | Hi+queued+active Hi+queued+active Hi+queued+active
      closed      | illegal          illegal          illegal | closed
      unreachable | illegal          illegal          illegal | has to send one
      """
  )

  private static let retryReply = OperationTable(
    name: "send a reply again",
    given: { subject, status in
      let outbox = ["queued": "waiting", "failed": "parked"][status] ?? "sent"
      return Given.order(subject) + Given.reply(subject, status, outbox: outbox)
    },
    operation: { .retryReply($0.order, $0.message) },
    found: Found.message,
    rows: """
      queued    | illegal illegal illegal | has not failed
      sent      | illegal illegal illegal | has not failed
      delivered | illegal illegal illegal | has not failed
      read      | illegal illegal illegal | has not failed
      failed    | queued  queued  queued
      """
  )

  private static let cancelOwnReply = OperationTable(
    name: "take back an own reply",
    given: { Given.order($0) + reply($0, $1, by: $0.actor) },
    operation: { .cancelReply($0.order, $0.message) },
    found: Found.message,
    rows: """
      waiting queued    | draft   draft   draft
      parked failed     | draft   draft   draft
      refused failed    | draft   draft   draft
      sending queued    | illegal illegal illegal | wait a moment
      sent sent         | illegal illegal illegal | write another one
      sent delivered    | illegal illegal illegal | write another one
      parked delivered  | illegal illegal illegal | write another one
      cancelled queued  | illegal illegal illegal | taken back already
      """
  )

  private static let cancelOthersReply = OperationTable(
    name: "take back another's reply",
    given: { Given.order($0) + reply($0, $1, by: Person.ben) },
    operation: { .cancelReply($0.order, $0.message) },
    found: Found.message,
    rows: """
      waiting queued    | forbidden forbidden draft
      parked failed     | forbidden forbidden draft
      refused failed    | forbidden forbidden draft
      sending queued    | illegal   illegal   illegal | wait a moment
      sent sent         | illegal   illegal   illegal | write another one
      """
  )

  /// The state is that of the outbox, then the message's.
  private static func reply(_ subject: Subject, _ state: String, by person: Staff) -> [SQL] {
    let words = state.split(separator: " ").map(String.init)
    return Given.reply(subject, words[1], outbox: words[0], by: person)
  }

  private static let markRead = OperationTable(
    name: "mark as read",
    given: { Given.order($0, $1) + Given.message($0, from: "customer", isUnread: true) },
    operation: { .markRead($0.order) },
    found: Found.unread,
    rows: inEveryStatus("read read read")
  )

  private static let markReadByChat = OperationTable(
    name: "mark as read, by what the customer wrote",
    given: orderWithChat,
    operation: { .markRead($0.order) },
    found: Found.unread,
    rows: """
      nothing | same same same
      read    | same same same
      unread  | read read read
      """
  )

  private static let markUnread = OperationTable(
    name: "mark as unread",
    given: { Given.order($0, $1) + Given.message($0, from: "customer") },
    operation: { .markUnread($0.order) },
    found: Found.unread,
    rows: inEveryStatus("unread unread unread")
  )

  private static let markUnreadByChat = OperationTable(
    name: "mark as unread, by what the customer wrote",
    given: orderWithChat,
    operation: { .markUnread($0.order) },
    found: Found.unread,
    rows: """
      nothing | illegal illegal illegal | has not written anything
      read    | unread  unread  unread
      unread  | same    same    same
      """
  )

  private static let orderWithChat: @Sendable (Subject, String) -> [SQL] = { subject, state in
    let isThere = state != "nothing"
    return Given.order(subject)
      + (isThere ? Given.message(subject, from: "customer", isUnread: state == "unread") : [])
  }

  private static let saveDraft = OperationTable(
    name: "keep a draft",
    given: { Given.order($0, $1) },
    operation: { .saveDraft($0.order, kind: .reply, body: "Dear") },
    found: Found.draft,
    rows: inEveryStatus("Dear Dear Dear")
  )
}
