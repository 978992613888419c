import Commerce
import JSON

/// Adds a note that the customer may see, such as on the tracking page; nothing is sent by it.
struct AddCustomerNote: NoteOperation {
  static let name = "add_customer_note"
  static let insteadOfUndo: String? = "add a note to the customer that corrects it"
  static let kind = EventKind.customerNote
  static let draft = Draft.Kind.customerNote
  static let label = "note to the customer"

  var order: OrderID
  var body: String

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    record["body"]?.stringValue.map { .addCustomerNote(order, body: $0) }
  }
}
