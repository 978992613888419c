/// One thing that staff can do, as a value; `Desk` is the only place that carries it out.
package enum Operation: Equatable, Sendable {
  /// Takes an order by hand. The id is that of an order which an undo took back and a redo places
  /// again; nil makes one.
  case placeOrder(NewOrder, as: OrderID? = nil)
  /// Sends goods of an order once more, with a new order of its own.
  case replaceOrder(OrderID, ReplacementRequest, as: OrderID? = nil)
  case setStatus(OrderID, to: OrderStatus, shipment: ShipmentNote?, reason: String?)
  /// Sends a parcel; the first one ships the order. The reason is why it has no tracking number.
  case ship(OrderID, ShipmentNote, reason: String?)
  /// Ends an order before it is shipped. Of a paid one a refund is requested, unless `noRefund` says
  /// why none is due.
  case cancel(OrderID, reason: String?, noRefund: String?)
  /// Takes the order one step back on its way.
  case stepBack(OrderID, reason: String?)
  /// Changes address, items or the order's note; refused once it is shipped.
  case editOrder(OrderID, OrderEdit)
  case addNote(OrderID, body: String)
  /// A note that the customer may see.
  case addCustomerNote(OrderID, body: String)
  case sendReply(OrderID, body: String)
  /// Sends a failed or parked reply again, under its own key.
  case retryReply(OrderID, MessageID)
  /// Takes back a reply that has not left; its text is a draft again.
  case cancelReply(OrderID, MessageID)
  /// Writes an e-mail to the customer; its placeholders are filled from the order. The template is
  /// named where its text is sent as it is.
  case sendEmail(OrderID, EmailText, template: String? = nil)
  /// Sends an e-mail again that was given up, as the same message.
  case retryEmail(OrderID, EmailID)
  /// Takes back an e-mail that has not left.
  case cancelEmail(OrderID, EmailID)
  case markRead(OrderID)
  case markUnread(OrderID)
  /// An empty body takes the draft away. With a hand, words of others are joined and none are lost.
  case saveDraft(OrderID, kind: Draft.Kind, body: String, by: DraftHand? = nil)
  /// Takes the order in again from what its chat checkout says.
  case repairFromSync(OrderID)
  /// Lets somebody take care of it, or nobody, whoever did before.
  case assign(OrderID, to: StaffID?)
  /// Takes it for oneself unless somebody has it: of two at once exactly one gets it.
  case claim(OrderID)
  case tag(OrderID, TagEdit)
  case setPriority(OrderID, to: Priority)
  /// Puts the order off; it is out of the work views until then.
  case snooze(OrderID, until: SnoozeEnd)
  /// Brings a snoozed order back now.
  case unsnooze(OrderID)
  /// Notes that somebody has opened an order that is back, so that it says so no longer.
  case seeSnoozeEnd(OrderID)
  /// Ends the conflict on a field: ours stays, or the source's value is taken by the usual rules.
  ///
  /// Refused when the two sides say other than what the person has seen; nil takes what is current.
  case settleConflict(
    OrderID,
    field: String,
    keep: ConflictSide,
    seen: ConflictValues?,
    reason: String?
  )
  /// Counts a quarantined record no more; it stays in the store.
  case discardRecord(Int, reason: String)
  /// Sets money aside to be paid back; nothing leaves before somebody approves it.
  case requestRefund(OrderID, RefundRequest)
  case approveRefund(OrderID, RefundID)
  case cancelRefund(OrderID, RefundID, reason: String?)
  /// Lets an approved refund leave that was not sent for lack of room, now that there is room.
  case retryRefund(OrderID, RefundID)
  /// Says by hand what the provider knows of a refund that had no answer.
  case resolveRefund(OrderID, RefundID, RefundResolution)
  /// Announces goods of a shipped order that are to come back.
  case requestReturn(OrderID, ReturnRequest)
  /// Takes a return a step further.
  case moveReturn(OrderID, ReturnID, ReturnMove)
  /// Notes that the money of an order that is paid on delivery has come.
  case capturePayment(OrderID, reference: String)

  /// The order that it is about; a record that became no order has a name of its own, as has an
  /// order that is still to be placed.
  package var orderID: OrderID {
    switch self {
    case .placeOrder(_, let id): id ?? OrderID("new order")
    case .replaceOrder(let id, _, _), .setStatus(let id, _, _, _), .ship(let id, _, _),
      .cancel(let id, _, _),
      .stepBack(let id, _), .editOrder(let id, _), .addNote(let id, _),
      .addCustomerNote(let id, _), .sendReply(let id, _),
      .retryReply(let id, _), .cancelReply(let id, _), .sendEmail(let id, _, _),
      .retryEmail(let id, _), .cancelEmail(let id, _), .markRead(let id), .markUnread(let id),
      .saveDraft(let id, _, _, _), .repairFromSync(let id), .assign(let id, _), .claim(let id),
      .tag(let id, _), .setPriority(let id, _), .snooze(let id, _), .unsnooze(let id),
      .seeSnoozeEnd(let id), .settleConflict(let id, _, _, _, _),
      .requestRefund(let id, _), .approveRefund(let id, _), .cancelRefund(let id, _, _),
      .retryRefund(let id, _), .resolveRefund(let id, _, _), .requestReturn(let id, _),
      .moveReturn(let id, _, _), .capturePayment(let id, _):
      id
    case .discardRecord(let number, _): OrderID("quarantine record \(number)")
    }
  }

  /// Whether it changes the order's status, which has rules of its own for many at once.
  package var movesStatus: Bool {
    switch self {
    case .setStatus, .ship, .cancel, .stepBack: true
    case .placeOrder, .replaceOrder, .editOrder, .addNote, .addCustomerNote, .sendReply,
      .retryReply, .cancelReply, .sendEmail,
      .retryEmail, .cancelEmail, .markRead,
      .markUnread, .saveDraft, .repairFromSync, .assign, .claim, .tag, .setPriority,
      .snooze, .unsnooze, .seeSnoozeEnd, .settleConflict, .discardRecord, .requestRefund,
      .approveRefund, .cancelRefund,
      .retryRefund, .resolveRefund, .requestReturn, .moveReturn, .capturePayment:
      false
    }
  }
}

