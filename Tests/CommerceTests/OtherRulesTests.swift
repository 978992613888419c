import Commerce
import Testing

@Suite struct PaymentRulesTests {
  @Test(
    arguments: [
      (0, 0, false, PaymentStatus.unpaid), (0, 0, true, .failed), (100, 0, false, .paid),
      (100, 0, true, .paid), (100, 1, false, .partiallyRefunded),
      (100, 99, false, .partiallyRefunded),
      (100, 100, false, .refunded), (Int64.max, Int64.max - 1, false, .partiallyRefunded),
    ] as [(Int64, Int64, Bool, PaymentStatus)]
  )
  func `payment follows from the sums`(
    captured: Int64,
    refunded: Int64,
    isLastTryFailed: Bool,
    status: PaymentStatus
  ) {
    let ledger = PaymentLedger(
      captured: captured,
      refunded: refunded,
      reported: isLastTryFailed ? .failed : .unpaid
    )
    #expect(ledger.status == status)
    #expect(ledger.refundable == captured - refunded)
  }

  @Test func `less than the total is short`() {
    let absurd = PaymentLedger(captured: .min, refunded: .max, reserved: .max)
    #expect(absurd.refundable == 0, "no stored number stops the program")
    let balance = PaymentBalance(total: Money(minorUnits: 100, currency: .eur), ledger: absurd)
    #expect(balance.refunded.minorUnits == .max)
    #expect(PaymentLedger(captured: 99).isShort(of: 100))
    #expect(!PaymentLedger(captured: 100).isShort(of: 100))
    #expect(!PaymentLedger(captured: 0).isShort(of: 100))
  }

  @Test func `money that came in never turns into no money`() {
    for status in PaymentStatus.allCases where status.hasCapture {
      #expect(PaymentRules.legalNext(from: status).allSatisfy { $0.hasCapture })
    }
  }

  @Test(arguments: PaymentStatus.allCases, OrderStatus.allCases)
  func `a chat order is payable exactly as the product says`(
    payment: PaymentStatus,
    status: OrderStatus
  ) {
    let isPaid = [.paid, .partiallyRefunded, .refunded].contains(payment)
    let isPast = [.confirmed, .processing, .packaged, .shipped, .delivered].contains(status)
    for method in ["cash_on_delivery", "BANK_TRANSFER", "Invoice", "boleto"] {
      #expect(
        OrderRules.payable(paymentStatus: payment, method: method, status: status)
          == (isPaid || (payment == .pending && isPast))
      )
    }
    for method in [nil, "card", "", "boleto "] {
      #expect(OrderRules.payable(paymentStatus: payment, method: method, status: status) == isPaid)
    }
  }

  @Test func `unknown words make nothing payable`() {
    #expect(!OrderRules.payable(paymentStatus: nil, method: "invoice", status: .confirmed))
    #expect(!OrderRules.payable(paymentStatus: .pending, method: "invoice", status: nil))
    #expect(OrderRules.payable(paymentStatus: .paid, method: nil, status: nil))
  }
}

@Suite struct RefundAndReturnRulesTests {
  @Test func `refund states are all reachable and end where the law ends`() {
    let reached = Set(RefundRules.edges.map(\.to))
    #expect(reached == Set(RefundState.allCases))
    #expect(RefundRules.legalNext(from: nil) == [.requested])
    #expect(
      RefundRules.legalNext(from: .pending) == [.succeeded, .failed, .canceledByProvider, .unknown]
    )
    #expect(RefundRules.legalNext(from: .succeeded) == [.failed])
    for end in [RefundState.cancelled, .failed, .canceledByProvider] {
      #expect(RefundRules.legalNext(from: end) == [])
      #expect(!RefundRules.isReserving(end))
    }
    #expect(RefundRules.isReserving(.unknown))
  }

  @Test func `no refund step is open to nobody`() {
    #expect(RefundRules.edges.allSatisfy { $0.role != nil || $0.isOpenToSystem })
  }

  @Test func `return states are all reachable and a received parcel is not called off`() {
    #expect(Set(ReturnRules.edges.map(\.to)) == Set(ReturnState.allCases))
    #expect(ReturnRules.legalNext(from: .received) == [.closed])
    #expect(ReturnRules.legalNext(from: .inTransit) == [.received, .cancelled])
    #expect(OrderStatus.allCases.filter(ReturnRules.canBegin) == [.shipped, .delivered])
  }
}

