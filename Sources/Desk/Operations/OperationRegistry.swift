import Commerce
import JSON

/// Which type carries out which operation: the one place that knows all of them.
enum OperationRegistry {
  static func operation(for operation: Operation) -> any DeskOperation {
    switch operation {
    case .placeOrder(let wanted, let id): PlaceOrder(wanted: wanted, id: id)
    case .replaceOrder(let order, let request, let id):
      ReplaceOrder(order: order, request: request, id: id)
    // However it is asked for, an order is cancelled by one operation.
    case .setStatus(let order, .cancelled, _, let reason): Cancel(order: order, reason: reason)
    case .setStatus(let order, let status, let shipment, let reason):
      SetStatus(order: order, status: status, shipment: shipment, reason: reason)
    case .ship(let order, let shipment, let reason):
      Ship(order: order, shipment: shipment, reason: reason)
    case .cancel(let order, let reason, let noRefund):
      Cancel(order: order, reason: reason, noRefund: noRefund)
    case .stepBack(let order, let reason): StepBack(order: order, reason: reason)
    case .editOrder(let order, let edit): EditOrder(order: order, edit: edit)
    case .addNote(let order, let body): AddNote(order: order, body: body)
    case .addCustomerNote(let order, let body): AddCustomerNote(order: order, body: body)
    case .sendReply(let order, let body): SendReply(order: order, body: body)
    case .retryReply(let order, let message): RetryReply(order: order, message: message)
    case .cancelReply(let order, let message): CancelReply(order: order, message: message)
    case .sendEmail(let order, let text, let template):
      SendEmail(order: order, text: text, template: template)
    case .retryEmail(let order, let email): RetryEmail(order: order, email: email)
    case .cancelEmail(let order, let email): CancelEmail(order: order, email: email)
    case .markRead(let order): MarkRead(order: order)
    case .markUnread(let order): MarkUnread(order: order)
    case .saveDraft(let order, let kind, let body, let hand):
      SaveDraft(order: order, kind: kind, body: body, hand: hand)
    case .repairFromSync(let order): RepairFromSync(order: order)
    case .assign(let order, let assignee): Assign(order: order, assignee: assignee)
    case .claim(let order): Claim(order: order)
    case .tag(let order, let edit): TagOrder(order: order, edit: edit)
    case .setPriority(let order, let priority): SetPriority(order: order, priority: priority)
    case .snooze(let order, let end): SnoozeOrder(order: order, end: end)
    case .unsnooze(let order): Unsnooze(order: order)
    case .seeSnoozeEnd(let order): SeeSnoozeEnd(order: order)
    case .settleConflict(let order, let field, let side, let seen, let reason):
      SettleConflict(order: order, field: field, keep: side, seen: seen, reason: reason)
    case .discardRecord(let number, let reason): DiscardRecord(number: number, reason: reason)
    case .requestRefund(let order, let request): RequestRefund(order: order, request: request)
    case .approveRefund(let order, let refund): ApproveRefund(order: order, refund: refund)
    case .cancelRefund(let order, let refund, let reason):
      CancelRefund(order: order, refund: refund, reason: reason)
    case .retryRefund(let order, let refund): RetryRefund(order: order, refund: refund)
    case .resolveRefund(let order, let refund, let resolution):
      ResolveUnknownRefund(order: order, refund: refund, resolution: resolution)
    case .requestReturn(let order, let request): RequestReturn(order: order, request: request)
    case .moveReturn(let order, let id, let move): step(of: order, id, move)
    case .capturePayment(let order, let reference):
      CapturePayment(order: order, reference: reference)
    }
  }

  private static func step(
    of order: OrderID,
    _ id: ReturnID,
    _ move: ReturnMove
  ) -> any DeskOperation {
    switch move {
    case .approve: ApproveReturn(order: order, id: id)
    case .reject(let reason): RejectReturn(order: order, id: id, reason: reason)
    case .send(let note): MarkReturnInTransit(order: order, id: id, note: note)
    case .receive(let goods): ReceiveReturn(order: order, id: id, goods: goods)
    case .close: CloseReturn(order: order, id: id)
    case .cancel(let reason): CancelReturn(order: order, id: id, reason: reason)
    }
  }

  private static let types: [any DeskOperation.Type] = [
    PlaceOrder.self, ReplaceOrder.self,
    SetStatus.self, Ship.self, Cancel.self, StepBack.self, EditOrder.self,
    AddNote.self, AddCustomerNote.self, SendReply.self, RetryReply.self, CancelReply.self,
    SendEmail.self, RetryEmail.self, CancelEmail.self,
    MarkRead.self, MarkUnread.self,
    SaveDraft.self, RepairFromSync.self,
    Assign.self, Claim.self, TagOrder.self, SetPriority.self,
    SnoozeOrder.self, Unsnooze.self, SeeSnoozeEnd.self,
    SettleConflict.self, DiscardRecord.self,
    RequestRefund.self, ApproveRefund.self, CancelRefund.self, RetryRefund.self,
    ResolveUnknownRefund.self,
    CapturePayment.self,
    RequestReturn.self, ApproveReturn.self, RejectReturn.self, MarkReturnInTransit.self,
    ReceiveReturn.self, CloseReturn.self, CancelReturn.self,
  ]

  /// The type whose records have that name; nil for the record of a newer program.
  static func type(named name: String) -> (any DeskOperation.Type)? {
    types.first { $0.name == name }
  }
}

/// The record of an operation in an act: its name beside its own fields.
enum OperationRecord {
  static func text(of operation: some DeskOperation) -> String {
    JSONValue.object(value(of: operation)).text(.canonical)
  }

  static func value(of operation: some DeskOperation) -> JSONObject {
    var record = operation.record
    record["operation"] = .string(type(of: operation).name)
    record["order"] = .string(operation.order.rawValue)
    return record
  }

  /// The type that wrote the record, and its fields; nil when it is not one of ours.
  static func read(_ text: String) -> (type: any DeskOperation.Type, record: JSONObject)? {
    // A record that cannot be read is answered like one of a newer program.
    guard let record = (try? JSONValue(reading: text))?.objectValue,
      let name = record["operation"]?.stringValue,
      let type = OperationRegistry.type(named: name)
    else { return nil }
    return (type, record)
  }

  static func operation(_ text: String) -> Operation? {
    guard let (type, record) = read(text), let order = record["order"]?.stringValue else {
      return nil
    }
    return type.read(record, order: OrderID(order))
  }
}
