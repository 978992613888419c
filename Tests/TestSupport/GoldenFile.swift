import Foundation

/// A recorded text beside the tests that a screen, a schema or an output is compared with.
///
/// `ORDERDECK_RECORD=1 swift test …` writes the files anew; the change is then read in `git diff`.
package struct GoldenFile {
  private let url: URL
  private let isRecording: Bool

  /// The file stands in a folder beside the source file of the test.
  package init(
    _ name: String,
    in folder: String = "Golden",
    isRecording: Bool = ProcessInfo.processInfo.environment["ORDERDECK_RECORD"] == "1",
    besideTest testFile: String = #filePath
  ) {
    url = URL(fileURLWithPath: testFile).deletingLastPathComponent()
      .appendingPathComponent(folder).appendingPathComponent(name)
    self.isRecording = isRecording
  }

  /// What is different from the recorded text, for `#expect(… == nil)`; nil when nothing is.
  ///
  /// While recording the file is written, and only a failure to do so is told.
  package func difference(to actual: String) -> String? {
    let text = actual.hasSuffix("\n") ? actual : actual + "\n"
    if isRecording { return record(text) }
    guard let data = try? Data(contentsOf: url) else {
      // Missing on the first run: the message says how to make it.
      return
        "\(url.path) does not exist; run the test with ORDERDECK_RECORD=1 to record it:\n\(text)"
    }
    let expected = String(decoding: data, as: UTF8.self)
    return TextDifference.between(expected: expected, actual: text)
      .map { "\(url.lastPathComponent) differs (- recorded, + now):\n\($0)" }
  }

  private func record(_ text: String) -> String? {
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(text.utf8).write(to: url)
      return nil
    } catch {
      return "\(url.path) cannot be recorded: \(error)"
    }
  }
}
