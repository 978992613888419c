package import Commerce
package import SQLiteKit

extension SavedView: RowDecodable {
  package init(row: borrowing Row) throws {
    self.init(
      id: try row.text("id"),
      owner: StaffID(try row.text("owner")),
      ownerName: try row.textIfPresent("owner_name") ?? "",
      name: try row.text("name"),
      query: try row.text("query"),
      sort: try row.text("sort"),
      numberKey: try row.integerIfPresent("number_key"),
      isShared: try row.bool("is_shared")
    )
  }
}

extension Store {
  /// The person's own views by name, then those that others share.
  package func savedViews(for person: StaffID) throws -> [SavedView] {
    try database.read { try SavedViewTable.views(for: person, on: $0) }
  }
}

package enum SavedViewTable {
  private static let selection: SQL = """
    SELECT v.id, v.owner, s.name AS owner_name, v.name, v.query, v.sort, v.number_key, v.is_shared
    FROM saved_views v LEFT JOIN staff s ON s.id = v.owner
    """

  package static func views(
    for person: StaffID,
    on connection: borrowing Connection
  ) throws -> [SavedView] {
    try connection.all(
      """
      \(sql: selection) WHERE v.owner = \(person) OR v.is_shared = 1
      ORDER BY v.owner <> \(person), v.name COLLATE NOCASE, v.id
      """
    )
  }

  package static func view(
    _ id: String,
    on connection: borrowing Connection
  ) throws -> SavedView? {
    try connection.first("\(sql: selection) WHERE v.id = \(id)")
  }

  /// Keeps it as it is now; whatever else its owner had on its key has none any more.
  package static func keep(
    _ view: SavedView,
    at now: Instant,
    on connection: borrowing Connection
  ) throws {
    try connection.run(
      """
      UPDATE saved_views SET number_key = NULL
      WHERE owner = \(view.owner) AND number_key = \(view.numberKey) AND id <> \(view.id)
      """
    )
    try connection.run(
      """
      INSERT INTO saved_views (id, owner, name, query, sort, number_key, is_shared, created_at)
      VALUES (\(view.id), \(view.owner), \(view.name), \(view.query), \(view.sort),
        \(view.numberKey), \(view.isShared), \(now))
      ON CONFLICT (id) DO UPDATE SET name = excluded.name, query = excluded.query,
        sort = excluded.sort, number_key = excluded.number_key, is_shared = excluded.is_shared
      """
    )
  }

  package static func delete(_ id: String, on connection: borrowing Connection) throws {
    try connection.run("DELETE FROM saved_views WHERE id = \(id)")
  }
}
