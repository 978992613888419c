import Foundation
import SQLiteKit
import TestSupport
import Testing

struct FullDiskTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("t.db")
  }

  @Test func `a full database refuses the whole write and goes on when there is room`() throws {
    let database = try Database.withItems(at: path)
    try database.add("before")
    let pages = try database.write { connection in
      let pages = try connection.integer("PRAGMA page_count") ?? 0
      try connection.run("PRAGMA max_page_count = \(raw: String(pages + 2))")
      return pages
    }
    let error = #expect(throws: SQLiteError.self) {
      try database.write { connection in
        for _ in 1...20 {
          // Swallowed on purpose: a body must not be able to save half of its work.
          try? connection.run(
            "INSERT INTO item (name) VALUES (\(String(repeating: "x", count: 9000)))"
          )
        }
      }
    }
    #expect(error?.isFull == true)
    #expect(error?.userSentence.contains("Make room") == true)
    #expect(try database.itemCount() == 1)
    try database.write { try $0.run("PRAGMA max_page_count = \(raw: String(pages + 1000))") }
    try database.add("after")
    #expect(try database.itemCount() == 2)
    #expect(try database.integrityCheck() == [])
  }

  @Test func `a disk that refuses writes costs only what was not confirmed`() async throws {
    await #expect(processExitsWith: .success) { [path = path as String] in
      // Without this the first write beyond the limit would kill the process.
      signal(SIGXFSZ, SIG_IGN)
      let database = try Database.withItems(at: path)
      limitFileSize(to: 300_000)
      var confirmed = 0
      var failures = 0
      for number in 1...100 {
        do {
          try database.add("\(number) " + String(repeating: "x", count: 9000))
          confirmed += 1
        } catch let error as SQLiteError {
          #expect(error.isIOError || error.isFull)
          failures += 1
        }
      }
      #expect(failures > 0)
      #expect(confirmed > 0)
      #expect(try database.itemCount() == confirmed)
      limitFileSize(to: rlim_t.max)
      try database.add("after")
      #expect(try database.itemCount() == confirmed + 1)
      #expect(try database.integrityCheck() == [])
      let other = try Database(at: path, options: .store)
      #expect(try other.itemCount() == confirmed + 1)
    }
  }

  @Test func `a damaged page is told as damage`() throws {
    let database = try Database.withItems(at: path)
    for number in 1...500 {
      try database.add("number \(number) " + String(repeating: "y", count: 50))
    }
    try database.checkpoint()
    var bytes = try folder.bytes("t.db")
    for page in 2..<(bytes.count / 4096) {
      bytes.replaceSubrange(page * 4096..<page * 4096 + 64, with: Data(repeating: 0xEE, count: 64))
    }
    try folder.write(bytes, to: "bad.db")
    let damaged = try Database(at: folder.path("bad.db"), options: .store)
    let error = #expect(throws: SQLiteError.self) {
      try damaged.read { try $0.map("SELECT name FROM item") { try $0.text("name") } }
    }
    #expect(error?.isCorrupt == true)
    #expect(error?.userSentence.contains("Restore a backup") == true)
    #expect(try damaged.integrityCheck().isEmpty == false)
    #expect(throws: BackupError.self) { try damaged.backup(to: folder.path("copy.db")) }
    #expect(try folder.names().filter { $0.contains("copy.db") } == [])
  }

  @Test func `rows that refer to nothing are found`() throws {
    let database = try Database.withItems(at: path)
    try database.write { try $0.run("CREATE TABLE part (item REFERENCES item (id))") }
    StrangeWriter(path).execute("INSERT INTO part VALUES (9)")
    #expect(try database.foreignKeyCheck() == ["row 1 of part refers to a missing row of item"])
  }
}

private func limitFileSize(to bytes: rlim_t) {
  // RLIM_INFINITY, which Swift cannot import.
  var limit = rlimit(rlim_cur: bytes, rlim_max: .max)
  setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
}
