import Foundation

/// Programs of this package that the tests run as users do.
package enum BuiltProgram {
  /// The path of an executable that `swift build` put beside the test bundle.
  ///
  /// - Throws: `MissingProgram` when it has not been built.
  package static func path(of name: String, testFile: String = #filePath) throws -> String {
    let candidates = folders(testFile).map { "\($0)/\(name)" }
    guard let path = candidates.first(where: FileManager.default.isExecutableFile(atPath:)) else {
      throw MissingProgram(name: name, searched: candidates)
    }
    return path
  }

  package static func orderdeck() throws -> String { try path(of: "orderdeck") }

  private static func folders(_ testFile: String) -> [String] {
    var folders: [String] = []
    if let running = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") {
      folders.append(URL(fileURLWithPath: running).deletingLastPathComponent().path)
    }
    let arguments = CommandLine.arguments
    if let place = arguments.firstIndex(of: "--test-bundle-path"), place + 1 < arguments.count {
      folders.append(URL(fileURLWithPath: arguments[place + 1]).deletingLastPathComponent().path)
    }
    let root = URL(fileURLWithPath: testFile)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return folders + [root.appendingPathComponent(".build/debug").path]
  }
}

package struct MissingProgram: Error, CustomStringConvertible {
  package var name: String
  package var searched: [String]

  package var description: String {
    "\(name) is not built; looked for \(searched.joined(separator: ", "))"
  }
}
