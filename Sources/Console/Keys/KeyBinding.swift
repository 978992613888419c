package import Commerce
package import Screen

/// One row of the key table.
package struct KeyBinding: Equatable, Sendable {
  package var command: Command
  /// The keys it has when the configuration says nothing.
  package var defaultKeys: [Key]
  package var contexts: [KeyContext]
  /// A word or two for the footer.
  package var label: String
  /// What it does, for help, palette and README.
  package var help: String
  /// What must be so for it to work; the first that is not gives the reason to show.
  package var needs: [KeyNeed]
  /// False for what makes no sense without its pane, such as moving up.
  package var isInPalette: Bool

  init(
    _ command: Command,
    _ keys: [String],
    in contexts: [KeyContext],
    _ texts: KeyTexts,
    needs: [KeyNeed] = []
  ) {
    self.command = command
    defaultKeys = keys.compactMap(KeyName.key)
    self.contexts = contexts
    label = texts.label
    help = texts.help
    self.needs = needs
    isInPalette = texts.isInPalette
  }
}

struct KeyTexts {
  var label: String
  var help: String
  var isInPalette = true

  static func act(_ label: String, _ help: String) -> KeyTexts {
    KeyTexts(label: label, help: help)
  }

  static func move(_ label: String, _ help: String) -> KeyTexts {
    KeyTexts(label: label, help: help, isInPalette: false)
  }
}

/// What an act needs before it can be done.
package enum KeyNeed: Equatable, Sendable {
  /// A selected order, or marked ones.
  case order
  /// A store that may be written to.
  case writing
  /// A conversation with the customer.
  case chat
  /// A selected order's next step, which this person may take.
  case nextStep
  /// A way for the order that this person's role includes; nil is the step back.
  case move(to: OrderStatus?)
  /// A role that includes it.
  case permission(StaffAction)
  case failedReply
  /// A reply of ours that has not left.
  case heldReply
  /// A selected difference on the sync screen that can be repaired.
  case repairable
  /// A selected quarantined record on the sync screen.
  case quarantined
  /// A conflict of the order in view, or a selected one on the sync screen.
  case conflict
  /// A filter, or in a chat a search, whose matches can be stepped through.
  case matches
  /// Something of what was paid can still be refunded.
  case refundable
  /// A refund of the order that waits for somebody to approve it.
  case requestedRefund
  /// A refund of the order of which nothing was sent.
  case unsentRefund
  /// An approved refund of the order that was kept for lack of room.
  case parkedRefund
  /// An order of which goods can be sent once more.
  case replaceable
  /// Another order that this one replaces, or is replaced by.
  case link
  /// A delivered order whose cash on delivery nobody has noted yet.
  case cashToCome
  /// An order of which goods can come back, or with an open return.
  case returnable
  case marks
}
