import Commerce
import Console
import Foundation
import JSON
import TestSupport
import Testing

/// What the console's log names is what the command line takes.
@Suite struct `The log of commands` {
  private static let order = OrderID("order")
  private static let operations: [Commerce.Operation] = [
    .placeOrder(phoned),
    .replaceOrder(order, ReplacementRequest(reason: .lost)),
    .replaceOrder(
      order,
      ReplacementRequest(
        items: [ParcelQuantity(sku: "p2", quantity: 1)],
        reason: .other,
        text: "it was blue",
        difference: Money(minorUnits: 250, currency: .eur),
        exceedsOrder: true
      )
    ),
    .setStatus(order, to: .packaged, shipment: nil, reason: nil),
    .setStatus(
      order,
      to: .shipped,
      shipment: ShipmentNote(carrier: "DHL", trackingNumber: "0034"),
      reason: "own van"
    ),
    .ship(
      order,
      ShipmentNote(
        carrier: "DHL",
        trackingNumbers: ["1", "2"],
        contents: [ParcelQuantity(sku: "p2", quantity: 1)]
      ),
      reason: nil
    ),
    .ship(order, .untracked, reason: "the customer's own courier"),
    .cancel(order, reason: "fraud", noRefund: "nothing was paid"), .stepBack(order, reason: "oops"),
    .editOrder(
      order,
      OrderEdit(
        address: [.street: "Rua Nova 5", .postalCode: "4000"],
        quantities: [ParcelQuantity(sku: "p2", quantity: 2)],
        added: [
          OrderItem(
            productID: "b",
            name: "Bulb",
            quantity: 1,
            unitPrice: Money(minorUnits: 450, currency: .eur)
          )
        ],
        notes: "by noon\nplease"
      )
    ),
    .addNote(order, body: "--dashes 'and' quotes"), .addCustomerNote(order, body: "-1 day"),
    .sendReply(order, body: "Grüße ✨ $HOME `x`"), .retryReply(order, MessageID("m-1")),
    .cancelReply(order, MessageID("m-1")), .markRead(order), .markUnread(order),
    .repairFromSync(order), .assign(order, to: nil), .assign(order, to: StaffID("s")),
    .claim(order), .tag(order, TagEdit(add: ["vip"], remove: ["late"])),
    .setPriority(order, to: .urgent),
    .settleConflict(order, field: "status", keep: .theirs, seen: nil, reason: "they know"),
    .discardRecord(7, reason: "a test"),
    .requestRefund(
      order,
      RefundRequest(
        part: .items([ItemQuantity(item: "p2", quantity: 1)]),
        reason: .damaged,
        text: "a crack",
        restocks: true
      )
    ),
    .requestRefund(
      order,
      RefundRequest(part: .amount(Money(minorUnits: 1_250, currency: .eur)), reason: .duplicate)
    ),
    .approveRefund(order, RefundID("r-1")), .cancelRefund(order, RefundID("r-1"), reason: "no"),
    .resolveRefund(
      order,
      RefundID("r-1"),
      RefundResolution(succeeded: true, reference: "re_1", reason: "seen")
    ),
    .requestReturn(
      order,
      ReturnRequest(
        items: [ItemQuantity(item: "p2", quantity: 1)],
        reason: .wrongItem,
        text: "it's blue"
      )
    ),
    .moveReturn(order, ReturnID(1), .approve),
    .moveReturn(order, ReturnID(1), .reject(reason: "too late")),
    .moveReturn(
      order,
      ReturnID(2),
      .send(ShipmentNote(carrier: "DHL", trackingNumbers: ["1", "2"]))
    ),
    .moveReturn(
      order,
      ReturnID(1),
      .receive(
        ReceivedGoods(
          items: [ItemQuantity(item: "p2", quantity: 2)],
          damaged: [ItemQuantity(item: "p2", quantity: 1)],
          restocks: true
        )
      )
    ),
    .moveReturn(order, ReturnID(1), .close),
    .moveReturn(order, ReturnID(1), .cancel(reason: "keeps it")),
    .requestRefund(order, RefundRequest(part: .full, reason: .damaged, returnID: ReturnID(1))),
    .capturePayment(order, reference: "receipt 5"),
  ]

