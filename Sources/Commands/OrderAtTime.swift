import Commerce
import Reports
import Store

extension Session {
  /// The order as it was at a time that somebody typed; what is not known of it is said.
  func past(of detail: OrderDetail, at text: String) throws -> OrderDetail {
    let zone = try context().zone
    let moment = try Self.moment(text, zone)
    let number = detail.summary.number
    guard let first = detail.moments.first, first <= moment else {
      throw Refusal(
        .notFound,
        orderID: detail.summary.id,
        orderNumber: number,
        sentence: "\(number) is not known before \(OrderText.time(detail.summary.createdAt, zone))"
      )
    }
    let past = detail.past(at: moment)
    if !past.isNow { try talk("\(number) as it was at \(OrderText.time(moment, zone))") }
    if let items = past.items { try talk("its items were \(items); below stand those of now") }
    return past.order
  }

  /// A minute as `order show` prints it counts to its end.
  private static func moment(_ text: String, _ zone: LocalZone) throws -> Instant {
    do throws(InstantError) {
      let parts = text.split(separator: " ")
      guard parts.count == 2, text.utf8.count == 16 else { return try Instant(rfc3339: text) }
      let wall = LocalZone.utc.civil(at: try Instant(rfc3339: "\(parts[0])T\(parts[1]):59Z"))
      return zone.instant(of: wall).advanced(byMilliseconds: 999)
    } catch {
      throw UsageError("--at: `\(text)` is \(error.sentence)")
    }
  }
}
