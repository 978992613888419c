import Commands
import Commerce
import Foundation
import Host
import JSON
import SQLiteKit
import Store
import Synchronization
import TestSupport

/// What one call said and how it ended.
struct Answer {
  var status: Int32
  var output: String
  var errorOutput: String

  /// The lines of standard output.
  var lines: [String] {
    output.split(separator: "\n").map(String.init)
  }

  /// Standard output as JSON, a value a line.
  func values() throws -> [JSONValue] { try lines.map { try JSONValue(reading: $0) } }

  func value() throws -> JSONValue {
    try JSONValue(reading: output.trimmingCharacters(in: .newlines))
  }
}

/// A counter at which commands are called as from a shell: a home folder, a store, a clock.
final class Counter {
  let folder: TemporaryFolder
  var variables: [String: String]
  var user = "mara"
  /// Whether standard input is a terminal, where questions can be answered.
  var hasTerminal = false
  /// Moved by tests; the store's times come from it.
  let clock = Mutex(Instant(milliseconds: 1_767_312_000_000))
  private let ids = Identifiers()

  init() throws {
    folder = try TemporaryFolder("counter")
    variables = ["HOME": folder.path, "LANG": "C.UTF-8"]
  }

  /// One with a small shop in its store: odd numbers from the storefront, even ones from chat.
  static func withShop(orders: Int = 12) throws -> Counter {
    let counter = try Counter()
    try counter.folder.write(try SampleFeed.text(orders: orders), to: "feed.ndjson")
    let answer = try counter.call("sync", "--from", "feed.ndjson")
    guard answer.status == 0 else { throw CounterError.notFed(answer.errorOutput) }
    return counter
  }

  var storePath: String { folder.path(".local/share/orderdeck/orders.db") }

  func advance(seconds: Int) {
    clock.withLock { $0 = $0.advanced(byMilliseconds: Int64(seconds) * 1_000) }
  }

  /// Calls the program in this process; `input` is what stands on standard input.
  @discardableResult
  func call(_ words: String..., input: String = "", until limit: Int = .max) throws -> Answer {
    try call(words, input: input, until: limit)
  }

  @discardableResult
  func call(_ words: [String], input: String = "", until limit: Int = .max) throws -> Answer {
    let streams = KeptStreams(input: Array(input.utf8), limit: limit, hasTerminal: hasTerminal)
    let moment = clock.withLock { $0 }
    let world = World(
      environment: Environment(values: variables),
      user: UserIdentity(uid: 4_000, name: user),
      folder: folder.path,
      streams: streams,
      now: { moment },
      newID: { [ids] in ids.next() }
    )
    let status = Program(world: world).run(words)
    return Answer(status: status, output: streams.output, errorOutput: streams.errorOutput)
  }

  /// Every row, to see that nothing changed.
  func dump() throws -> String {
    let store = try Store(at: storePath)
    return try store.database.read { connection in
      let tables = try connection.map(
        """
        SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
          AND name NOT LIKE '%_search%' ORDER BY name
        """
      ) { try $0.text("name") }
      return try tables.flatMap { table in
        try connection.map("SELECT * FROM \(raw: table)") { row in
          let values = try row.columnNames.map { "\(try row.value($0))" }
          return "\(table): \(values.joined(separator: " | "))"
        }
        .sorted()
      }
      .joined(separator: "\n")
    }
  }

  func text(_ query: SQL) throws -> String? {
    try Store(at: storePath).database.read { try $0.text(query) }
  }

  func number(_ query: SQL) throws -> Int? {
    try Store(at: storePath).database.read { try $0.integer(query) }
  }

  func run(_ statement: SQL) throws {
    try Store(at: storePath).database.write { try $0.run(statement) }
  }
}

/// Numbers the rows of a test, so that it runs alike every time.
final class Identifiers: Sendable {
  private let count = Atomic<Int>(0)

  func next() -> String { "id-\(count.add(1, ordering: .relaxed).newValue)" }
}

enum CounterError: Error {
  case notFed(String)
}

/// Streams that keep what was written; the reader may leave after some bytes.
final class KeptStreams: Streams {
  private struct State {
    var input: [UInt8]
    var output = ""
    var errorOutput = ""
  }

  private let state: Mutex<State>
  private let limit: Int
  private let hasTerminal: Bool

  init(input: [UInt8], limit: Int, hasTerminal: Bool) {
    self.hasTerminal = hasTerminal
    state = Mutex(State(input: input))
    self.limit = limit
  }

  var output: String { state.withLock { $0.output } }
  var errorOutput: String { state.withLock { $0.errorOutput } }

  func write(_ text: String, to stream: StandardStream) throws(StreamError) {
    let isOpen = state.withLock { state in
      switch stream {
      case .input: return false
      case .output:
        guard state.output.utf8.count < limit else { return false }
        state.output += text
      case .error: state.errorOutput += text
      }
      return true
    }
    guard isOpen else { throw .closed }
  }

  func isTerminal(_ stream: StandardStream) -> Bool { hasTerminal && stream == .input }

  func readChunk() throws(HostError) -> [UInt8] {
    state.withLock { state in
      defer { state.input = [] }
      return state.input
    }
  }
}
