import Commerce
import Console
import Testing

/// Money that goes back, by keys.
@Suite struct RefundForms {
  private func operations(_ stage: Stage) -> [Operation] {
    stage.effects.flatMap { effect -> [Operation] in
      guard case .perform(let act, _) = effect, case .operations(let list) = act.target else {
        return []
      }
      return list
    }
  }

  private func order(_ stage: Stage) -> OrderSummary { stage.shop.orders[0] }

  @Test func `R asks what, why and whether it goes back into stock`() {
    var stage = Stage()
    stage.press("R")
    #expect(stage.shows("Refund of CHT001234"))
    #expect(stage.shows("can be refunded"))
    stage.type("12.50")
    #expect(stage.shows("$12.50 of the"))
    stage.press("Tab", "Down", "Down", "Down", "Down", "Tab", "Tab")
    stage.type("yes")
    stage.press("Enter")
    let part = RefundPart.amount(Money(minorUnits: 1_250, currency: order(stage).total.currency))
    let request = RefundRequest(part: part, reason: .damaged, restocks: true)
    #expect(operations(stage) == [.requestRefund(order(stage).id, request)])
    #expect(stage.shows("CHT001234 refund requested"))
  }

  @Test func `a new form asks for what it needs, and calls nothing wrong before it is left`() {
    var stage = Stage()
    stage.press("R")
    #expect(stage.shows("needed") && !stage.shows("missing") && !stage.shows("What    !"))
    stage.press("Tab")
    #expect(stage.shows("What    ! full") && stage.shows("missing") && stage.shows("needed"))
  }

  @Test func `a product in two lines is one choice of all its pieces`() {
    var stage = Stage()
    let total = order(stage).total
    stage.shop.items = ["red", "blue"].map { colour in
      OrderItem(
        productID: "mug",
        name: "Mug, \(colour)",
        quantity: 2,
        unitPrice: Money(minorUnits: 900, currency: total.currency)
      )
    }
    stage.tell(.storeChanged)
    stage.press("R")
    #expect(stage.shows("mug=4"))
    #expect(!stage.shows("mug=2"))
  }

  @Test func `arrows choose full or items, and the form says what is wrong while typing`() {
    var stage = Stage()
    stage.press("R", "Down")
    #expect(stage.shows("full"))
    stage.press("Down")
    #expect(stage.shows("lamp=2"))
    stage.press("Enter")
    #expect(operations(stage) == [], "a reason is missing")
    #expect(stage.shows("Reason: missing"))
    var much = Stage()
    much.press("R")
    much.type("99999")
    #expect(much.shows("can be refunded"))
    #expect(much.shows("at most"))
    much.press("Enter")
    #expect(operations(much) == [])
    var wrong = Stage()
    wrong.press("R")
    wrong.type("1,5")
    #expect(wrong.shows("not an amount"))
  }

  @Test func `a reason that was begun is gone on with by Down, and Space keeps what is chosen`() {
    var stage = Stage()
    stage.press("R", "Down", "Space", "Tab")
    stage.type("dam")
    stage.press("Down", "Space", "Enter")
    let request = RefundRequest(part: .full, reason: .damaged)
    #expect(operations(stage) == [.requestRefund(order(stage).id, request)])
  }

  @Test func `every reason can be seen at 80 columns and 24 lines`() {
    var stage = Stage(width: 80, height: 24)
    stage.press("R", "Tab")
    #expect(stage.shows(" more"))
    for reason in RefundReason.allCases {
      stage.press("Down")
      #expect(stage.shows("● \(reason.rawValue)"))
    }
  }

  @Test func `what was typed is there again after a refusal`() {
    var stage = Stage()
    stage.shop.refusal = "CHT001234: at most $1.00 can be refunded"
    stage.press("R")
    stage.type("12.50")
    stage.press("Tab", "Down", "Enter")
    #expect(stage.shows("at most $1.00"))
    stage.press("R")
    #expect(stage.shows("12.50"))
  }

  @Test func `other needs words, and fraudulent is asked twice`() {
    var stage = Stage()
    stage.press("R")
    stage.type("full")
    stage.press("Tab")
    stage.type("other")
    #expect(stage.shows("at least 3 characters"))
    stage.press("Enter")
    #expect(operations(stage) == [])
    var fraud = Stage()
    fraud.press("R")
    fraud.type("full")
    fraud.press("Tab")
    fraud.type("fraudulent")
    fraud.press("Enter")
    #expect(operations(fraud) == [])
    #expect(fraud.shows("block the customer's card"))
    fraud.press("Enter")
    #expect(operations(fraud).count == 1)
  }

  @Test func `an agent may not call a payment fraudulent`() {
    var stage = Stage(role: .agent)
    stage.press("R", "Tab")
    #expect(stage.shows("duplicate"))
    #expect(!stage.shows("fraudulent"))
  }

