import Dispatch
import Foundation
import SQLiteKit
import Testing

struct InterruptTests {
  private let endless: SQL =
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"

  @Test func `a long read ends when another thread asks`() throws {
    let database = try Database.inMemory()
    // Many times, for the request may come at any place of the statement's beginning.
    for _ in 0..<200 {
      let hasBegun = DispatchSemaphore(value: 0)
      Thread.detachNewThread {
        hasBegun.wait()
        database.interrupt()
      }
      let error = #expect(throws: SQLiteError.self) {
        try database.read { connection in
          hasBegun.signal()
          return try connection.integer(endless)
        }
      }
      #expect(error?.isInterrupted == true)
    }
    #expect(try database.read { try $0.integer("SELECT 1") } == 1)
  }

  @Test func `an interrupt between two statements of a read counts too`() throws {
    let database = try Database.inMemory()
    let error = #expect(throws: SQLiteError.self) {
      try database.read { connection in
        _ = try connection.integer("SELECT 1")
        database.interrupt()
        _ = try connection.integer("SELECT 2")
      }
    }
    #expect(error?.isInterrupted == true)
  }

  @Test func `an interrupt while nothing is read harms nothing`() throws {
    let database = try Database.inMemory()
    database.interrupt()
    #expect(try database.read { try $0.integer("SELECT 1") } == 1)
    let number = try database.write { connection in
      database.interrupt()
      return try connection.integer("SELECT 2")
    }
    #expect(number == 2)
  }
}
