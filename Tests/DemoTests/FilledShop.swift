import Commerce
import Demo
import Foundation
import Store
import TestSupport

/// A filled shop of each test's own; it is made once and copied, as making it takes a while.
enum FilledShop {
  private static let names = ["demo.db", "demo-feed.ndjson"]

  private static let files = Result { () throws -> [String: Data] in
    let folder = try TemporaryFolder("demo-made")
    // The store is closed at the end of the line, so that its file is whole.
    do { _ = try DemoShop.prepare(at: folder.path, now: FeedTests.now) }
    let contents = try names.map { ($0, try Data(contentsOf: URL(filePath: folder.path($0)))) }
    return Dictionary(uniqueKeysWithValues: contents)
  }

  /// Puts the files of the shop into `folder`, which is made.
  static func copy(to folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, bytes) in try files.get() {
      try bytes.write(to: URL(filePath: "\(folder)/\(name)"))
    }
  }
}
