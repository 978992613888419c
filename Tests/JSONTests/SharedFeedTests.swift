import Foundation
import JSON
import Testing

/// The public collections of hostile lines, on machines that have them.
@Suite struct SharedFeedTests {
  /// Beside the repository; nil where nobody has put it.
  static let hostile: URL? = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../shared/data/hostile").standardizedFileURL
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()

  @Test(.enabled(if: hostile != nil))
  func `every line of the malformed collection has its verdict`() throws {
    let folder = try #require(Self.hostile)
    let feed = try Data(contentsOf: folder.appending(path: "01_bad_json_lines.ndjson"))
    let expected = try Data(contentsOf: folder.appending(path: "01_bad_json_lines.expect.ndjson"))
    var verdicts: [Int: (verdict: String, why: String)] = [:]
    for line in Array(expected).split(separator: 0x0A) {
      let value = try JSONValue(reading: line)
      let number = Int(try #require(value["line"]?.integerValue))
      verdicts[number] = (value["verdict"]?.stringValue ?? "", value["why"]?.stringValue ?? "")
    }
    let lines = Array(feed).split(separator: 0x0A, omittingEmptySubsequences: false)
    for (place, line) in lines.enumerated() where !line.isEmpty {
      let outcome = try? JSONValue(reading: line)
      let isRecord = outcome?["type"] != nil
      switch verdicts[place + 1]?.verdict {
      case nil, "accept": #expect(isRecord, "line \(place + 1)")
      case "reject": #expect(!isRecord, "line \(place + 1): \(verdicts[place + 1]?.why ?? "")")
      default: break
      }
    }
  }
}