/// An order that an act has made.
package struct MadeOrder: Equatable, Sendable {
  package var id: OrderID
  package var number: String

  package init(id: OrderID, number: String) {
    self.id = id
    self.number = number
  }
}

/// What an act did, for the status line and for `--json`.
package struct Receipt: Equatable, Sendable {
  /// What one operation did to one order.
  package struct Change: Equatable, Sendable {
    package var orderID: OrderID
    package var orderNumber: String
    /// `CHT001234 is packaged`.
    package var sentence: String
    /// What it was before; nil when there is nothing to say.
    package var before: String?
    /// The order that was placed; nil where none was.
    package var made: MadeOrder?

    package init(
      orderID: OrderID,
      orderNumber: String,
      sentence: String = "",
      before: String? = nil
    ) {
      self.orderID = orderID
      self.orderNumber = orderNumber
      self.sentence = sentence
      self.before = before
    }

    /// The sentence with what it was before, for what is only tried.
    package var rehearsal: String { before.map { "\(sentence) (now \($0))" } ?? sentence }
  }

  /// Nil when nothing had to change.
  package var actID: String?
  /// One sentence: `CHT001234 is packaged`, `38 orders are shipped, 4 refused`.
  package var summary: String
  /// In the order in which they were made.
  package var changed: [Change]
  /// Those for which nothing had to be done, each with the sentence that says so.
  package var unchanged: [Change]
  package var refused: [Refusal]
  /// Until when `u` can take it back; nil when it cannot be taken back.
  package var undoUntil: Instant?
  package var isDryRun: Bool
  /// True when the idempotency key had been used for the same request before.
  package var isReplay: Bool

  package init(
    actID: String?,
    summary: String,
    changed: [Change] = [],
    unchanged: [Change] = [],
    refused: [Refusal] = [],
    undoUntil: Instant? = nil,
    isDryRun: Bool = false,
    isReplay: Bool = false
  ) {
    self.actID = actID
    self.summary = summary
    self.changed = changed
    self.unchanged = unchanged
    self.refused = refused
    self.undoUntil = undoUntil
    self.isDryRun = isDryRun
    self.isReplay = isReplay
  }
}

/// Why one operation was not carried out; one sentence that says what to do.
package struct Refusal: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Kind: String, Sendable {
    case notFound = "not_found"
    case illegal, forbidden, invalid
    case readOnly = "read_only"
    case revisionConflict = "revision_conflict"
    case cannotUndo = "cannot_undo"
    case keyReused = "key_reused"
  }

  package var kind: Kind
  package var orderID: OrderID?
  package var orderNumber: String?
  package var sentence: String
  /// True where the person can do what the sentence says, and then ask again.
  package var canBeHelped = false

  package init(
    _ kind: Kind,
    orderID: OrderID? = nil,
    orderNumber: String? = nil,
    sentence: String
  ) {
    self.kind = kind
    self.orderID = orderID
    self.orderNumber = orderNumber
    self.sentence = sentence
  }

  package var description: String { sentence }

  /// The sentence with the order's number before it, once: many sentences begin with it already.
  package var namedSentence: String {
    guard let orderNumber, !namesOrder else { return sentence }
    return "\(orderNumber): \(sentence)"
  }

  /// The reason alone, for a place that names the orders itself.
  package var reason: String {
    guard let orderNumber, sentence.hasPrefix("\(orderNumber): ") else { return sentence }
    return String(sentence.dropFirst(orderNumber.count + 2))
  }

  private var namesOrder: Bool {
    guard let orderNumber else { return false }
    return sentence.hasPrefix(orderNumber) || sentence.hasPrefix("\"\(orderNumber)")
      || sentence.contains("order \(orderNumber)")
  }
}