@Suite struct MessageRulesTests {
  @Test func `reports in any order and number end in the same status`() {
    for first in MessageStatus.allCases {
      for second in MessageStatus.allCases {
        let oneWay = MessageStatus.queued.afterReport(of: first).afterReport(of: second)
        let other = MessageStatus.queued.afterReport(of: second).afterReport(of: first)
        #expect(oneWay == other)
        #expect(oneWay.afterReport(of: first) == oneWay)
        #expect(oneWay.rank >= first.rank)
      }
    }
    #expect(MessageStatus.failed.afterReport(of: .delivered) == .delivered)
    #expect(MessageStatus.read.afterReport(of: .failed) == .read)
    #expect(MessageStatus.failed.afterReport(of: .sent) == .failed)
  }
}

@Suite struct PermissionsTests {
  @Test func `each role may at least what the one before may`() {
    for action in StaffAction.allCases {
      let denied = StaffRole.allCases.map { Permissions.permission($0, action).isDenied }
      #expect(denied == denied.sorted { $0 && !$1 })
    }
  }

  @Test func `nobody may do what destroys the record`() {
    for action in [StaffAction.changeOwnRole, .deleteAudit, .changeBusinessType] {
      #expect(StaffRole.allCases.allSatisfy { Permissions.permission($0, action).isDenied })
    }
  }

  @Test func `an agent may answer and note but not change many at once or export`() {
    let may = StaffAction.allCases.filter { !Permissions.permission(.agent, $0).isDenied }
    #expect(
      may == [
        .readOrders, .seeFullContact, .reply, .addNote, .assignToSelf, .tag, .setPriority, .snooze,
        .placeOrder, .replaceOrder, .requestRefund, .requestReturn,
      ]
    )
  }

  @Test func `ops see no full export and approve up to a limit`() {
    #expect(Permissions.permission(.ops, .exportOrders) == .masked)
    #expect(Permissions.permission(.ops, .approveRefund) == .upToRefundLimit)
    #expect(Permissions.permission(.admin, .approveRefund) == .allowed)
  }

  @Test func `status and assignee are judged by rules of their own`() {
    let order = OrderID("1")
    let operations: [Operation] = [
      .setStatus(order, to: .confirmed, shipment: nil, reason: nil),
      .ship(order, .untracked, reason: nil), .cancel(order, reason: nil, noRefund: nil),
      .stepBack(order, reason: nil), .addNote(order, body: "x"),
      .sendReply(order, body: "x"), .markRead(order), .repairFromSync(order),
      .assign(order, to: nil), .claim(order), .tag(order, TagEdit(words: "vip")),
      .setPriority(order, to: .high),
      .settleConflict(order, field: "status", keep: .ours, seen: nil, reason: nil),
      .discardRecord(1, reason: "test"),
    ]
    #expect(
      operations.map(\.requiredAction) == [
        nil, nil, nil, nil, .addNote, .reply, .reply, .repairFromSync, nil, .assignToSelf, .tag,
        .setPriority,
        .settleConflict, .releaseQuarantine,
      ]
    )
  }
}

@Suite struct StoredQuantityTests {
  @Test func `quantities that cannot be summed end at the largest number`() {
    let item = OrderItem(productID: "p", name: "Pin", quantity: .max, unitPrice: .zero(.usd))
    let left = ShippingRules.left(of: [item, item], after: [])
    #expect(left.map(\.quantity) == [.max])
  }
}
