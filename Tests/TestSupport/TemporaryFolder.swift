import Foundation

/// A folder of a test's own, removed with everything in it when the test lets go of it.
package final class TemporaryFolder {
  /// Absolute, without a slash at the end.
  package let path: String

  package init(_ purpose: String = "test") throws {
    let name = "orderdeck-\(purpose)-\(UUID().uuidString.lowercased())"
    let url = URL(fileURLWithPath: "/tmp").appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: url,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
    path = url.path
  }

  package func path(_ name: String) -> String { "\(path)/\(name)" }

  @discardableResult
  package func write(_ text: String, to name: String) throws -> String {
    let target = path(name)
    let folder = URL(fileURLWithPath: target).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: target))
    return target
  }

  package func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path(name))), as: UTF8.self)
  }

  deinit {
    // A folder that cannot be removed is a nuisance in /tmp, not a failure of the test.
    try? FileManager.default.removeItem(atPath: path)
  }
}

extension TemporaryFolder {
  /// The bytes of any file, such as one of `/proc`, which has no size.
  package static func bytes(of path: String) throws -> [UInt8] {
    let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    return Array(try handle.readToEnd() ?? Data())
  }
}
