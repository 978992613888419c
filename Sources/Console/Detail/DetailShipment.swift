import Commerce
import Screen
import Widgets

/// How the goods go to the customer: each parcel with what is in it, and what is still to send.
extension DetailBlocks {
  var shipment: [DetailBlock] {
    let isSourceOnly = order.parcels.isEmpty
    return section(
      "Shipment",
      [
        ("Carrier", isSourceOnly ? order.carrier : nil),
        ("Tracking", isSourceOnly ? order.trackingNumber : nil),
      ] + parcels + [
        ("To send", isSourceOnly ? nil : ParcelItem.words(order.itemsToShip)),
        ("Expected", order.estimatedDelivery.map(dayText)),
        (
          "Delivered",
          order.standingDelivery.map { zone.dateAndClock(at: $0, dates: settings.dates) }
        ),
      ]
    )
  }

  private var parcels: [(String, String?)] {
    order.parcels.enumerated().map { index, parcel in
      let words = [parcel.tracking, parcel.reason.map { "(\($0))" }].compactMap(\.self)
      let contents = parcel.contents.isEmpty ? [] : [parcel.contents]
      let number = order.parcels.count > 1 ? " \(index + 1)" : ""
      return (
        "Parcel\(number)", ([words.joined(separator: " ")] + contents).joined(separator: ": ")
      )
    }
  }
}
