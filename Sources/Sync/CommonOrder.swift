import Commerce
import JSON
import Store

/// What chat orders and storefront orders have in common in a feed.
struct CommonOrder {
  struct Customer {
    var name: String
    var email: String?
    var phone: String?
  }

  struct Shipment {
    var trackingNumber: String?
    var carrier: String?
    var estimatedDelivery: String?
    var customerNotes: String?
  }

  let id: String
  let number: String
  let customer: Customer
  let items: OrderItemsText
  let currency: Currency
  let amounts: OrderAmounts
  /// JSON; nil without an address.
  let address: String?
  let status: String
  let shipment: Shipment
  let createdAt: Instant
  let updatedAt: Instant
  private(set) var unknown = UnknownFields()

  init(_ fields: inout RecordFields) throws(FeedProblem) {
    id = try fields.uuid("id")
    number = try fields.orderNumber("order_number")
    customer = try Self.customer(fields.object("customer"), &unknown)
    let items = try fields.objects("items")
    currency = try fields.currency("currency")
    self.items = try OrderItemsText(items, in: currency, &unknown)
    amounts = OrderAmounts(
      shipping: try fields.amountIfPresent("shipping", in: currency) ?? 0,
      tax: try fields.amountIfPresent("tax", in: currency) ?? 0,
      discount: try fields.amountIfPresent("discount", in: currency) ?? 0,
      total: try fields.amount("total", in: currency)
    )
    try Self.refuseOverflow(amounts, self.items, fields)
    address = try Self.address(fields.objectIfPresent("shipping_address"), &unknown)
    status = try fields.word("status")
    shipment = Shipment(
      trackingNumber: try fields.textIfPresent("tracking_number"),
      carrier: try fields.textIfPresent("carrier"),
      estimatedDelivery: try fields.dayIfPresent("estimated_delivery"),
      customerNotes: try fields.textIfPresent("customer_notes")
    )
    createdAt = try fields.time("created_at")
    updatedAt = try fields.time("updated_at")
  }

  private static func customer(
    _ given: RecordFields,
    _ unknown: inout UnknownFields
  ) throws(FeedProblem) -> Customer {
    var fields = given
    let customer = Customer(
      name: try fields.text("name"),
      email: try fields.textIfPresent("email"),
      phone: try fields.textIfPresent("phone")
    )
    unknown.add(fields)
    return customer
  }

  private static let addressFields = ["street", "city", "state", "postal_code", "country"]

  private static func address(
    _ given: RecordFields?,
    _ unknown: inout UnknownFields
  ) throws(FeedProblem) -> String? {
    guard var fields = given else { return nil }
    var members: [JSONObject.Member] = []
    for key in addressFields {
      let text = try fields.textIfPresent(key)
      members.append(JSONObject.Member(key: key, value: .optional(text)))
    }
    unknown.add(fields)
    return JSONValue.object(JSONObject(members)).text()
  }

  /// Sums that the store works out must fit as well.
  private static func refuseOverflow(
    _ amounts: OrderAmounts,
    _ items: OrderItemsText,
    _ fields: RecordFields
  ) throws(FeedProblem) {
    var sum = items.sum
    for amount in [amounts.shipping, amounts.tax] {
      let (next, overflow) = sum.addingReportingOverflow(amount)
      guard !overflow else { throw fields.problem("items", "add up to more than can be counted") }
      sum = next
    }
  }
}

/// The items of an order as the store keeps them in `chat_orders`.
struct OrderItemsText {
  /// JSON, amounts in minor units.
  let text: String
  /// Quantity times price over all items, in minor units.
  let sum: Int64

  init(
    _ items: [RecordFields],
    in currency: Currency,
    _ unknown: inout UnknownFields
  ) throws(FeedProblem) {
    guard items.count <= SyncLimits.itemCount else {
      let most = CountText.grouped(SyncLimits.itemCount)
      throw FeedProblem(field: "items", reason: "are more than \(most)")
    }
    var values: [JSONValue] = []
    var sum: Int64 = 0
    for item in items {
      var item = item
      let product = try item.text("product_id")
      let name = try item.text("name")
      let quantity = try item.integer("quantity", in: 1...Int64(Quantity.most))
      let price = try item.amount("unit_price", in: currency)
      let (line, isTooLarge) = quantity.multipliedReportingOverflow(by: price)
      let (next, isTooMuch) = sum.addingReportingOverflow(line)
      guard !isTooLarge, !isTooMuch else {
        throw item.problem("quantity", "times the price is more than can be counted")
      }
      sum = next
      values.append([
        "product_id": .string(product), "name": .string(name), "quantity": .integer(quantity),
        "unit_amount": .integer(price),
      ])
      unknown.add(item)
    }
    text = JSONValue.array(values).text()
    self.sum = sum
  }
}
