package import Commerce
package import SQLiteKit

/// Parcels that staff sent; the rules are those of ``ShippingRules``.
package enum ParcelsTable {
  /// The parcels of an order that were not recalled, in the order in which they left.
  package static func standing(
    of id: OrderID,
    on connection: borrowing Connection
  ) throws -> [Parcel] {
    var parcels = try connection.map(
      """
      SELECT id, carrier, reason, shipped_at FROM parcels
      WHERE order_id = \(id) AND recalled_at IS NULL ORDER BY serial
      """
    ) { row in
      Parcel(
        id: try row.text("id"),
        carrier: try row.textIfPresent("carrier"),
        trackingNumbers: [],
        reason: try row.textIfPresent("reason"),
        shippedAt: try row.instant("shipped_at"),
        items: []
      )
    }
    for index in parcels.indices {
      let parcel = parcels[index].id
      parcels[index].trackingNumbers = try connection.map(
        """
        SELECT tracking_number FROM parcel_numbers WHERE parcel_id = \(parcel) ORDER BY position
        """
      ) { try $0.text("tracking_number") }
      parcels[index].items = try connection.map(
        """
        SELECT sku, name, quantity FROM parcel_items WHERE parcel_id = \(parcel) ORDER BY position
        """
      ) { row in
        ParcelItem(
          sku: try row.text("sku"),
          name: try row.text("name"),
          quantity: try row.integer("quantity")
        )
      }
    }
    return parcels
  }

  package static func insert(
    _ parcel: Parcel,
    of id: OrderID,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      INSERT INTO parcels (id, order_id, carrier, reason, shipped_at)
      VALUES (\(parcel.id), \(id), \(parcel.carrier), \(parcel.reason), \(parcel.shippedAt))
      """
    )
    for (position, number) in parcel.trackingNumbers.enumerated() {
      try connection.run(
        """
        INSERT INTO parcel_numbers (parcel_id, position, tracking_number)
        VALUES (\(parcel.id), \(position), \(number))
        """
      )
    }
    for (position, item) in parcel.items.enumerated() {
      try connection.run(
        """
        INSERT INTO parcel_items (parcel_id, position, sku, name, quantity)
        VALUES (\(parcel.id), \(position), \(item.sku), \(item.name), \(item.quantity))
        """
      )
    }
  }

  /// Removes a parcel whose sending is taken back.
  package static func delete(_ parcel: String, on connection: borrowing Connection) throws {
    try connection.run("DELETE FROM parcels WHERE id = \(parcel)")
  }

  /// Takes parcels off their way, or with nil puts them on it again.
  package static func recall(
    _ parcels: [String],
    at moment: Instant?,
    on connection: borrowing Connection
  ) throws {
    for parcel in parcels {
      try connection.run("UPDATE parcels SET recalled_at = \(moment) WHERE id = \(parcel)")
    }
  }
}
