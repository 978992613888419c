import Commerce
import Console
import ConsoleRuntime
import SQLiteKit
import Store
import TestSupport
import Testing

/// The next order is read before its key comes; it must never be shown as it was then.
@Suite struct `The order that the next key goes to` {
  private static let id = OrderID("next")

  private let store: Store
  private let colleague: Store
  private let ahead: ReadAhead
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder("ahead")
    store = try Store(at: folder.path("shop.db"))
    colleague = try Store(at: folder.path("shop.db"))
    let version = StoreVersion(of: store)
    ahead = ReadAhead { version.current }
  }

  @Test func `is there without a read while nobody changes the shop`() {
    #expect(read("as it was") == "as it was")
    #expect(read("read again") == "as it was")
    #expect(known == "as it was")
  }

  @Test func `is read again when another process has changed the shop meanwhile`() throws {
    _ = read("as it was")
    try Self.change(colleague.database)
    #expect(known == nil, "at once, whether or not the change was noticed by then")
    #expect(read("as it is now") == "as it is now")
  }

  @Test func `is read again when this console has changed the shop itself`() throws {
    _ = read("as it was")
    try Self.change(store.database)
    #expect(known == nil)
    #expect(read("as it is now") == "as it is now")
  }

  @Test func `is not known when somebody changes the shop while it is read`() throws {
    let changes = ahead.changes
    _ = try ahead.read(.order(Self.id), after: changes) {
      try Self.change(colleague.database)
      return Self.answer("before or after, who knows")
    }
    #expect(known == nil)
  }

  @Test func `sees a change of our own that still waits its turn`() {
    _ = read("as it was")
    ahead.outdate()
    #expect(known == nil, "a key after the change comes behind it")
  }

  @Test func `is not kept when a change of our own was asked for since the question`() {
    let changes = ahead.changes
    ahead.outdate()
    _ = ahead.read(.order(Self.id), after: changes) { Self.answer("without the change") }
    #expect(known == nil)
  }

  @Test func `takes no more memory the further one goes`() {
    for number in 0..<1_000 {
      let question = ReadAhead.Question.order(OrderID("\(number)"))
      _ = ahead.read(question, after: ahead.changes) { Self.answer("order \(number)") }
    }
    let kept = (0..<1_000).filter { ahead.answer(to: .order(OrderID("\($0)"))) != nil }
    #expect(kept == Array(994..<1_000))
  }

  private static func change(_ database: Database) throws {
    try database.write { connection in
      try connection.run(
        """
        INSERT INTO staff (id, name, role, created_at)
        VALUES ('ana', 'Ana', 'ops', '2026-11-21T10:00:00.000Z')
        """
      )
    }
  }

  /// What the store held when it was asked, carried in the answer's sentence.
  private func read(_ found: String) -> String? {
    Self.sentence(ahead.read(.order(Self.id), after: ahead.changes) { Self.answer(found) })
  }

  private var known: String? { ahead.answer(to: .order(Self.id)).flatMap(Self.sentence) }

  private static func answer(_ text: String) -> ReadAhead.Answer {
    { .failed($0, text) }
  }

  private static func sentence(_ answer: ReadAhead.Answer) -> String? {
    guard case .failed(_, let text) = answer(RequestID(1)) else { return nil }
    return text
  }
}
