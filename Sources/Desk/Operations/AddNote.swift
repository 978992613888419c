import Commerce
import JSON

/// Adds an internal note, which no customer ever sees.
struct AddNote: NoteOperation {
  static let name = "add_note"
  static let insteadOfUndo: String? = "add a note that corrects it"
  static let kind = EventKind.note
  static let draft = Draft.Kind.note
  static let label = "note"

  var order: OrderID
  var body: String

  static func read(_ record: JSONObject, order: OrderID) -> Operation? {
    record["body"]?.stringValue.map { .addNote(order, body: $0) }
  }
}