  @Test func `Esc keeps what was typed until the form is opened again`() {
    var stage = Stage()
    stage.press("R")
    stage.type("12.50")
    stage.press("Esc")
    #expect(stage.shows("What you typed is kept"))
    stage.press("R")
    #expect(stage.shows("12.50"))
    stage.type("full")
    #expect(stage.shows(" full"))
    #expect(!stage.shows("12.50full"), "what is typed replaces what was kept")
    stage.press("Esc", "R")
    stage.type("full")
    #expect(!stage.shows("fullfull"))
  }

  @Test func `a refund is seen, approved and given up in the order`() {
    var stage = Stage(height: 60)
    stage.press("R")
    stage.type("full")
    stage.press("Tab", "Down", "Enter")
    stage.press("Enter")
    stage.tell(.storeChanged)
    stage.press("G")
    #expect(stage.shows("requested, duplicate, by maya"))
    stage.press("X")
    #expect(stage.shows("Cancel a refund of CHT001234"))
    stage.press("Enter")
    #expect(stage.shows("at least 3 characters"))
    stage.press("Esc", "a")
    #expect(stage.shows("Approve a refund of CHT001234"))
    stage.press("Enter")
    #expect(
      operations(stage).last == .approveRefund(order(stage).id, RefundID("refund-1"))
    )
    stage.tell(.storeChanged)
    stage.press("G")
    #expect(stage.shows("approved, duplicate, by maya"))
    stage.press("a")
    #expect(stage.shows("No refund of this order waits to be approved"))
    stage.press("X", "Enter")
    stage.type("customer keeps it")
    stage.press("Enter")
    #expect(
      operations(stage).last
        == .cancelRefund(order(stage).id, RefundID("refund-1"), reason: "customer keeps it")
    )
  }

  @Test func `a refund that was kept for lack of room is sent again from the order`() {
    var stage = Stage(height: 60)
    stage.press("Enter", "O")
    #expect(stage.shows("No refund of this order was kept for lack of room"))
    var refund = Refund(
      id: RefundID("kept"),
      orderID: order(stage).id,
      orderNumber: order(stage).number,
      isReported: false,
      amount: Money(minorUnits: 500, currency: .usd),
      shipping: .zero(.usd),
      state: .approved,
      createdAt: SampleShop.now
    )
    refund.isParked = true
    stage.shop.refunds = [refund]
    stage.tell(.storeChanged)
    stage.press("O")
    #expect(stage.shows("Send again a refund of CHT001234"))
    stage.press("Enter")
    #expect(operations(stage) == [.retryRefund(order(stage).id, RefundID("kept"))])
  }

  @Test func `what changed under an open form is refused, since it is asked for as it was seen`() {
    var stage = Stage()
    stage.press("R")
    stage.type("12.50")
    let seen = stage.shop.orders[0].revision
    stage.shop.orders[0].revision += 1
    stage.tell(.storeChanged)
    stage.press("Tab", "Down", "Down", "Down", "Down", "Enter")
    let revisions = stage.effects.compactMap { effect -> Int? in
      if case .perform(let act, _) = effect { act.ifRevision } else { nil }
    }
    #expect(revisions == [seen])
  }

  @Test func `cash that came with the parcel needs its reference`() {
    var card = Stage()
    card.press("Enter", "$")
    #expect(card.shows("Only cash on delivery is noted here"))
    var stage = Stage()
    stage.shop.paymentMethod = "cash_on_delivery"
    stage.tell(.storeChanged)
    stage.press("Enter", "$")
    #expect(stage.shows("Cash on delivery comes with the parcel"))
    stage.shop.orders[0].status = .delivered
    stage.tell(.storeChanged)
    stage.press("$")
    #expect(stage.shows("Cash on delivery of CHT001234"))
    stage.press("Enter")
    #expect(operations(stage) == [])
    stage.type("list 7")
    stage.press("Enter")
    #expect(operations(stage) == [.capturePayment(order(stage).id, reference: "list 7")])
  }

  @Test func `what cannot be refunded is said, and marks are no way around it`() {
    var stage = Stage()
    stage.shop.orders[0].total = Money(minorUnits: 0, currency: .usd)
    stage.tell(.storeChanged)
    stage.press("R")
    #expect(stage.shows("Nothing is paid, so nothing can be refunded"))
    var marked = Stage()
    marked.press("Space", "R")
    #expect(marked.shows("Money goes back order by order"))
  }

  @Test(arguments: ["refund", "approve a refund", "cancel a refund", "cash"])
  func `the palette finds it`(words: String) {
    var stage = Stage()
    stage.press(":")
    stage.type(words)
    #expect(stage.shows(words == "cash" ? "Note cash" : "refund"))
  }
}
