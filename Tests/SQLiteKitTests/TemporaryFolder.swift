import Foundation
import SQLiteKit

/// A folder for one test, removed with the object.
final class TemporaryFolder {
  let path: String

  init() throws {
    let name = "sqlitekit-\(UUID().uuidString)"
    path = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
    try FileManager.default.createDirectory(
      atPath: path,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
  }

  deinit {
    // A folder that stays behind in /tmp fails no test.
    try? FileManager.default.removeItem(atPath: path)
  }

  func file(_ name: String) -> String { path + "/" + name }

  func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: file(name)))
  }

  func write(_ data: Data, to name: String) throws {
    try data.write(to: URL(fileURLWithPath: file(name)))
  }

  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  func permissions(_ name: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: file(name))
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
