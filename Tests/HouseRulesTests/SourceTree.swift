import Foundation

/// The project's own files, as the rules read them.
struct SourceTree {
  struct File {
    let path: String
    let lines: [String]
  }

  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Every Swift file below the named folders, paths relative to the root, sorted.
  static func swiftFiles(in folders: [String]) throws -> [File] {
    var files: [File] = []
    for folder in folders {
      let base = root.appending(path: folder)
      let names = try FileManager.default.subpathsOfDirectory(atPath: base.path)
      for name in names.sorted() where name.hasSuffix(".swift") {
        let text = try String(contentsOf: base.appending(path: name), encoding: .utf8)
        files.append(File(path: "\(folder)/\(name)", lines: text.components(separatedBy: "\n")))
      }
    }
    return files
  }

  /// The module that a path of `Sources` belongs to.
  static func module(of path: String) -> String {
    String(path.split(separator: "/").dropFirst().first ?? "")
  }
}
