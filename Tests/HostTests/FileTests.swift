import Foundation
import Host
import TestSupport
import Testing

@Suite struct `Small files` {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder("host") }

  private func mode(of path: String) throws -> Int {
    let facts = try FileManager.default.attributesOfItem(atPath: path)
    return (facts[.posixPermissions] as? NSNumber)?.intValue ?? -1
  }

  @Test func `what is written is read again and is private`() throws {
    let path = folder.path("state")
    try SmallFile.write(Array("one".utf8), to: path)
    try SmallFile.write(Array("two".utf8), to: path)
    #expect(try SmallFile.read(path) == Array("two".utf8))
    #expect(try mode(of: path) == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["state"])
  }

  @Test func `a symbolic link is refused both ways and its target untouched`() throws {
    let target = try folder.write("precious", to: "target")
    let link = folder.path("link")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
    let problem = HostError.Problem.isSymbolicLink
    #expect(throws: HostError(action: "read", place: link, problem: problem)) {
      try SmallFile.read(link)
    }
    #expect(throws: HostError(action: "write", place: link, problem: problem)) {
      try SmallFile.write([1], to: link)
    }
    #expect(try SmallFile.read(link, followingLinks: true) == Array("precious".utf8))
    #expect(try folder.read("target") == "precious")
  }

  @Test func `folders, pipes and giants are refused`() throws {
    #expect(throws: HostError(action: "read", place: folder.path, problem: .notARegularFile)) {
      try SmallFile.read(folder.path)
    }
    let pipe = folder.path("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(throws: HostError(action: "read", place: pipe, problem: .notARegularFile)) {
      try SmallFile.read(pipe)
    }
    let large = try folder.write(String(repeating: "x", count: 101), to: "large")
    #expect(throws: HostError(action: "read", place: large, problem: .tooLarge(limit: 100))) {
      try SmallFile.read(large, limit: 100)
    }
  }

  @Test func `a file that is being worked on is left to whoever has it`() throws {
    let path = try folder.write("[]", to: "words")
    var done: [String] = []
    try FileClaim.hold(path) {
      done.append("first")
      try FileClaim.hold(path) { done.append("second, at once") }
    }
    try FileClaim.hold(path) { done.append("third") }
    try FileClaim.hold(path) {
      try SmallFile.write([1], to: path)
      try FileClaim.hold(path) { done.append("the newer file") }
    }
    try SmallFile.remove(path)
    try FileClaim.hold(path) { done.append("a file that is gone") }
    #expect(done == ["first", "third", "the newer file"])
  }

  @Test func `an error is a sentence with the place`() {
    let error = #expect(throws: HostError.self) { try SmallFile.read("/nonexistent/x") }
    #expect(error?.description == "cannot read /nonexistent/x: No such file or directory")
  }

  @Test func `a failed write leaves the old file and no rubbish`() throws {
    let inner = folder.path("inner")
    try FileManager.default.createDirectory(
      atPath: inner + "/file",
      withIntermediateDirectories: true
    )
    #expect(throws: HostError.self) { try SmallFile.write([1], to: inner + "/file") }
    #expect(try FileManager.default.contentsOfDirectory(atPath: inner) == ["file"])
  }
}

@Suite struct `Folders of our own` {
  @Test func `the XDG variables count when they are absolute`() throws {
    let folders = try Folders(
      environment: Environment(values: [
        "HOME": "/home/ana", "XDG_DATA_HOME": "/data", "XDG_CONFIG_HOME": "relative",
      ])
    )
    #expect(folders.data == "/data/orderdeck")
    #expect(folders.configuration == "/home/ana/.config/orderdeck")
    #expect(folders.state == "/home/ana/.local/state/orderdeck")
  }

  @Test func `made folders are private, and ours is closed to others`() throws {
    let temporary = try TemporaryFolder("folders")
    let path = temporary.path("a/b/orderdeck")
    try Folders.make(path)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    try Folders.make(path)
    for folder in ["a", "a/b", "a/b/orderdeck"] {
      let facts = try FileManager.default.attributesOfItem(atPath: temporary.path(folder))
      #expect((facts[.posixPermissions] as? NSNumber)?.intValue == 0o700)
    }
    #expect(throws: HostError.self) { try Folders.make("relative/orderdeck") }
  }

  @Test func `a file in the way is told`() throws {
    let temporary = try TemporaryFolder("folders")
    try temporary.write("", to: "orderdeck")
    #expect(throws: HostError.self) { try Folders.make(temporary.path("orderdeck")) }
    #expect(throws: HostError.self) { try Folders.make(temporary.path("orderdeck/more")) }
  }
}
