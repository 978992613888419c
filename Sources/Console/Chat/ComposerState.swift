import Commerce
import Widgets

/// The reply that is being written.
struct ComposerState: Equatable, Sendable {
  var orderID: OrderID?
  var area = TextArea()
  /// The draft as the store has it.
  var reply = SharedDraft()
  /// Typed in since the order was opened: a draft that arrives late must not replace it.
  var isTouched = false
  /// The draft of the store is in the text.
  var hasTakenDraft = false
  /// Sent, and not answered yet: comes back when it is refused.
  var sending: Sending?
  var editorRequest: RequestID?
  /// What the editor was opened for.
  var editedKind = Draft.Kind.reply
  /// Where the keys were when the reply was begun, and go back to.
  var opener: Opener?
  /// The unsent notes of this order: internal, and for the customer.
  var notes: [Draft.Kind: Note] = [:]

  struct Opener: Equatable, Sendable {
    var focus: Focus
    var rightPane: Focus
  }

  struct Note: Equatable, Sendable {
    var text = ""
    /// The draft as the store has it.
    var shared = SharedDraft()
  }

  struct Sending: Equatable, Sendable {
    var orderID: OrderID
    var body: String
  }
}
