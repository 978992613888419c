import Foundation
import Glibc
import SQLiteKit
import Store
import TestSupport
import Testing

/// The built program in a home of its own: consoles on pseudo-terminals and calls from a shell.
final class ShopFloor {
  /// Generous: the machine may be busy with other things.
  static let patience = 20.0

  let folder: TemporaryFolder
  var variables: [String: String]

  init(configuration: String = "undo_seconds = 4\n") throws {
    folder = try TemporaryFolder("floor")
    variables = ["HOME": folder.path]
    try folder.write(configuration, to: ".config/orderdeck/config.toml")
  }

  /// One whose store holds a small shop.
  static func withShop(
    orders: Int = 20,
    messagesEach: Int = 3,
    configuration: String = "undo_seconds = 4\n"
  ) throws -> ShopFloor {
    let floor = try ShopFloor(configuration: configuration)
    let feed = try SampleFeed.text(orders: orders, messagesEach: messagesEach)
    try floor.sync(feed)
    return floor
  }

  var storePath: String { folder.path(".local/share/orderdeck/orders.db") }

  func environment(
    term: String? = "xterm-256color",
    adding: [String: String] = [:]
  )
    -> [String: String]
  {
    PseudoTerminal.environment(term: term, adding: variables.merging(adding) { $1 })
  }

  // MARK: From a shell

  @discardableResult
  func call(_ words: String..., input: String = "/dev/null") throws -> ProgramRun.Outcome {
    try start(words, input: input).wait(seconds: 120)
  }

  /// The same, with the most memory that it held at once.
  ///
  /// Measured by a small process in between: the first memory that counts for a child is that of
  /// whoever started it, and a test bundle is large.
  func measuredCall(_ words: String...) throws -> (outcome: ProgramRun.Outcome, peakBytes: Int) {
    let program = try BuiltProgram.orderdeck()
    let peak = folder.path("peak")
    let outcome = try ProgramRun.outcome(
      of: "python3",
      [
        "-c",
        """
        import resource, subprocess, sys
        status = subprocess.run(sys.argv[1:]).returncode
        with open("\(peak)", "w") as file:
          print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024, file=file)
        sys.exit(status)
        """, program,
      ] + words,
      environment: environment(),
      seconds: 120
    )
    let bytes = Int(try folder.read("peak").trimmingCharacters(in: .newlines))
    return (outcome, try #require(bytes))
  }

  func start(_ words: [String], input: String = "/dev/null") throws -> ProgramRun {
    try ProgramRun(
      try BuiltProgram.orderdeck(),
      words,
      environment: environment(),
      input: input
    )
  }

  func sync(_ feed: String, name: String = "feed.ndjson") throws {
    try folder.write(feed, to: name)
    let outcome = try call("sync", "--from", folder.path(name))
    try #require(outcome.status == 0, "\(outcome.errorOutput)")
  }

  /// Runs Python, as another program that knows nothing of ours would write the store.
  @discardableResult
  func python(_ script: String) throws -> String {
    let outcome = try ProgramRun.outcome(of: "python3", ["-c", script])
    try #require(outcome.status == 0, "\(outcome.errorOutput)")
    return outcome.output
  }

  // MARK: On a terminal

  /// A console, as soon as its first rows are there.
  func console(
    _ arguments: [String] = [],
    columns: Int = 120,
    rows: Int = 36,
    term: String? = "xterm-256color",
    adding: [String: String] = [:],
    isShown: String = "live"
  ) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(columns: columns, rows: rows)
    try terminal.start(
      try BuiltProgram.orderdeck(),
      arguments,
      environment: environment(term: term, adding: adding)
    )
    try terminal.wait(forText: isShown, seconds: Self.patience)
    return terminal
  }

  /// A console on the newest order of the small shop, CHT000020, with its chat open.
  func consoleOnNewest(columns: Int = 120) throws -> PseudoTerminal {
    let terminal = try console(columns: columns)
    try terminal.wait(forText: "CHT000020", seconds: Self.patience)
    try terminal.type("g", until: "Line 3 about order CHT000020")
    return terminal
  }

  /// Waits until the form's draft is in the store, and ends its console with `kill -9`.
  func kill(_ terminal: PseudoTerminal, keeping body: String, of kind: String) throws {
    try waitForDraft(body, of: kind, terminal)
    let console = try #require(terminal.children().first)
    terminal.signal(SIGKILL, to: console)
    #expect(try terminal.waitForEnd(seconds: Self.patience) == .exited(128 + SIGKILL))
  }

  func waitForDraft(_ body: String, of kind: String, _ terminal: PseudoTerminal) throws {
    try terminal.wait(
      for: "the draft in the store",
      seconds: Self.patience,
      polling: { (try? text("SELECT body FROM drafts WHERE kind = \(kind)")) == body }
    )
  }

  // MARK: The store

  func text(_ query: SQL) throws -> String? {
    try Store(at: storePath).database.read { try $0.text(query) }
  }

  func number(_ query: SQL) throws -> Int {
    try Store(at: storePath).database.read { try $0.integer(query) } ?? 0
  }

  /// What a sound store says of itself, by the means of the program and of SQLite.
  func expectSound(_ place: Comment? = nil) throws {
    let store = try Store(at: storePath)
    #expect(try store.database.integrityCheck() == [], place)
    #expect(try store.database.foreignKeyCheck() == [], place)
    #expect(try store.countDifferences() == [], place)
    let audit = try call("audit", "verify")
    #expect(audit.status == 0, place)
  }
}

extension PseudoTerminal {
  /// Lets the console come to rest, as it does between the keys of any person.
  ///
  /// A key right behind an Esc would be an Alt key, and one right behind a burst would belong to it.
  func rest() throws { try settle(milliseconds: 150) }

  /// Goes back some levels.
  func escape(_ times: Int = 1) throws {
    for _ in 0..<times {
      try rest()
      try send(Keystrokes.escape)
      try rest()
    }
  }

  /// Types and waits until the screen shows a text.
  @discardableResult
  func type(_ keys: String, until text: String) throws -> EmulatedTerminal {
    try rest()
    try send(keys)
    return try wait(forText: text, seconds: ShopFloor.patience)
  }

  func type(_ keys: String, untilGone text: String) throws {
    try rest()
    try send(keys)
    try wait(for: "the end of \"\(text)\"", seconds: ShopFloor.patience) { !$0.contains(text) }
  }

  /// Leaves by the key and sees that the terminal is as it was.
  func quit() throws {
    try rest()
    try send("q")
    #expect(try waitForEnd(seconds: ShopFloor.patience) == .exited(0))
    expectGivenBack()
  }

  func expectGivenBack(_ place: Comment? = nil) {
    #expect(modes == modesAtStart, place)
    #expect(screen.leftovers.isEmpty, place)
    #expect(screen.unknown.isEmpty, place)
  }

  /// The line of the screen that contains a text.
  func line(with text: String) -> String? { screen.lines.first { $0.contains(text) } }
}

extension EmulatedTerminal {
  /// The second line of an order's two in the list.
  func line(after number: String) -> String? {
    guard let first = lines.firstIndex(where: { $0.prefix(16).contains(number) }) else {
      return nil
    }
    return lines.indices.contains(first + 1) ? lines[first + 1] : nil
  }
}
