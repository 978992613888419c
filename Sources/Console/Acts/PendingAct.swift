import Commerce

/// An act that was asked for and is not answered yet.
enum PendingAct: Equatable, Sendable {
  case status
  /// Assignee, priority or snooze.
  case handling
  case tags
  /// A new order; one by hand is gone to.
  case placing(opensIt: Bool)
  /// A refund or a payment.
  case money
  /// Internal, or for the customer.
  case note(OrderID, Draft.Kind)
  case reply(OrderID)
  /// Who would get an e-mail, asked before it is sent to several.
  case emailRehearsal(EmailForm)
  case retryReply
  /// Reading or opening, which is no act to talk about.
  case markRead
  case readMark
  case undo, redo
  /// Showing an order's contact data whole, or cutting it again.
  case contact(OrderID?)
  /// What a repair would do, asked before it is done; nil means all.
  case repairRehearsal(OrderID?)
  case repair
  case retryRecords
  /// With what was typed, to go on with when it is refused.
  case settle(ReasonForm)
  case discardRecord(ReasonForm)
  /// One's own views.
  case view
}
