import Commerce
import Desk
import Reports
import Settings
import Store

/// Money that goes back, and money that came on delivery.
enum RefundCommands {
  static let all: [Command] = [request, approve, cancel, retry, resolve, list, show]

  private static let refund = Argument(
    "REFUND",
    "its id, the order's number when it has one open refund, or the beginning of its id"
  )

  static let request = Command(
    "refund request",
    "Ask for money of an order to be paid back; it is set aside at once",
    arguments: [Argument("NUMBER", "the order's number")],
    options: [
      Option("full", "all that can still be refunded"),
      Option("amount", value: "AMOUNT", "so much, in the order's currency, as 12.50"),
      Option(
        "item",
        value: "ITEM=QTY",
        "so many of a product, \(SharedOptions.itemWord); once for each product",
        repeats: true
      ),
      Option("shipping", "what is left of the shipping"),
      Option(
        "reason",
        value: "REASON",
        "why",
        choices: RefundReason.allCases.map(\.rawValue),
        isRequired: true
      ),
      Option("text", value: "TEXT", "words beside the reason; `other` needs them"),
      Option("restock", "the goods go back into stock"),
      Option(
        "return",
        value: "RETURN",
        "the return that it is for, as R1; what came of it where nothing else is said"
      ),
      Option("key", value: "KEY", "the refund's id; the same key twice is one refund"),
    ] + SharedOptions.change,
    notes: [
      "One of --full, --amount, --item, --shipping and --return says what. Nothing is paid before it is",
      "approved.",
      "All refunds of an order together never exceed what was paid.",
    ],
    examples: [
      "orderdeck refund request CHT001234 --amount 12.50 --reason damaged",
      "orderdeck refund request CHT001234 --item mug=1 --reason not_received --restock",
    ]
  ) { invocation, session in
    let reason: RefundReason = try invocation.choice("reason")
    let order = try session.orderID(try invocation.required("NUMBER"))
    let goods = try session.returnToRefund()
    let request = RefundRequest(
      part: try session.refundPart(of: order, for: goods),
      reason: reason,
      text: invocation.value("text"),
      restocks: invocation.has("restock"),
      returnID: goods,
      key: invocation.value("key")
    )
    return try session.perform([.requestRefund(order, request)])
  }

  static let approve = Command(
    "refund approve",
    "Let a refund go to the payment provider when its undo time has passed",
    arguments: [refund],
    options: SharedOptions.change,
    notes: [
      "Ops approve up to `ops_limit`, an admin above it; above `four_eyes_above` nobody approves",
      "what they asked for themselves. Without a payment provider it is kept in the outbox.",
    ],
    examples: ["orderdeck refund approve CHT001234"]
  ) { invocation, session in
    let refund = try session.refund(try invocation.required("REFUND"))
    let status = try session.perform([.approveRefund(refund.orderID, refund.id)])
    if status == .done, !invocation.has("dry-run"),
      let notice = try session.paymentProvider().keepsInOutbox
    {
      try session.talk(notice)
    }
    return status
  }

  static let cancel = Command(
    "refund cancel",
    "Give up a refund of which nothing was sent",
    arguments: [refund],
    options: [Option("reason", value: "TEXT", "why")] + SharedOptions.change,
    examples: ["orderdeck refund cancel CHT001234 --reason 'customer keeps it'"]
  ) { invocation, session in
    let refund = try session.refund(try invocation.required("REFUND"))
    let reason = invocation.value("reason")
    return try session.perform([.cancelRefund(refund.orderID, refund.id, reason: reason)])
  }

  static let retry = Command(
    "refund retry",
    "Send an approved refund that was kept because its source had reported more",
    arguments: [refund],
    options: SharedOptions.change,
    notes: [
      "Whoever may approve it may do so, once there is room: cancel another refund of the order, or",
      "have the source report less. One without an answer is settled with `refund resolve`.",
    ],
    examples: ["orderdeck refund retry CHT001234"]
  ) { invocation, session in
    let refund = try session.refund(try invocation.required("REFUND"))
    return try session.perform([.retryRefund(refund.orderID, refund.id)])
  }

