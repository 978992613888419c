import TestSupport
import Testing

@Suite struct `Recorded texts of the tests` {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder("golden") }

  private func file(isRecording: Bool = false) -> GoldenFile {
    GoldenFile(
      "screen.txt",
      in: "Screens",
      isRecording: isRecording,
      besideTest: folder.path("Tests.swift")
    )
  }

  @Test func `a recorded text is equal to itself and not to another`() throws {
    #expect(file().difference(to: "one")?.contains("ORDERDECK_RECORD=1") == true)
    #expect(file(isRecording: true).difference(to: "one\ntwo") == nil)
    #expect(try folder.read("Screens/screen.txt") == "one\ntwo\n")
    #expect(file().difference(to: "one\ntwo") == nil)
    #expect(file().difference(to: "one\n2")?.hasSuffix("  one\n- two\n+ 2\n  ") == true)
  }

  @Test func `a difference shows the lines around it and leaves out the rest`() {
    let old = (1...20).map { "line \($0)" }.joined(separator: "\n")
    let new = old.replacing("line 10", with: "line ten")
    let expected = """
        ⋮
        line 8
        line 9
      - line 10
      + line ten
        line 11
        line 12
      """
    #expect(TextDifference.between(expected: old, actual: new) == expected)
    #expect(TextDifference.between(expected: old, actual: old) == nil)
  }

  @Test func `a temporary folder goes with its owner`() throws {
    var other: TemporaryFolder? = try TemporaryFolder("gone")
    let path = try other?.write("x", to: "a/b") ?? ""
    #expect(try TemporaryFolder.bytes(of: path) == Array("x".utf8))
    other = nil
    #expect(throws: (any Error).self) { try TemporaryFolder.bytes(of: path) }
  }
}
