package import Commerce

/// The command that does the same as an operation, without the program's name.
package struct OperationWords: Equatable, Sendable {
  /// The words that name it, such as `order` and `status`.
  let command: [String]
  /// What it is about where that is no order: a refund, a record; empty for an order to be placed.
  let subject: String?
  /// What stands behind the number.
  let rest: [String]

  init(_ command: String, about subject: String? = nil, _ rest: [String] = []) {
    self.command = command.split(separator: " ").map(String.init)
    self.subject = subject
    self.rest = rest
  }

  /// The whole command for orders with these numbers, or for its own subject.
  package func words(about numbers: [String]) -> [String] {
    command + (subject.map { $0.isEmpty ? [] : [$0] } ?? numbers) + rest
  }

  /// Nil for what no command does, and where the `name` of a member of staff is not known.
  package init?(_ operation: Operation, name: (StaffID) -> String?) {
    switch operation {
    case .placeOrder, .replaceOrder: self.init(sale: operation)
    case .setStatus, .ship, .cancel, .stepBack, .editOrder, .assign, .claim, .tag, .setPriority,
      .snooze, .unsnooze:
      self.init(queue: operation, name: name)
    case .requestRefund, .approveRefund, .cancelRefund, .retryRefund, .resolveRefund,
      .capturePayment:
      self.init(money: operation)
    case .requestReturn(_, let request): self.init("return request", Self.options(request))
    case .moveReturn(_, let id, let move): self.init(id, move)
    case .addNote(_, let body): self.init("order note", Self.text(body))
    case .addCustomerNote(_, let body):
      self.init("order note", ["--customer"] + Self.text(body))
    case .sendReply(_, let body): self.init("chat send", Self.text(body))
    case .retryReply(_, let message): self.init("chat retry", [message.rawValue])
    case .cancelReply(_, let message): self.init("chat cancel", [message.rawValue])
    case .sendEmail(_, _, let template?):
      self.init("order email", Self.option("template", template))
    case .sendEmail(_, let text, nil):
      self.init(
        "order email",
        Self.option("subject", text.subject) + Self.option("body", text.body)
      )
    case .retryEmail(_, let email): self.init("email retry", [email.rawValue])
    case .cancelEmail(_, let email): self.init("email cancel", [email.rawValue])
    case .markRead: self.init("chat read")
    case .markUnread: self.init("chat read", ["--unread"])
    case .repairFromSync: self.init("sync order")
    case .settleConflict(_, let field, let side, _, let reason):
      let choice = Self.option("keep", side.rawValue) + Self.option("field", field)
      self.init("sync settle", choice + Self.option("reason", reason))
    case .discardRecord(let number, let reason):
      self.init("sync discard", about: String(number), Self.option("reason", reason))
    case .saveDraft, .seeSnoozeEnd: return nil
    }
  }

  private init?(queue operation: Operation, name: (StaffID) -> String?) {
    switch operation {
    case .setStatus(_, let status, let shipment, let reason):
      let way =
        Self.option("carrier", shipment?.carrier)
        + Self.options("tracking", shipment?.trackingNumbers ?? [])
      let rest = Self.option("to", status.rawValue) + way + Self.option("reason", reason)
      self.init("order status", rest)
    case .ship(_, let note, let reason):
      let contents = note.contents?.map { "\($0.sku)=\($0.quantity)" } ?? []
      let rest =
        Self.option("carrier", note.carrier)
        + Self.options("tracking", note.trackingNumbers) + Self.options("item", contents)
      self.init("order ship", rest + Self.option("no-tracking", reason))
    case .cancel(_, let reason, let noRefund):
      let rest = Self.option("reason", reason ?? "") + Self.option("no-refund", noRefund)
      self.init("order cancel", rest)
    case .stepBack(_, let reason):
      self.init("order back", Self.option("reason", reason ?? ""))
    case .editOrder(_, let edit):
      guard let rest = Self.options(edit) else { return nil }
      self.init("order edit", rest)
    case .assign(_, nil): self.init("order assign", ["--to", "none"])
    case .assign(_, let staff?):
      guard let name = name(staff) else { return nil }
      self.init("order assign", ["--to", name])
    case .claim: self.init("order claim")
    case .tag(_, let edit):
      let rest = Self.options("add", edit.add) + Self.options("remove", edit.remove)
      self.init("order tag", rest)
    case .setPriority(_, let priority):
      self.init("order priority", ["--to", priority.rawValue])
    case .snooze(_, let end): self.init("order snooze", Self.option("until", end.text))
    case .unsnooze: self.init("order unsnooze")
    default: return nil
    }
  }

  private init?(money operation: Operation) {
    switch operation {
    case .requestRefund(_, let request): self.init("refund request", Self.options(request))
    case .approveRefund(_, let refund):
      self.init("refund approve", about: refund.rawValue)
    case .cancelRefund(_, let refund, let reason):
      self.init("refund cancel", about: refund.rawValue, Self.option("reason", reason))
    case .retryRefund(_, let refund): self.init("refund retry", about: refund.rawValue)
    case .resolveRefund(_, let refund, let resolution):
      let outcome = resolution.succeeded ? RefundState.succeeded : .failed
      let rest =
        Self.option("to", outcome.rawValue)
        + Self.option("reference", resolution.reference)
      let reason = Self.option("reason", resolution.reason ?? "")
      self.init("refund resolve", about: refund.rawValue, rest + reason)
    case .capturePayment(_, let reference):
      self.init("order capture", Self.option("reference", reference))
    default: return nil
    }
  }

  private init(_ id: ReturnID, _ move: ReturnMove) {
    let (word, rest): (String, [String]) =
      switch move {
      case .approve: ("approve", [])
      case .reject(let reason): ("reject", Self.option("reason", reason ?? ""))
      case .send(let note):
        (
          "transit",
          Self.option("carrier", note.carrier) + Self.options("tracking", note.trackingNumbers)
        )
      case .receive(let goods): ("receive", Self.options(goods))
      case .close: ("close", [])
      case .cancel(let reason): ("cancel", Self.option("reason", reason ?? ""))
      }
    self.init("return \(word)", [id.description] + rest)
  }

  private static func options(_ request: ReturnRequest) -> [String] {
    option("reason", request.reason.rawValue) + option("text", request.text)
      + options("item", request.items ?? [])
  }

  private static func options(_ goods: ReceivedGoods) -> [String] {
    options("item", goods.items ?? []) + options("damaged", goods.damaged)
      + (goods.restocks ? ["--restock"] : [])
  }

  private static func options(_ name: String, _ items: [ItemQuantity]) -> [String] {
    options(name, items.map { "\($0.item)=\($0.quantity)" })
  }

  static func option(_ name: String, _ value: String?) -> [String] {
    value.map { ["--\(name)", $0] } ?? []
  }

  static func options(_ name: String, _ values: [String]) -> [String] {
    values.flatMap { option(name, $0) }
  }

  /// A text that looks like an option is told from one by `--`.
  private static func text(_ body: String) -> [String] {
    body.hasPrefix("-") ? ["--", body] : [body]
  }

  /// Nil for a new item whose name would be read as a SKU and a name.
  private static func options(_ edit: OrderEdit) -> [String]? {
    guard let added = items("add", edit.added) else { return nil }
    let quantities = options("item", edit.quantities.map { "\($0.sku)=\($0.quantity)" })
    return address(edit.address) + quantities + added + option("note", edit.notes)
  }

  static func address(_ fields: [Address.Field: String]) -> [String] {
    Address.Field.allCases.flatMap {
      option($0.rawValue.replacing("_", with: "-"), fields[$0])
    }
  }

  /// Nil for an item whose name would be read as a SKU and a name.
  static func items(_ name: String, _ items: [OrderItem]) -> [String]? {
    var words: [String] = []
    for item in items {
      guard !item.productID.isEmpty || !item.name.contains(":") else { return nil }
      let sku = item.productID.isEmpty ? "" : "\(item.productID):"
      let price = item.unitPrice.decimalString
      words += option(name, "\(sku)\(item.name)=\(item.quantity)@\(price)")
    }
    return words
  }

  private static func options(_ request: RefundRequest) -> [String] {
    let part =
      switch request.part {
      case .full: ["--full"]
      case .shipping: ["--shipping"]
      case .amount(let money): option("amount", money.decimalString)
      case .items(let items): options("item", items)
      }
    return part + option("reason", request.reason.rawValue) + option("text", request.text)
      + (request.restocks ? ["--restock"] : [])
      + option("return", request.returnID?.description)
  }
}
