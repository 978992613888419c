package import Commerce

/// What is to be done.
///
/// Effects are values; the runtime carries them out and answers.
package enum Effect: Equatable, Sendable {
  // MARK: Questions

  /// Answered by `ordersLoaded`.
  case loadOrders(OrderListing, PageRequest, limit: Int, RequestID)
  /// Answered by `countsLoaded`.
  case loadCounts(RequestID)
  /// Answered by `ordersCounted`; a newer count makes an older one worthless, so it may be interrupted.
  case countOrders(OrderFilter, RequestID)
  /// How many orders a view of the chooser has; answered by `ordersCounted`.
  case countView(OrderFilter, RequestID)
  /// How many rows stand before that one; answered by `positionCounted`, and may be interrupted by
  /// `countOrders`.
  case countBefore(OrderListing, OrderCursor, RequestID)
  /// Answered by `orderLoaded`.
  case loadOrder(OrderID, RequestID)
  /// What waits among the orders that match, by what is due first; answered by `dueLoaded`.
  case loadDue(OrderFilter, limit: Int, RequestID)
  /// Answered by `customerLoaded`.
  case loadCustomer(CustomerKey, RequestID)
  /// Answered by `chatLoaded`.
  case loadChat(OrderID, ChatAnchor, limit: Int, RequestID)
  /// Has the answers to `loadOrder` and to `loadChat` from the first unread message ready, for the
  /// order that the next key may go to; not answered.
  case readAhead(OrderID, limit: Int)
  /// By whole number or by its last digits, the newest first; answered by `ordersFound`.
  case findOrders(String, limit: Int, RequestID)
  /// In one order's chat, or in all; answered by `messagesFound`, newest first.
  case searchMessages(String, in: OrderID?, limit: Int, RequestID)
  /// With counts over whole tables; answered by `syncLoaded`.
  case loadSync(RequestID)
  /// When the sources were pulled last; answered by `sourcesLoaded`.
  case loadSources(RequestID)
  /// Everybody whom an order can be assigned to; answered by `staffLoaded`.
  case loadStaff(RequestID)
  /// What `u` would take back now; answered by `undoableLoaded`.
  case loadUndoable(RequestID)
  /// Who is at work, as the store has it now; answered by `selfLoaded`.
  case loadSelf(RequestID)
  /// Answered by `driftLoaded`.
  case verifySync(RequestID)

  // MARK: Changes, answered by `performed`, `refused` or `failed`

  case perform(Act, RequestID)
  /// Takes back the last act; `key` is what the person presses for that, for sentences.
  case undo(key: String, RequestID)
  case redo(RequestID)
  /// Ends an act of many turns after the one that runs; what was done of it is answered.
  case stopAct(RequestID)
  /// No change of an order, so undo does not know it.
  case changeView(ViewChange, RequestID)
  /// As `perform`, but no act of its own for undo: reading is not a decision.
  case markRead(OrderID, RequestID)
  /// Reads the order's contact data whole from now on, which is noted; until another one is shown.
  case revealContact(OrderID, RequestID)
  case hideContact(RequestID)
  /// One order, or everything that `verifySync` found.
  case repairSync(OrderID?, isRehearsal: Bool, RequestID)
  /// One quarantined record, or all of them.
  case retryQuarantine(id: Int?, RequestID)
  /// One source by its id, or all; progress comes as `syncProgress`, the end as `syncFinished`.
  case runSync(source: String?, RequestID)
  /// Unsent words; those `soon` are still being typed, those `now` are put away. They grew from the
  /// text that is named; nil for the one that was given to be saved before.
  case saveDraft(OrderID, Draft.Kind, String, DraftUrgency, basedOn: String?)

  // MARK: The rest of the machine

  /// Gives the terminal to the editor with a reply, a note or the note of an edit; answered by
  /// `editorReturned`.
  case openEditor(OrderID, Draft.Kind, String, RequestID)
  /// All of one order as a file of its own; its path comes as a `notice`.
  case writeCaseFile(OrderID, CaseFileAudience, MoneyStyle, RequestID)
  /// To the clipboard of the terminal (OSC 52); the text is made safe already.
  case copy(String)
  /// Shows another theme at once; answered by `themeChanged`.
  case setTheme(String)
  case saveViewState(ViewState)
  /// Where colleagues should see this person; nil at no order. Whoever carries it out waits until it
  /// lasts.
  case tellPresence(PresencePlace?)
  /// Draws every cell again, for a terminal that something else wrote on.
  case repaint
  case ring
  case suspend
  case quit
}

package enum DraftUrgency: Equatable, Sendable { case soon, now }

/// One thing that a person does, to one order or to many: one entry for undo.
package struct Act: Equatable, Sendable {
  package enum Target: Equatable, Sendable {
    case operations([Operation])
    /// Every order that the filter finds at the moment of doing it; `count` when it was chosen.
    case matching(OrderFilter, OrderChange, count: Int)
  }

  package var target: Target
  /// What the history of acts calls it: `packaged 38 orders`.
  package var title: String
  /// Refuse when the order has changed since this revision was shown; for acts on one order only.
  package var ifRevision: Int?
  /// Carried out and rolled back, to know what it would do.
  package var isRehearsal: Bool
  /// The draft whose words are sent: refused when another console has sent or changed it.
  package var fromDraft: Draft.Kind?
  /// The filter that found the orders, where they are all that it finds.
  package var selection: OrderFilter?
  /// How many orders the person typed that it changes, where that was asked for.
  package var confirmedCount: Int?

  package init(
    _ target: Target,
    title: String,
    ifRevision: Int? = nil,
    isRehearsal: Bool = false
  ) {
    self.target = target
    self.title = title
    self.ifRevision = ifRevision
    self.isRehearsal = isRehearsal
  }
}

extension Act {
  /// How many orders it was shown to change.
  package var count: Int {
    switch target {
    case .operations(let operations): operations.count
    case .matching(_, _, let count): count
    }
  }

  /// Too large for the place between two keys.
  package var isLarge: Bool { count > 25 }
}

/// What is done to one order or to many, not yet bound to any.
package enum OrderChange: Equatable, Sendable {
  case status(StatusMove)
  case assign(to: StaffID?)
  case claim
  case tag(TagEdit)
  case priority(Priority)
  case email(EmailText, template: String?)
  case snooze(SnoozeEnd)
  case unsnooze

  package func operation(on order: OrderID) -> Operation {
    switch self {
    case .status(let move): move.operation(on: order)
    case .assign(let staff): .assign(order, to: staff)
    case .claim: .claim(order)
    case .tag(let edit): .tag(order, edit)
    case .priority(let priority): .setPriority(order, to: priority)
    case .email(let text, let template): .sendEmail(order, text, template: template)
    case .snooze(let end): .snooze(order, until: end)
    case .unsnooze: .unsnooze(order)
    }
  }
}
