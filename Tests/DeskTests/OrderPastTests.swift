import Commerce
import Desk
import Store
import TestSupport
import Testing

/// An order set back to a moment says what it said then.
@Suite struct `The past of an order` {
  /// What people see of an order that staff can change.
  private struct Seen: Equatable {
    var status: OrderStatus
    var payment: PaymentStatus
    var refunded: Money
    var priority: Priority
    var tags: [String]
    var assignee: String?
    var address: String?
    var notes: String?
    var refunds: [String]
    var parcels: [String?]
    var delivered: Instant?
    var lines: Int

    init(_ order: OrderDetail) {
      status = order.summary.status
      payment = order.summary.payment
      refunded = order.refunded
      priority = order.summary.priority
      tags = order.summary.tags
      assignee = order.summary.assignment?.name
      address = order.shippingAddress?.oneLine
      notes = order.customerNotes
      refunds = order.refunds.map { "\($0.amount.display()) \($0.state.rawValue)" }
      parcels = order.parcels.map(\.tracking)
      delivered = order.standingDelivery
      lines = order.timeline.count
    }
  }

  /// `2 × Mug` of a detail as it is, or of the words in which an older one is known.
  private func items(_ past: OrderPast) -> String {
    past.items.map { String($0.split(separator: ", total").first ?? "") }
      ?? OrderItem.words(past.order.items)
  }

  @Test(arguments: 0..<12)
  func `is at each moment what was shown at that moment`(seed: Int) throws {
    let shop = try Shop()
    let id = try shop.sale("CHT000001", status: .pending)
    var random = SeededNumbers(seed: UInt64(seed) + 1)
    var seen: [(at: Instant, seen: Seen, items: String)] = []
    for _ in 0..<40 {
      shop.clock.advance(seconds: 60)
      let desk = shop.desk(Shop.dora)
      let detail = try #require(try shop.store.order(id, for: .program))
      do {
        try act(on: detail, desk, &random)
      } catch is Refusal {
        continue
      }
      let now = try #require(try shop.store.order(id, for: .program))
      guard now.timeline.count > detail.timeline.count else { continue }
      seen.append((shop.clock.now, Seen(now), OrderItem.words(now.items)))
    }
    #expect(seen.count > 12)
    let order = try #require(try shop.store.order(id, for: .program))
    for (at, then, words) in seen {
      let past = order.past(at: at)
      #expect(Seen(past.order) == then, "at \(at.rfc3339)")
      #expect(items(past) == words, "at \(at.rfc3339)")
    }
    let first = order.past(at: try #require(order.moments.first))
    #expect(first.order.summary.tags.isEmpty && first.order.refunds.isEmpty)
    #expect(first.position == 1 && !first.isNow)
  }

  /// Everything that has its inverse, and steps on the way.
  private func act(
    on detail: OrderDetail,
    _ desk: Desk,
    _ random: inout SeededNumbers
  ) throws {
    let id = detail.summary.id
    let status = detail.summary.status
    let next = OrderRules.path.drop { $0 != status }.dropFirst().first
    let refund = detail.refunds.first
    let operation: Operation? =
      switch Int.random(in: 0..<12, using: &random) {
      case 0: .setPriority(id, to: Priority.allCases.randomElement(using: &random) ?? .high)
      case 1: .tag(id, TagEdit(add: ["vip"], remove: ["late"]))
      case 2: .tag(id, TagEdit(add: ["late", "gift"], remove: ["vip"]))
      case 3: .assign(id, to: [nil, Shop.dora.id].randomElement(using: &random) ?? nil)
      case 4:
        .editOrder(
          id,
          OrderEdit(address: [
            .street: "Rua \(Int.random(in: 1...9, using: &random))", .city: "Porto",
            .country: "PT",
          ])
        )
      case 5: .editOrder(id, OrderEdit(notes: ["", "by noon"].randomElement(using: &random)))
      case 6:
        .editOrder(
          id,
          OrderEdit(quantities: [
            ParcelQuantity(sku: "mug", quantity: Int.random(in: 1...3, using: &random))
          ])
        )
      case 7: .addNote(id, body: "a note")
      case 8:
        .requestRefund(
          id,
          RefundRequest(
            part: .amount(Money(minorUnits: 100, currency: .eur)),
            reason: .damaged
          )
        )
      case 9: refund.map { .cancelRefund(id, $0.id, reason: "no need") }
      case 10 where next != .shipped:
        next.map { .setStatus(id, to: $0, shipment: nil, reason: nil) }
      default: nil
      }
    if let operation {
      _ = try desk.perform([operation])
    } else if try desk.undoable()?.title.contains("refund") == false {
      _ = try desk.undo()
    }
  }
}