  static let resolve = Command(
    "refund resolve",
    "Settle a refund without an answer, by what the provider shows",
    arguments: [refund],
    options: [
      Option(
        "to",
        value: "STATE",
        "what became of it",
        choices: ["succeeded", "failed"],
        isRequired: true
      ),
      Option("reference", value: "TEXT", "what the provider calls it; for succeeded"),
      Option("reason", value: "TEXT", "how you know", isRequired: true),
    ] + SharedOptions.change,
    notes: ["Only an admin may; there is no undo, because what the provider says is a fact."],
    examples: [
      "orderdeck refund resolve CHT001234 --to succeeded --reference re_1 --reason 'seen there'"
    ]
  ) { invocation, session in
    let outcome: RefundState = try invocation.choice("to")
    let refund = try session.refund(try invocation.required("REFUND"))
    let resolution = RefundResolution(
      succeeded: outcome == .succeeded,
      reference: invocation.value("reference"),
      reason: invocation.value("reason")
    )
    return try session.perform([.resolveRefund(refund.orderID, refund.id, resolution)])
  }

  static let list = Command(
    "refund list",
    "List refunds that are open, or those in one state",
    options: [
      Option("state", value: "STATE", "only these", choices: RefundState.allCases.map(\.rawValue)),
      SharedOptions.limit,
    ]
  ) { invocation, session in
    let limit = try invocation.number("limit", from: 0) ?? 50
    let wanted = invocation.value("state").flatMap(RefundState.init(rawValue:))
    let states = wanted.map { [$0] } ?? RefundState.allCases.filter { !$0.isSettled }
    // One more than shown tells whether the list is cut.
    let most = limit == 0 ? Int.max : limit
    let found = try session.store().refunds(in: states, limit: most.addingClamped(1))
    let amounts = try session.configuration().currencyDisplay
    for refund in found.prefix(most) {
      if session.isJSON {
        try session.say(JSONForm.refund(refund))
      } else {
        try session.say("\(refund.orderNumber)  \(RefundText.line(refund, amounts))")
      }
    }
    if found.count > most {
      try session.talk("only \(CountText.grouped(most)) shown; --limit 0 shows all")
    }
    if found.isEmpty {
      try session.talk(wanted.map { "no refund is \($0.words)" } ?? "no refund is open")
    }
    return .done
  }

  static let show = Command(
    "refund show",
    "Show one refund: what for, by whom, how far",
    arguments: [refund]
  ) { invocation, session in
    let refund = try session.refund(try invocation.required("REFUND"))
    if session.isJSON {
      try session.say(JSONForm.refund(refund))
    } else {
      let zone = try session.context().zone
      let amounts = try session.configuration().currencyDisplay
      for line in RefundText.lines(refund, zone: zone, amounts: amounts) { try session.say(line) }
    }
    return .done
  }

  static let capture = Command(
    "order capture",
    "Note that the money of an order has come: cash on delivery, or of one by hand",
    arguments: [Argument("NUMBER", "the order's number")],
    options: [
      Option(
        "reference",
        value: "TEXT",
        "what it came with: a receipt, a line of a statement",
        isRequired: true
      )
    ] + SharedOptions.change,
    notes: [
      "Cash on delivery is noted once the order is delivered. Of other payments its source tells,",
      "but for an order that was taken by hand: all money for it is noted here, at any time.",
    ],
    examples: ["orderdeck order capture CHT001234 --reference 'DHL list 7, line 3'"]
  ) { invocation, session in
    let reference = try invocation.required(option: "reference")
    let order = try session.orderID(try invocation.required("NUMBER"))
    return try session.perform([.capturePayment(order, reference: reference)])
  }
}

extension Session {
  /// What `--return` names.
  fileprivate func returnToRefund() throws -> ReturnID? {
    guard let text = invocation.value("return") else { return nil }
    guard let id = ReturnID(text: text) else {
      throw UsageError("--return is R1, R2 and so on, not `\(text)`")
    }
    return id
  }

