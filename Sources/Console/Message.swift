package import Commerce
package import Screen

/// Names one question to the world, so that its answer is known when it comes.
///
/// An answer to a question that nobody waits for any more is dropped by `Model.update`.
package struct RequestID: Hashable, Comparable, Sendable {
  package let number: Int
  package init(_ number: Int) { self.number = number }

  package static func < (left: RequestID, right: RequestID) -> Bool { left.number < right.number }
}

/// What happened.
///
/// The runtime posts these; `Model.update` is the only reader.
package enum Message: Equatable, Sendable {
  /// The first message of a run, once.
  case launched
  case input(Input)
  /// The time came that `Model.wakeAt` asked for, or any other moment: it only moves the clock.
  case tick(Instant)

  // MARK: Answers; each names its request and comes exactly once

  case ordersLoaded(RequestID, OrderPage)
  /// With the time at which the next snoozed order comes back, and the views that the person has.
  case countsLoaded(
    RequestID,
    StatusCounts,
    OutboxCounts,
    nextBack: Instant? = nil,
    views: [SavedView] = []
  )
  case ordersCounted(RequestID, Int)
  case positionCounted(RequestID, Int)
  /// Nil when there is no such order any more.
  case orderLoaded(RequestID, OrderDetail?)
  /// Nil when no order is theirs any more.
  case customerLoaded(RequestID, CustomerProfile?)
  case dueLoaded(RequestID, DueQueue)
  case chatLoaded(RequestID, ChatAnswer)
  case ordersFound(RequestID, [OrderSummary])
  case messagesFound(RequestID, [MessageHit])
  case syncLoaded(RequestID, SyncOverview)
  case sourcesLoaded(RequestID, [SyncSourceStatus])
  case staffLoaded(RequestID, [Staff])
  case selfLoaded(RequestID, Staff)
  case driftLoaded(RequestID, [SyncDrift])
  /// Nil when `u` has nothing to take back.
  case undoableLoaded(RequestID, Undoable?)
  /// The answer to `perform`, `undo`, `redo`, `markRead`, `repair` and `retry`.
  case performed(RequestID, Receipt)
  case refused(RequestID, Refusal)
  case syncFinished(RequestID, SyncCounts)
  /// The text as it was left in the editor, without the line end of its file; nil when the editor was
  /// left without saving. A text that is too long for a draft is kept whole in the named file.
  case editorReturned(RequestID, String?, keptAt: String? = nil)
  /// The question could not be answered; one sentence that says what to do.
  case failed(RequestID, String)

  // MARK: What happens by itself

  /// Another process or the outbox worker committed something.
  case storeChanged
  case syncProgress(SyncProgress)
  /// An act of many turns goes on.
  case actProgress(RequestID, ActProgress)
  case draftSaved(OrderID, Draft.Kind, KeptDraft)
  case copied(String)
  case themeChanged(String)
  /// False when changes of other processes cannot be watched any more.
  case watching(Bool)
  case customerPresence(OrderID, CustomerPresence)
  /// Who else is at a console now; our own other consoles do not count.
  case colleagues([StaffPresence])
  /// One sentence for the status line, for what concerns no request.
  case notice(String, isError: Bool)
}

/// What a chat pane needs in one answer.
package struct ChatAnswer: Equatable, Sendable {
  /// Nil when the order has no conversation yet.
  package var conversation: Conversation?
  package var page: ChatPage
  /// This person's unsent words on this order.
  package var drafts: [Draft]
  /// Since when other consoles of this person have them open.
  package var alsoOpen: [Draft.Kind: Instant] = [:]

  package init(conversation: Conversation?, page: ChatPage, drafts: [Draft]) {
    self.conversation = conversation
    self.page = page
    self.drafts = drafts
  }
}

/// A draft that the store has taken.
package struct KeptDraft: Equatable, Sendable {
  /// As it was given to the store.
  package var body: String
  /// As the store has it: joined with what others had written there.
  package var stored: String
  /// Another console had sent or changed it meanwhile.
  package var isShared: Bool

  package init(body: String, stored: String, isShared: Bool = false) {
    self.body = body
    self.stored = stored
    self.isShared = isShared
  }
}

/// How far a running sync is.
package struct SyncProgress: Equatable, Sendable {
  package var source: String
  package var recordsRead: Int
  package var bytesRead: Int
  /// Nil for a stream.
  package var bytesTotal: Int?

  package init(source: String, recordsRead: Int, bytesRead: Int = 0, bytesTotal: Int? = nil) {
    self.source = source
    self.recordsRead = recordsRead
    self.bytesRead = bytesRead
    self.bytesTotal = bytesTotal
  }
}

/// The act that undo would take back.
package struct Undoable: Equatable, Sendable {
  /// The act's.
  package var id: String
  package var title: String
  package var until: Instant
  /// True while something of it waits to leave the house, so that each second counts.
  package var isHeld: Bool
  /// Where the same person did it, when it was not in this console: `from another console`.
  package var origin: String?

  package init(
    id: String = "",
    title: String,
    until: Instant,
    isHeld: Bool,
    origin: String? = nil
  ) {
    self.id = id
    self.title = title
    self.until = until
    self.isHeld = isHeld
    self.origin = origin
  }
}

package enum CustomerPresence: String, Sendable {
  case typing, online, away
}
