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
  /// The unsent internal note of this order.
  var noteDraft = ""
  /// The note's draft as the store has it.
  var note = SharedDraft()

  struct Sending: Equatable, Sendable {
    var orderID: OrderID
    var body: String
  }
}
