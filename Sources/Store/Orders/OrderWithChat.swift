package import Commerce
import SQLiteKit

extension Store {
  /// One order with all messages of its chat, oldest first, as they are at one moment; nil when
  /// there is none of that id.
  package func orderWithChat(
    _ id: OrderID,
    for reader: ContactReader
  ) throws -> (order: OrderDetail, messages: [ChatMessage])? {
    try database.read { connection in
      guard let detail = try OrderDetailQuery.detail(of: id, for: reader, on: connection) else {
        return nil
      }
      guard let conversation = try ChatMessages.conversationID(of: id, on: connection) else {
        return (detail, [])
      }
      return (detail, try ChatMessages.all(of: conversation, on: connection))
    }
  }
}
