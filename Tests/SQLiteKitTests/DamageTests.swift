import Foundation
import SQLiteKit
import TestSupport
import Testing

struct DamageTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func soundStore() throws -> Data {
    let database = try Database.withItems(at: folder.path("sound.db"))
    try database.write { connection in
      try connection.run("CREATE INDEX item_name ON item (name)")
      for number in 1...300 {
        let name = "\(number) " + String(repeating: "z", count: number)
        try connection.run("INSERT INTO item (name) VALUES (\(name))")
      }
    }
    try database.checkpoint()
    return try folder.bytes("sound.db")
  }

  /// Flips bytes, cuts, or swaps pages.
  private func damage(_ sound: Data, _ numbers: inout SeededNumbers) -> Data {
    var bytes = sound
    switch Int.random(in: 0..<4, using: &numbers) {
    case 0: bytes = bytes.prefix(Int.random(in: 0..<bytes.count, using: &numbers))
    case 1:
      for _ in 0..<20 { bytes[Int.random(in: 0..<100, using: &numbers)] ^= 1 << 3 }
    case 2:
      let page = Int.random(in: 0..<(bytes.count / 4096), using: &numbers) * 4096
      bytes.replaceSubrange(page..<page + 4096, with: sound.prefix(4096))
    default:
      for _ in 0..<50 {
        bytes[Int.random(in: 0..<bytes.count, using: &numbers)] = UInt8.random(
          in: 0...255,
          using: &numbers
        )
      }
    }
    return bytes
  }

  /// Everything a program would do with a store it has just opened.
  private func use(_ database: Database) {
    do {
      _ = try database.read { try $0.map("SELECT id, name FROM item") { try $0.text("name") } }
      _ = try database.integrityCheck()
      try database.add("written to a damaged store")
    } catch let error as SQLiteError {
      #expect(!error.userSentence.isEmpty)
    } catch {
      #expect(error is RowError)
    }
  }

  @Test func `damaged stores are refused as they are or used, and nothing traps`() throws {
    let sound = try soundStore()
    var numbers = SeededNumbers(seed: 4711)
    var refusals = 0
    for round in 1...150 {
      let bytes = damage(sound, &numbers)
      let name = "damaged-\(round).db"
      try folder.write(bytes, to: name)
      do {
        use(try Database(at: folder.path(name), options: .store))
      } catch let error as StoreOpenError {
        refusals += 1
        #expect(!error.description.isEmpty)
        #expect(try folder.bytes(name) == bytes)
      }
    }
    #expect(refusals > 0)
  }
}
