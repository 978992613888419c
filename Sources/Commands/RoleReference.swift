import Commerce

/// What each role may do, in the words of the README; every cell is asked of the rules themselves.
enum RoleReference {
  static var rows: [[String]] {
    all.map { row in [row.words] + StaffRole.allCases.map(row.cell) }
  }

  private struct Row: Sendable {
    var words: String
    var cell: @Sendable (StaffRole) -> String

    init(_ words: String, _ actions: StaffAction...) {
      self.words = words
      cell = { role in
        let permissions = actions.map { Permissions.permission(role, $0) }
        if permissions.contains(.upToRefundLimit) { return "up to `ops_limit`" }
        if permissions.contains(.loggedIfAssigned) { return "of orders they have, by `p`" }
        return RoleReference.word(!permissions.contains(where: \.isDenied))
      }
    }

    init(_ words: String, cell: @escaping @Sendable (StaffRole) -> String) {
      self.words = words
      self.cell = cell
    }
  }

  private static let all = [
    Row(
      "reply, write notes, tag, set priorities, snooze, ask for refunds and returns",
      .readOrders,
      .reply,
      .addNote,
      .tag,
      .setPriority,
      .snooze,
      .requestRefund,
      .requestReturn
    ),
    Row("take free orders, give back their own", .assignToSelf),
    Row("take an order by hand, replace one that is shipped", .placeOrder, .replaceOrder),
    Row("replace more of it than was ordered") { word($0 >= ReplacementRules.roleBeyondOrder) },
    Row("confirm an order; cancel or edit it before it is processed") {
      word(mayMove($0, in: [.pending, .confirmed], to: [.confirmed, .cancelled], .confirmed))
    },
    Row("process, pack, ship, deliver; cancel or edit until it is shipped") {
      word(
        mayMove(
          $0,
          in: [.confirmed, .processing, .packaged, .shipped],
          to: [.processing, .packaged, .shipped, .delivered, .cancelled],
          .packaged
        )
      )
    },
    Row("change the status of several orders at once", .bulkStatus),
    Row("take an order one step back", cell: stepBack),
    Row("the same from delivered") { role in
      word(OrderRules.legalNext(from: .delivered, by: role) == [.shipped])
    },
    Row("see a customer's phone, e-mail and address whole", .seeFullContact),
    Row("assign orders to others, or take theirs", .assignOthers),
    Row("approve, reject, receive and close returns", .handleReturn),
    Row("note cash that came on delivery, and payments of orders by hand", .capturePayment),
    Row("approve refunds, and retry those kept for lack of room", .approveRefund),
    Row("settle a refund without an answer", .resolveUnknownRefund),
    Row(
      "settle conflicts, repair, retry and discard records",
      .settleConflict,
      .repairFromSync,
      .releaseQuarantine
    ),
    Row("read the audit trail, make a backup", .verifyAudit, .backUp),
    Row("change who works here, and as what", .manageRoles),
  ]

  private static func word(_ isAllowed: Bool) -> String { isAllowed ? "yes" : "no" }

  /// Every step forward and every cancellation between these statuses, and editing in the last.
  private static func mayMove(
    _ role: StaffRole,
    in from: Set<OrderStatus>,
    to: Set<OrderStatus>,
    _ edited: OrderStatus
  ) -> Bool {
    let steps = OrderRules.edges.filter {
      $0.kind != .back && from.contains($0.from) && to.contains($0.to)
    }
    return steps.allSatisfy { $0.role <= role }
      && EditRules.refusal(of: edited, to: role) == nil
  }

  private static func stepBack(_ role: StaffRole) -> String {
    let isEver = OrderRules.edges.contains { $0.kind == .back && $0.role <= role }
    return isEver && role < .admin ? "their own, for 15 minutes" : word(isEver)
  }
}
