import Foundation
import SQLiteKit
import TestSupport
import Testing

struct OpeningTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func open(
    _ name: String,
    _ change: (inout Database.Options) -> Void = { _ in }
  ) throws -> Database {
    try Database(at: folder.path(name), options: .store.with(change))
  }

  /// Opens, expects a refusal, and checks that no byte and no file beside it changed.
  private func refusal(of name: String) throws -> StoreOpenError? {
    let bytes = try folder.bytes(name)
    let names = try folder.names()
    let error = #expect(throws: StoreOpenError.self) { try open(name) }
    #expect(try folder.bytes(name) == bytes)
    #expect(try folder.names() == names)
    return error
  }

  // MARK: New files

  @Test func `a new store is private whatever the umask`() async throws {
    let path = folder.path("deep/er/t.db")
    await #expect(processExitsWith: .success) { [path = path as String] in
      umask(0)
      let database = try Database.withItems(at: path)
      try database.add("a")
      for suffix in ["", "-wal", "-shm", ".lock"] {
        var status = stat()
        #expect(lstat(path + suffix, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600, "\(suffix)")
      }
    }
    #expect(try folder.permissions("deep") == 0o700)
    #expect(try folder.permissions("deep/er") == 0o700)
    #expect(try open("deep/er/t.db").itemCount() == 1)
  }

  @Test func `a path with odd characters is one file of exactly that name`() throws {
    let name = "a?b#c%41 é&mode=memory.db"
    try Database.withItems(at: folder.path(name)).add("x")
    #expect(try folder.names().filter { !$0.hasPrefix(name) }.isEmpty)
    #expect(try open(name).itemCount() == 1)
  }

  @Test func `a folder reached through a symbolic link is fine`() throws {
    let manager = FileManager.default
    try manager.createDirectory(
      atPath: folder.path("real"),
      withIntermediateDirectories: false
    )
    try manager.createSymbolicLink(
      atPath: folder.path("link"),
      withDestinationPath: folder.path("real")
    )
    #expect(try open("link/t.db").path.hasSuffix("/real/t.db"))
  }

  @Test func `an empty file and an SQLite file without tables become stores`() throws {
    try folder.write(Data(), to: "empty.db")
    try open("empty.db") { $0.createIfMissing = false }.write { _ in }
    StrangeWriter(folder.path("bare.db")).execute("CREATE TABLE t (a); DROP TABLE t; VACUUM")
    let bare = try open("bare.db")
    #expect(try bare.read { try $0.integer("PRAGMA application_id") } == Int(testApplicationID))
  }

  // MARK: Refusals

  @Test func `a missing file is only made when asked`() throws {
    let error = #expect(throws: StoreOpenError.self) {
      try open("none.db") { $0.createIfMissing = false }
    }
    #expect(error == .missing(folder.path("none.db")))
    #expect(throws: StoreOpenError.self) { try open("none.db") { $0.readOnly = true } }
    #expect(try folder.names().isEmpty)
  }

  @Test func `a folder is refused`() throws {
    let error = #expect(throws: StoreOpenError.self) {
      try Database(at: folder.path, options: .store)
    }
    #expect(error == .isDirectory(folder.path))
    #expect(error?.description == "\(folder.path) is a folder. Name a file in it.")
  }

  @Test func `a file where the folder should be is named`() throws {
    try folder.write(Data("x".utf8), to: "file")
    let error = #expect(throws: StoreOpenError.self) { try open("file/t.db") }
    #expect(error == .cannotMakeFolder(folder.path("file"), reason: "a file is in its place"))
  }

  @Test func `a symbolic link and a hard link are refused`() throws {
    try Database.withItems(at: folder.path("t.db")).add("a")
    let manager = FileManager.default
    try manager.createSymbolicLink(
      atPath: folder.path("soft.db"),
      withDestinationPath: folder.path("t.db")
    )
    #expect(try refusal(of: "soft.db") == .isSymbolicLink(folder.path("soft.db")))
    try manager.linkItem(atPath: folder.path("t.db"), toPath: folder.path("hard.db"))
    #expect(try refusal(of: "hard.db") == .hasOtherNames(folder.path("hard.db"), links: 2))
    #expect(try refusal(of: "t.db") == .hasOtherNames(folder.path("t.db"), links: 2))
  }

  @Test func `a pipe is refused without waiting for a writer`() throws {
    #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
    let error = #expect(throws: StoreOpenError.self) { try open("pipe") }
    #expect(error == .isNoFile(folder.path("pipe")))
  }

  @Test(arguments: [
    Data("just some text, long enough to hold a header of a hundred bytes\n".utf8),
    Data("x".utf8), Data(repeating: 0, count: 8192), Data(repeating: 0xFF, count: 100),
    Data("SQLite format 3\0".utf8),
  ])
  func `a file that is not SQLite is refused`(content: Data) throws {
    try folder.write(content, to: "t.db")
    #expect(try refusal(of: "t.db") == .notADatabase(folder.path("t.db")))
  }

  @Test(arguments: ["DELETE", "WAL"])
  func `a database of another program is refused and stays alone`(mode: String) throws {
    StrangeWriter(folder.path("t.db")).execute(
      "PRAGMA journal_mode = \(mode); PRAGMA application_id = 77; CREATE TABLE t (a)"
    )
    let error = try refusal(of: "t.db")
    #expect(error == .foreign(folder.path("t.db"), wanted: "a test store", applicationID: 77))
    #expect(error?.description.contains("is not a test store: it belongs to another") == true)
  }

  @Test func `a database without a mark but with tables is refused`() throws {
    StrangeWriter(folder.path("t.db")).execute("CREATE TABLE customer (a); CREATE TABLE b (a)")
    let error = try refusal(of: "t.db")
    #expect(
      error
        == .foreignTables(
          folder.path("t.db"),
          wanted: "a test store",
          tables: ["b", "customer"]
        )
    )
  }

  @Test func `a store cut in half is refused`() throws {
    let database = try Database.withItems(at: folder.path("t.db"))
    for number in 1...2000 { try database.add("number \(number)") }
    try database.checkpoint()
    let whole = try folder.bytes("t.db")
    try folder.write(whole.prefix(4096 * 3), to: "half.db")
    let half = try folder.bytes("half.db")
    let error = #expect(throws: StoreOpenError.self) { try open("half.db") }
    #expect(try folder.bytes("half.db") == half)
    guard case .corrupt = error else {
      Issue.record("not called corrupt: \(String(describing: error))")
      return
    }
  }

  // MARK: Reading only

  @Test func `a store open for reading only is never written`() throws {
    try Database.withItems(at: folder.path("t.db")).add("a")
    let bytes = try folder.bytes("t.db")
    let reader = try open("t.db") { $0.readOnly = true }
    #expect(try reader.itemCount() == 1)
    let error = #expect(throws: SQLiteError.self) { try reader.add("b") }
    #expect(error?.isReadOnly == true)
    #expect(try folder.bytes("t.db") == bytes)
  }

  @Test func `any SQLite file can be read when no mark is asked for`() throws {
    StrangeWriter(folder.path("t.db")).execute("CREATE TABLE t (a); INSERT INTO t VALUES (5)")
    let names = try folder.names()
    let reader = try Database(at: folder.path("t.db"), options: .init(readOnly: true))
    #expect(try reader.read { try $0.integer("SELECT a FROM t") } == 5)
    #expect(try folder.names() == names)
  }
}
