import Commerce
import SQLiteKit
import Store
import TestSupport
import Testing

@Suite struct SyncOverviewTests {
  @Test func `an empty store has nothing to tell`() throws {
    #expect(try TemporaryStore().overview(limit: 5) == SyncOverview())
  }

  @Test func `the overview counts, and shows the newest problems`() throws {
    let temporary = try TemporaryStore()
    try temporary.insertChat(OrderRow("a"))
    var waiting = OrderRow("b")
    waiting.payment = "unpaid"
    try temporary.insertChat(waiting)
    try temporary.insertMessage("m", in: "lonely", at: "2026-01-01T00:00:00.000Z")
    try temporary.run("UPDATE conversations SET chat_session_id = id WHERE id = 'lonely'")
    try temporary.run(
      """
      INSERT INTO sync_sources (id, kind, location, last_run_at) VALUES
        ('feed', 'ndjson', '/feed.ndjson', '2026-01-02T00:00:00.000Z'),
        ('bot', 'sqlite', '/bot.db', NULL)
      """
    )
    try temporary.run(
      """
      INSERT INTO sync_runs (source_id, started_at, counts) VALUES
        ('feed', '2026-01-01T00:00:00.000Z', '{"inserted":1}'),
        ('feed', '2026-01-02T00:00:00.000Z', '{"inserted":7,"updated":1,"unchanged":2,
          "quarantined":3,"blank":4,"conflicts":5,"insertedByType":{"message":6,"order":1}}')
      """
    )
    for number in 1...3 {
      try temporary.run(
        """
        INSERT INTO quarantine (source_id, line, reason, raw, digest, first_seen_at)
        VALUES ('feed', \(number), 'not JSON', \(Array("{bad \(number)".utf8) + [0xFF]),
          \("d\(number)"), '2026-01-02T00:00:00.000Z')
        """
      )
      try temporary.run(
        """
        INSERT INTO conflicts (order_id, field, ours, theirs, source_updated_at, seen_at)
        VALUES ('a', 'status', 'shipped', \("theirs \(number)"), '2026-01-02T00:00:00.000Z',
          '2026-01-02T00:00:00.000Z')
        """
      )
    }
    let overview = try temporary.overview(limit: 2)
    #expect(overview.sources.map(\.id) == ["bot", "feed"])
    let counts = try #require(overview.sources.last?.lastCounts)
    #expect(counts.read == 17)
    #expect(counts.conflicts == 5)
    #expect(counts.insertedByType == ["message": 6, "order": 1])
    #expect([overview.chatOrders, overview.chatOrdersWaiting] == [2, 1])
    #expect(overview.unlinkedSessions == 1)
    #expect([overview.quarantineCount, overview.conflictCount] == [3, 3])
    #expect(overview.quarantine.map(\.excerpt) == ["{bad 3\u{FFFD}", "{bad 2\u{FFFD}"])
    #expect(overview.conflicts.map(\.theirs) == ["theirs 3", "theirs 2"])
    #expect(overview.conflicts.first?.orderNumber == "N-a")
  }
}

extension TemporaryStore {
  fileprivate func overview(limit: Int) throws -> SyncOverview {
    try store.syncOverview(limit: limit, for: .program)
  }
}
