import Commerce
import Desk
import Reports
import Store

/// Goods that come back.
enum ReturnCommands {
  static let all: [Command] = [request, approve, reject, transit, receive, close, cancel, list]

  private static let number = Argument("NUMBER", "the order's number")
  private static let id = Argument(
    "RETURN",
    "which of its returns, as R1; not needed where one is open",
    count: .optional
  )

  static let request = Command(
    "return request",
    "Announce goods of a shipped order that are to come back",
    arguments: [number],
    options: [
      Option(
        "reason",
        value: "REASON",
        "why",
        choices: ReturnReason.allCases.map(\.rawValue),
        isRequired: true
      ),
      Option("text", value: "TEXT", "words beside the reason; `other` needs them"),
      items("so many of a product, \(SharedOptions.itemWord); without it all that was sent"),
    ] + SharedOptions.change,
    notes: [
      "Its id is R1, R2 and so on within the order. What is in a return cannot be in another one.",
      "Money goes back by `orderdeck refund request NUMBER --return R1`, once the goods have come.",
    ],
    examples: [
      "orderdeck return request CHT001234 --reason damaged --item mug=1 --text 'a crack'"
    ]
  ) { invocation, session in
    let reason: ReturnReason = try invocation.choice("reason")
    let items = try session.itemQuantities("item")
    let order = try session.orderID(try invocation.required("NUMBER"))
    let request = ReturnRequest(items: items, reason: reason, text: invocation.value("text"))
    return try session.perform([.requestReturn(order, request)])
  }

  static let approve = step("approve", "Let the customer send the goods back") { _, _ in .approve }

  static let reject = step(
    "reject",
    "Refuse a return that was asked for",
    options: [why]
  ) { invocation, _ in .reject(reason: invocation.value("reason")) }

  static let cancel = step(
    "cancel",
    "Give up a return that has not come",
    options: [why]
  ) { invocation, _ in .cancel(reason: invocation.value("reason")) }

  private static let why = Option("reason", value: "TEXT", "why", isRequired: true)

  static let transit = step(
    "transit",
    "Note that the customer has sent the goods",
    options: [
      Option("carrier", value: "NAME", "who carries it"),
      Option(
        "tracking",
        value: "NUMBER",
        "a tracking number; may be given more than once",
        repeats: true
      ),
    ]
  ) { invocation, _ in
    .send(
      ShipmentNote(
        carrier: invocation.value("carrier"),
        trackingNumbers: invocation.values["tracking"] ?? []
      )
    )
  }

  static let receive = step(
    "receive",
    "Take goods in that have come back, as many of them as have",
    options: [
      items("so many of a product have come; without it all that were announced"),
      items("damaged", "how many of what came are damaged"),
      Option("restock", "the goods go back into stock"),
    ],
    notes: ["What has not come can be asked for in another return."],
    examples: ["orderdeck return receive CHT001234 --item mug=2 --damaged mug=1"]
  ) { invocation, session in
    let goods = ReceivedGoods(
      items: try session.itemQuantities("item"),
      damaged: try session.itemQuantities("damaged") ?? [],
      restocks: invocation.has("restock")
    )
    return .receive(goods)
  }

  static let close = step("close", "End a return of which nothing more is to be done") { _, _ in
    .close
  }

  private static func items(_ name: String = "item", _ help: String) -> Option {
    Option(name, value: "ITEM=QTY", "\(help); once for each product", repeats: true)
  }

  private static func items(_ help: String) -> Option { items("item", help) }

  /// A command that takes a return a step further.
  private static func step(
    _ name: String,
    _ summary: String,
    options: [Option] = [],
    notes: [String] = [],
    examples: [String] = [],
    _ move: @escaping @Sendable (Invocation, Session) throws -> ReturnMove
  ) -> Command {
    Command(
      "return \(name)",
      summary,
      arguments: [number, id],
      options: options + SharedOptions.change,
      notes: notes,
      examples: examples
    ) { invocation, session in
      let move = try move(invocation, session)
      let number = try invocation.required("NUMBER")
      let order = try session.orderID(number)
      let id = try session.returnID(of: order, number)
      return try session.perform([.moveReturn(order, id, move)])
    }
  }

  static let list = Command(
    "return list",
    "List returns that are open, or those in one state",
    options: [
      Option("state", value: "STATE", "only these", choices: ReturnState.allCases.map(\.rawValue)),
      SharedOptions.limit,
    ],
    notes: ["`orderdeck order list --query return:open` lists the orders."]
  ) { invocation, session in
    let limit = try invocation.number("limit", from: 0) ?? 50
    let wanted = invocation.value("state").flatMap(ReturnState.init(rawValue:))
    let states = wanted.map { [$0] } ?? ReturnState.allCases.filter { !$0.isEnded }
    // One more than shown tells whether the list is cut.
    let most = limit == 0 ? Int.max : limit
    let found = try session.store().returns(in: states, limit: most.addingClamped(1))
    for goods in found.prefix(most) {
      try session.isJSON
        ? session.say(JSONForm.goodsReturn(goods))
        : session.say("\(goods.orderNumber)  \(ReturnText.line(goods))")
    }
    if found.count > most {
      try session.talk("only \(CountText.grouped(most)) shown; --limit 0 shows all")
    }
    if found.isEmpty {
      try session.talk(wanted.map { "no return is \($0.words)" } ?? "no return is open")
    }
    return .done
  }
}

extension Session {
  /// The values of `ITEM=QTY`; nil where the option is not given.
  func itemQuantities(_ option: String) throws -> [ItemQuantity]? {
    try invocation.values[option]?.map { text in
      guard let sign = text.lastIndex(of: "="), sign != text.startIndex,
        let count = Int(text[text.index(after: sign)...]), count > 0
      else { throw UsageError("--\(option) is ITEM=QTY, such as mug=1, not `\(text)`") }
      return ItemQuantity(item: String(text[..<sign]), quantity: count)
    }
  }

  /// The return that the second argument names, or the order's only open one.
  fileprivate func returnID(of order: OrderID, _ number: String) throws -> ReturnID {
    if invocation.arguments.count > 1 {
      guard let id = ReturnID(text: invocation.arguments[1]) else {
        throw UsageError("RETURN is R1, R2 and so on, not `\(invocation.arguments[1])`")
      }
      return id
    }
    // Repeated, the key would meet another return, or none: what it stands for must be named.
    guard invocation.value("idempotency-key") == nil else {
      throw UsageError("with --idempotency-key name the return: NUMBER R1")
    }
    let all = try store().returns(of: order)
    let open = all.filter { !$0.state.isEnded }
    if let only = open.first, open.count == 1 { return only.id }
    let names = (open.isEmpty ? all : open).map { "\($0.id) (\($0.state.words))" }
      .joined(separator: ", ")
    let words =
      all.isEmpty
      ? "\(number) has no return; `orderdeck return request \(number)` asks for one"
      : "\(number) has \(open.isEmpty ? "no open return" : "several returns"); name one: \(names)"
    throw Refusal(.notFound, orderID: order, orderNumber: number, sentence: words)
  }
}
