/// The first schema.
///
/// Frozen once released: a later change is a later migration.
enum M001 {
  static let name = "001 foundation"

  /// Every statement of the schema, in the order in which it must run.
  static let script = [
    orders, handmade, money, returns, chat, history, snapshots, conflicts, intake, chatOrders, desk,
    parcels, savedViews,
    sync,
    search, ranges, views,
  ]
  .joined(separator: "\n\n")
}