  private static var phoned: NewOrder {
    let mug = OrderItem(
      productID: "m",
      name: "Mug",
      quantity: 2,
      unitPrice: Money(minorUnits: 1_200, currency: .eur)
    )
    var order = NewOrder(customerName: "Ana Lima", items: [mug], currency: .eur)
    order.customerEmail = "ana@example.com"
    order.customerPhone = "+351 21 555"
    order.address = [.street: "Rua Nova 5", .city: "Porto", .country: "PT"]
    order.shipping = Money(minorUnits: 490, currency: .eur)
    order.tax = Money(minorUnits: 10, currency: .eur)
    order.discount = Money(minorUnits: 100, currency: .eur)
    order.paymentMethod = "invoice"
    order.customerNotes = "by noon"
    order.note = "by phone"
    return order
  }

  @Test func `names the command of a new order whole, so that it places the same`() throws {
    let counter = try Counter.withShop()
    let words = try #require(OperationWords(.placeOrder(Self.phoned)) { _ in nil })
    let answer = try counter.call(words.words(about: ["CHT000002"]) + ["--json"])
    #expect(answer.status == 0, "\(answer.errorOutput)")
    let shown = try counter.call("order", "show", "ORD-2026-900001", "--json").value()
    #expect(shown["customer"]?["email"]?.stringValue == "ana@example.com")
    #expect(shown["total"]?.stringValue == "28.00")
    #expect(shown["payment"]?["method"]?.stringValue == "invoice")
    #expect(shown["shipping_address"]?["street"]?.stringValue == "Rua Nova 5")
  }

  @Test func `names commands that are no wrong usage`() throws {
    let counter = try Counter.withShop()
    for operation in Self.operations {
      let words = try #require(OperationWords(operation) { _ in "mara" }, "\(operation)")
      let call = words.words(about: ["CHT000002"])
      let isRehearsed =
        call.contains("--") ? Array(call[..<2]) + ["--dry-run"] + call[2...] : call + ["--dry-run"]
      let answer = try counter.call(isRehearsed)
      #expect(answer.status != 2, "\(call): \(answer.errorOutput)")
    }
  }

  @Test func `names a command for every operation but keeping a draft`() {
    let draft = Operation.saveDraft(Self.order, kind: .reply, body: "x")
    #expect(OperationWords(draft) { _ in nil } == nil)
    #expect(OperationWords(.assign(Self.order, to: StaffID("s"))) { _ in nil } == nil)
  }

  /// By a real shell; nothing hidden is left in the line itself.
  @Test func `quotes words so that a shell reads them back`() throws {
    let words = [
      "", "plain", "two words", "it's", "$HOME `id` \"x\" \\", "a\nb\tc", "-n", "Grüße ✨",
      "\u{1B}]52;c;AAAA\u{07}", "\u{202E}abc", "👩\u{200D}🚀", "\\'\n'", "#x", "*", "~", "\u{1}9",
    ]
    for word in words {
      let quoted = ShellWord.quoted(word)
      #expect(quoted.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
      #expect(!quoted.unicodeScalars.contains("\u{202E}"))
      let shell = Process()
      shell.executableURL = URL(fileURLWithPath: "/bin/bash")
      shell.arguments = ["-c", "printf '%s|' \(quoted)"]
      let pipe = Pipe()
      shell.standardOutput = pipe
      try shell.run()
      let read = try #require(try pipe.fileHandleForReading.readToEnd())
      shell.waitUntilExit()
      #expect(String(decoding: read, as: UTF8.self) == word + "|", "\(quoted)")
    }
  }
}
