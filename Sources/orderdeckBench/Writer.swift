import CHost
import Glibc
import Host
import SQLiteKit

/// Another process with a connection of its own, which commits when it is told to.
///
/// It is this program again, started with `Writer.word` and the store's path; each line it reads
/// becomes the name of the newest order's customer, and it answers with the moment of the commit.
final class Writer {
  static let word = "--commit-each-line"

  private let input: UnsafeMutablePointer<FILE>
  private let output: UnsafeMutablePointer<FILE>
  private let process: pid_t

  init(at store: String) throws {
    var down: [Int32] = [-1, -1]
    var up: [Int32] = [-1, -1]
    guard pipe2(&down, O_CLOEXEC) == 0, pipe2(&up, O_CLOEXEC) == 0 else {
      throw BareError("no pipe for the writer")
    }
    process = try Launch(Launch.ownPath, [Self.word, store]).start { actions in
      posix_spawn_file_actions_adddup2(&actions, down[0], 0)
      posix_spawn_file_actions_adddup2(&actions, up[1], 1)
    }
    close(down[0])
    close(up[1])
    guard let input = fdopen(down[1], "w"), let output = fdopen(up[0], "r") else {
      throw BareError("no stream to the writer")
    }
    self.input = input
    self.output = output
  }

  deinit {
    fclose(input)
    fclose(output)
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }

  /// Has the row changed; when the other process had returned from its commit.
  func commit(_ text: String) throws -> Int64 {
    fputs(text + "\n", input)
    fflush(input)
    var buffer = [CChar](repeating: 0, count: 64)
    guard fgets(&buffer, Int32(buffer.count), output) != nil,
      let moment = Int64(Self.text(buffer))
    else { throw BareError("the writer has ended") }
    return moment
  }

  private static func text(_ buffer: [CChar]) -> String {
    String(decoding: buffer.prefix { $0 > 32 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// One order to change, in an empty store.
  static func prepare(_ path: String) throws {
    try BareDatabase(at: path).run(
      """
      INSERT INTO chat_orders (id, order_number, customer_name, items, currency, amount_total,
          payment_status, created_at)
        VALUES ('c-1', 'CHT0000001', 'Ana', '[]', 'USD', 100, 'paid', '2026-01-01T00:00:00Z')
      """
    )
  }

  /// The other process.
  static func serve(_ path: String) throws {
    let database = try BareDatabase(at: path)
    let change = try database.prepare(
      """
      UPDATE orders SET customer_name = ?1 WHERE serial =
        (SELECT serial FROM orders ORDER BY created_at DESC, serial DESC LIMIT 1)
      """
    )
    while let line = readLine() {
      try change.run([.text(line)])
      try StandardStreams().write("\(Stopwatch.now)\n", to: .output)
    }
  }
}