  /// What came of a return and is not refunded; a return that the order has not is refused by the
  /// desk, and so is one that has not come.
  private func goodsToRefund(_ id: ReturnID, of order: OrderID) throws -> RefundPart {
    let goods = try store().returns(of: order).first { $0.id == id }
    guard let goods, goods.state.isHere else { return .full }
    let items = goods.toRefund(after: try store().refunds(of: order))
    guard !items.isEmpty else {
      throw Refusal(
        .illegal,
        orderID: order,
        orderNumber: goods.orderNumber,
        sentence: "\(goods.orderNumber): all that came with return \(id) is refunded already"
      )
    }
    return .items(items.map { ItemQuantity(item: $0.sku, quantity: $0.quantity) })
  }

  /// What the options say is wanted back; exactly one of them counts.
  fileprivate func refundPart(of order: OrderID, for goods: ReturnID?) throws -> RefundPart {
    var parts: [RefundPart] = []
    if invocation.has("full") { parts.append(.full) }
    if invocation.has("shipping") { parts.append(.shipping) }
    if let items = try itemQuantities("item") { parts.append(.items(items)) }
    if let text = invocation.value("amount") {
      guard let currency = try store().order(order)?.summary.total.currency else {
        throw CommandFailure("the order has just gone")
      }
      do {
        parts.append(.amount(try Money(decimal: text, currency: currency)))
      } catch {
        throw UsageError("--amount: `\(text)` is \(error.sentence)")
      }
    }
    if let goods, parts.isEmpty { return try goodsToRefund(goods, of: order) }
    guard parts.count == 1 else {
      throw UsageError(
        "`orderdeck refund request` needs one of --full, --amount, --item, --shipping and --return"
      )
    }
    return parts[0]
  }

  /// The refund that a word names: by its id, an order that has it open, or the id's beginning.
  ///
  /// What may mean two of them is refused with the names of both.
  fileprivate func refund(_ word: String) throws -> Refund {
    if let refund = try store().refund(RefundID(word)) {
      // A key may have been chosen before an order of that number came.
      if let order = try store().orderID(number: word), order != refund.orderID {
        throw Refusal(
          .notFound,
          orderNumber: word,
          sentence: "\(word) is the id of a refund of \(refund.orderNumber) and the number of "
            + "another order; name \(refund.orderNumber), or the id of the other order's refund"
        )
      }
      return refund
    }
    let begun = try store().refunds(beginningWith: word, limit: 10)
    guard let order = try store().orderID(number: word) else {
      if begun.count == 1 { return begun[0] }
      throw Refusal(
        .notFound,
        sentence: begun.isEmpty
          ? "there is no refund \(word); `orderdeck refund list` lists them"
          : "\(begun.count) refunds begin with \(word); name one: \(names(begun))"
      )
    }
    let all = try store().refunds(of: order).filter { !$0.isReported }
    let open = all.filter { !$0.state.isSettled }
    let chosen = open.isEmpty ? all : open
    let others = begun.filter { $0.orderID != order }
    guard chosen.count == 1, others.isEmpty else {
      throw Refusal(
        .notFound,
        orderNumber: word,
        sentence: ambiguity(of: word, chosen, others)
      )
    }
    return chosen[0]
  }

  private func ambiguity(of number: String, _ own: [Refund], _ others: [Refund]) -> String {
    let words =
      switch own.count {
      case 0: "\(number) has no refund"
      case 1: "\(number) has the refund \(own[0].id)"
      default: "\(number) has several refunds; name one: \(names(own))"
      }
    guard !others.isEmpty else { return words }
    return "\(words), and ids of other orders' refunds begin so; name the one you mean: "
      + names(own + others)
  }

  private func names(_ refunds: [Refund]) -> String {
    refunds.map { "\($0.id) of \($0.orderNumber)" }.joined(separator: ", ")
  }
}
