package import Commerce
import Screen

/// Messages as plain text.
package enum ChatText {
  /// A message, its further lines under the first one: only what begins at the margin is a message
  /// of its own, whatever a customer wrote.
  package static func line(
    _ message: ChatMessage,
    _ zone: LocalZone,
    after lead: String = ""
  ) -> String {
    let name = message.senderName.isEmpty ? "" : " \(SafeText.plain(message.senderName))"
    let id = message.status == .failed ? ", id \(message.id.rawValue)" : ""
    let state = message.role == .agent ? " [\(message.status.rawValue)\(id)]" : ""
    let problem = message.problem.map { " (\(SafeText.plain($0)))" } ?? ""
    let who = "\(message.role.rawValue)\(name)\(state)\(problem)"
    let time = "\(lead)\(OrderText.time(message.sentAt, zone))  "
    return "\(time)\(who): \(OrderText.indented(message.body, by: time.count))"
  }
}
