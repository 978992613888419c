import Foundation
import SQLiteKit
import TestSupport

extension TemporaryFolder {
  func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path(name)))
  }

  func write(_ data: Data, to name: String) throws {
    try data.write(to: URL(fileURLWithPath: path(name)))
  }

  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  func permissions(_ name: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path(name))
    return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
  }
}

/// The mark of the stores of these tests.
let testApplicationID: Int32 = 0x0D15_C0DE

extension Database.Options {
  static let store = Database.Options(
    createIfMissing: true,
    applicationID: testApplicationID,
    label: "test",
    kind: "a test store"
  )

  func with(_ change: (inout Database.Options) -> Void) -> Database.Options {
    var options = self
    change(&options)
    return options
  }
}

extension Database {
  /// A store with one table `item (id, name)`.
  static func withItems(at path: String, options: Options = .store) throws -> Database {
    let database = try Database(at: path, options: options)
    try database.write { connection in
      try connection.run(
        "CREATE TABLE IF NOT EXISTS item (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT"
      )
    }
    return database
  }

  func add(_ name: String) throws {
    try write { try $0.run("INSERT INTO item (name) VALUES (\(name))") }
  }

  func itemCount() throws -> Int {
    try read { try $0.integer("SELECT count(*) FROM item") ?? -1 }
  }
}
