/// What a person can want to do beside moving an order along (RELIABILITY.md 4.6).
package enum StaffAction: String, CaseIterable, Sendable {
  case readOrders, seeFullContact, reply, addNote, assignToSelf, tag, setPriority, snooze
  case placeOrder, replaceOrder
  case assignOthers, bulkStatus
  case requestRefund, approveRefund, capturePayment
  case requestReturn, handleReturn
  case exportOrders
  case revert, resolveUnknownRefund, releaseQuarantine, repairFromSync, settleConflict
  case configure, manageSecrets, manageRoles, verifyAudit, backUp, restore
  case changeOwnRole, deleteAudit, changeBusinessType
}

/// How far somebody may.
package enum Permission: Equatable, Sendable {
  case denied
  case allowed
  /// Allowed, and each time is written to the audit trail.
  case logged
  /// Only of orders assigned to this person, and logged.
  case loggedIfAssigned
  /// Up to the refund limit that is set for the role.
  case upToRefundLimit
  /// Allowed, with contact data masked.
  case masked

  package var isDenied: Bool { self == .denied }
}

package enum Permissions {
  package static func permission(_ role: StaffRole, _ action: StaffAction) -> Permission {
    let row = row(action)
    return switch role {
    case .agent: row.agent
    case .ops: row.ops
    case .admin: row.admin
    }
  }

  /// The sentence that says why somebody of that role may not; nil when they may.
  package static func refusal(of action: StaffAction, to role: StaffRole) -> String? {
    guard permission(role, action).isDenied else { return nil }
    let needed = permission(.ops, action).isDenied ? "an admin" : "ops or admin"
    return "\(phrase(action)) needs \(needed), and you are \(role)"
  }

  private static func phrase(_ action: StaffAction) -> String {
    switch action {
    case .bulkStatus: "changing the status of several orders at once"
    case .repairFromSync: "repairing an order from its chat checkout"
    case .settleConflict: "settling a conflict"
    case .reply: "writing in a chat"
    case .addNote: "adding a note"
    case .assignToSelf: "taking an order"
    case .assignOthers: "assigning orders to others, or taking theirs,"
    case .tag: "tagging an order"
    case .setPriority: "setting a priority"
    case .snooze: "snoozing an order"
    case .releaseQuarantine: "taking records out of quarantine"
    case .verifyAudit: "checking the audit trail"
    case .backUp: "making a backup"
    case .approveRefund: "approving a refund"
    case .resolveUnknownRefund: "settling a refund by hand"
    case .capturePayment: "noting a payment"
    case .seeFullContact: "seeing phones, e-mail addresses and addresses"
    case .placeOrder: "taking an order by hand"
    case .replaceOrder: "making a replacement order"
    case .handleReturn: "handling a return"
    case .exportOrders: "exporting orders"
    case .readOrders, .requestRefund, .requestReturn, .revert,
      .configure, .manageSecrets, .manageRoles, .restore, .changeOwnRole, .deleteAudit,
      .changeBusinessType:
      "this"
    }
  }

  private typealias Row = (agent: Permission, ops: Permission, admin: Permission)

  private static func row(_ action: StaffAction) -> Row {
    switch action {
    case .readOrders, .reply, .addNote, .assignToSelf, .tag, .setPriority, .snooze,
      .requestRefund, .requestReturn, .placeOrder, .replaceOrder:
      (.allowed, .allowed, .allowed)
    case .seeFullContact: (.loggedIfAssigned, .allowed, .allowed)
    case .assignOthers, .bulkStatus, .releaseQuarantine, .repairFromSync, .settleConflict,
      .verifyAudit, .backUp, .capturePayment, .handleReturn:
      (.denied, .allowed, .allowed)
    case .approveRefund: (.denied, .upToRefundLimit, .allowed)
    case .exportOrders: (.denied, .masked, .logged)
    case .revert, .resolveUnknownRefund, .configure, .manageSecrets, .manageRoles, .restore:
      (.denied, .denied, .allowed)
    case .changeOwnRole, .deleteAudit, .changeBusinessType: (.denied, .denied, .denied)
    }
  }
}

extension Operation {
  /// What the person needs to be allowed; nil where the operation's own rule decides.
  package var requiredAction: StaffAction? {
    switch self {
    case .setStatus, .ship, .cancel, .stepBack, .editOrder, .assign: nil
    case .placeOrder: .placeOrder
    case .replaceOrder: .replaceOrder
    case .claim: .assignToSelf
    case .tag: .tag
    case .setPriority: .setPriority
    case .snooze, .unsnooze: .snooze
    case .seeSnoozeEnd: .readOrders
    case .addNote, .addCustomerNote: .addNote
    case .sendReply, .retryReply, .cancelReply, .saveDraft, .markRead, .markUnread: .reply
    case .sendEmail, .retryEmail, .cancelEmail: .reply
    case .repairFromSync: .repairFromSync
    case .settleConflict: .settleConflict
    case .discardRecord: .releaseQuarantine
    case .requestRefund, .cancelRefund: .requestRefund
    case .approveRefund, .retryRefund: .approveRefund
    case .resolveRefund: .resolveUnknownRefund
    case .requestReturn, .moveReturn(_, _, .cancel): .requestReturn
    case .moveReturn: .handleReturn
    case .capturePayment: .capturePayment
    }
  }
}
