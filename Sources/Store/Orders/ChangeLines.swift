import Commerce
import SQLiteKit

/// What a source changed in items and total, read from its snapshots in the order of their times.
///
/// Not written: which snapshot came before another is only known once all have come.
enum ChangeLines {
  static func load(of id: OrderID, on connection: borrowing Connection) throws -> [OrderEvent] {
    try connection.map(
      """
      SELECT s.updated_at, s.before, s.content,
        CASE WHEN EXISTS (SELECT 1 FROM orders o WHERE o.id = \(id) AND o.source = 'standard')
          THEN 'storefront' ELSE 'chat checkout' END AS actor
      FROM (SELECT updated_at, content, lag(content) OVER (ORDER BY updated_at) AS before
        FROM source_snapshots WHERE order_id = \(id)) s
      WHERE s.before <> s.content ORDER BY s.updated_at
      """
    ) { row in
      OrderEvent(
        at: try row.instant("updated_at"),
        kind: .edit,
        actor: try row.text("actor"),
        via: "sync",
        from: try row.text("before"),
        to: try row.text("content")
      )
    }
  }
}
