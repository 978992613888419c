import Foundation
import Testing

@Suite struct HouseRules {
  private let sources: [SourceTree.File]
  private let tests: [SourceTree.File]

  init() throws {
    sources = try SourceTree.swiftFiles(in: ["Sources", "themes"])
    tests = try SourceTree.swiftFiles(in: ["Tests"])
  }

  @Test func `no file is longer than 400 lines`() {
    let long = (sources + tests).filter { $0.lines.count > 401 }
    #expect(long.map { "\($0.path): \($0.lines.count)" } == [])
  }

  @Test func `no function is longer than 60 lines`() {
    let long = (sources + tests).flatMap { file in
      FunctionLengths.longer(than: 60, in: file.lines).map { "\(file.path):\($0)" }
    }
    #expect(long == [])
  }

  @Test func `each C library has one importer`() {
    let importers = { (library: String) in
      Set(
        sources.filter { $0.lines.contains { $0.hasSuffix("import \(library)") } }
          .map { SourceTree.module(of: $0.path) }
      )
    }
    #expect(importers("CNCurses") == ["Terminal"])
    #expect(importers("CSQLite").subtracting(["orderdeckBench"]) == ["SQLiteKit"])
  }

  @Test func `the C library is called only where the machine is met`() {
    let allowed: Set = ["Host", "SQLiteKit", "Terminal", "orderdeck", "orderdeckBench"]
    let callers = Set(
      sources.filter { $0.lines.contains { $0.hasSuffix("import Glibc") } }
        .map { SourceTree.module(of: $0.path) }
    )
    #expect(callers.subtracting(allowed) == [])
  }

  @Test func `nothing loads the whole of Foundation`() {
    let loaders = sources.filter { $0.lines.contains { $0.hasSuffix("import Foundation") } }
    #expect(loaders.map(\.path) == [])
  }

  @Test func `no escape hatch is used`() {
    let hatches = [
      "@unchecked Sendable", "nonisolated(unsafe)", "@preconcurrency", "fatalError(", "try!",
      " as! ",
      "@testable",
    ]
    #expect(places(of: hatches, in: sources) == [])
  }

  @Test func `a swallowed error says why`() {
    let silent = sources.flatMap { file in
      file.lines.indices
        .filter { index in
          file.lines[index].contains("try?")
            && !file.lines[max(0, index - 3)...index].contains { $0.contains("// ") }
        }
        .map { "\(file.path):\($0 + 1)" }
    }
    #expect(silent == [])
  }

  @Test func `nothing is public, for we ship a program`() {
    let open = sources.filter { $0.lines.contains { $0.contains("public ") && !$0.contains("//") } }
    #expect(open.map(\.path) == [])
  }

  @Test func `nothing is left unfinished`() {
    #expect(places(of: ["TODO", "FIXME", "XXX", "not implemented"], in: sources) == [])
  }

  @Test func `no test sleeps, is off or cannot fail`() {
    let dodges = [
      "Thread.sleep", "usleep(", "Task.sleep", ".disabled(", "withKnownIssue", "#expect(true)",
    ]
    let ours = tests.filter { !$0.path.hasPrefix("Tests/HouseRulesTests") }
    #expect(places(of: dodges, in: ours) == [])
  }

  @Test func `a name says what the thing is for`() {
    let empty = /(Utils?|Helpers?|Managers?|Common|Misc|Core)\.swift$/
    #expect(sources.filter { $0.path.contains(empty) }.map(\.path) == [])
  }

  @Test func `the pure modules ask the machine for nothing`() {
    let pure: Set = ["Commerce", "JSON", "Settings", "Screen", "Widgets", "Console"]
    let impure = ["print(", "ProcessInfo", "FileManager", "Date()", ".random(", "getenv"]
    let files = sources.filter { pure.contains(SourceTree.module(of: $0.path)) }
    #expect(places(of: impure, in: files) == [])
  }

  @Test func `the top of the repository holds six things`() throws {
    let visible = try FileManager.default.contentsOfDirectory(atPath: SourceTree.root.path)
      .filter { !$0.hasPrefix(".") && $0 != "Package.resolved" }
    #expect(
      visible.sorted() == ["LICENSE", "Package.swift", "README.md", "Sources", "Tests", "themes"]
    )
  }

  private func places(of words: [String], in files: [SourceTree.File]) -> [String] {
    files.flatMap { file in
      file.lines.indices
        .filter { index in words.contains { file.lines[index].contains($0) } }
        .map { "\(file.path):\($0 + 1)" }
    }
  }
}
