import Commerce

/// Every operation that exists, so that one without a table is noticed.
package enum OperationKind: CaseIterable, Sendable {
  case placeOrder, replaceOrder
  case setStatus, ship, cancel, stepBack, editOrder, addNote, addCustomerNote
  case sendReply, retryReply, cancelReply, markRead, markUnread, saveDraft, repairFromSync
  case sendEmail, retryEmail, cancelEmail
  case assign, claim, tag, setPriority, snooze, unsnooze, seeSnoozeEnd, settleConflict,
    discardRecord
  case requestRefund, approveRefund, cancelRefund, retryRefund, resolveRefund, capturePayment
  case requestReturn, approveReturn, rejectReturn, markReturnInTransit, receiveReturn, closeReturn
  case cancelReturn

  /// Those that some table is about.
  package static var inTables: Set<OperationKind> {
    let subject = Subject(place: 1, role: .admin, now: Instant(milliseconds: 0))
    return Set(OperationTable.all.map { OperationKind($0.operation(subject)) })
  }

  private init(_ operation: Operation) {
    self =
      switch operation {
      case .placeOrder: .placeOrder
      case .replaceOrder: .replaceOrder
      case .setStatus: .setStatus
      case .ship: .ship
      case .cancel: .cancel
      case .stepBack: .stepBack
      case .editOrder: .editOrder
      case .addNote: .addNote
      case .addCustomerNote: .addCustomerNote
      case .sendReply: .sendReply
      case .retryReply: .retryReply
      case .cancelReply: .cancelReply
      case .sendEmail: .sendEmail
      case .retryEmail: .retryEmail
      case .cancelEmail: .cancelEmail
      case .markRead: .markRead
      case .markUnread: .markUnread
      case .saveDraft: .saveDraft
      case .repairFromSync: .repairFromSync
      case .assign: .assign
      case .claim: .claim
      case .tag: .tag
      case .setPriority: .setPriority
      case .snooze: .snooze
      case .unsnooze: .unsnooze
      case .seeSnoozeEnd: .seeSnoozeEnd
      case .settleConflict: .settleConflict
      case .discardRecord: .discardRecord
      case .requestRefund: .requestRefund
      case .approveRefund: .approveRefund
      case .cancelRefund: .cancelRefund
      case .retryRefund: .retryRefund
      case .resolveRefund: .resolveRefund
      case .capturePayment: .capturePayment
      case .requestReturn: .requestReturn
      case .moveReturn(_, _, let move): OperationKind(move)
      }
  }

  private init(_ move: ReturnMove) {
    self =
      switch move {
      case .approve: .approveReturn
      case .reject: .rejectReturn
      case .send: .markReturnInTransit
      case .receive: .receiveReturn
      case .close: .closeReturn
      case .cancel: .cancelReturn
      }
  }
}

extension OperationTable {
  package static let all =
    saleTables + statusTables + handlingTables + chatTables + syncTables + moneyTables
    + returnTables
    + emailTables
}
