package import Commerce
package import SQLiteKit

extension Draft: RowDecodable {
  package init(row: borrowing Row) throws {
    self.init(
      kind: try row.choice("kind"),
      body: try row.text("body"),
      updatedAt: try row.instant("updated_at")
    )
  }
}

extension Store {
  /// What this person has typed for the order and not sent: one of each kind at most.
  package func drafts(of id: OrderID, by staff: StaffID) throws -> [Draft] {
    try database.read { connection in
      let drafts: [Draft] = try connection.all(
        """
        SELECT kind, body, updated_at FROM drafts
        WHERE order_id = \(id) AND staff_id = \(staff) ORDER BY kind
        """
      )
      return try drafts.map { draft in
        var draft = draft
        draft.openIn = try connection.map(
          """
          SELECT console, opened_at FROM draft_consoles
          WHERE order_id = \(id) AND staff_id = \(staff) AND kind = \(draft.kind)
          """
        ) { DraftConsole(name: try $0.text("console"), since: try $0.instant("opened_at")) }
        return draft
      }
    }
  }
}
