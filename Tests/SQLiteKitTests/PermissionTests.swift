import Foundation
import SQLiteKit
import TestSupport
import Testing

/// Each test runs in a process of its own that gives up the rights of root first, as root is
/// never refused anything.
struct PermissionTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("t.db")
    try Database.withItems(at: path).add("a")
    // nobody, where the tests run as root; ourselves otherwise.
    if geteuid() == 0 {
      for name in ["", "/t.db", "/t.db-wal", "/t.db-shm", "/t.db.lock"] {
        #expect(chown(folder.path + name, 65534, 65534) == 0)
      }
    }
  }

  @Test func `a file that may not be written is refused with the way out`() async throws {
    #expect(chmod(path, 0o400) == 0)
    await #expect(processExitsWith: .success) { [path = path as String] in
      giveUpRoot()
      let error = #expect(throws: StoreOpenError.self) {
        try Database(at: path, options: .store)
      }
      #expect(error == .fileReadOnly(path))
      #expect(error?.description.contains("open it read-only") == true)
      let reader = try Database(at: path, options: .store.with { $0.readOnly = true })
      #expect(try reader.itemCount() == 1)
    }
  }

  @Test func `a file that may not be read is refused`() async throws {
    #expect(chmod(path, 0o000) == 0)
    await #expect(processExitsWith: .success) { [path = path as String] in
      giveUpRoot()
      let error = #expect(throws: StoreOpenError.self) {
        try Database(at: path, options: .store)
      }
      #expect(error == .unreadable(path))
    }
  }

  @Test func `a folder that may not be written is refused`() async throws {
    #expect(chmod(folder.path, 0o500) == 0)
    await #expect(processExitsWith: .success) {
      [path = path as String, folder = folder.path as String] in
      giveUpRoot()
      let error = #expect(throws: StoreOpenError.self) {
        try Database(at: path, options: .store)
      }
      #expect(error == .folderReadOnly(folder))
      let other = #expect(throws: StoreOpenError.self) {
        try Database(at: folder + "/new/t.db", options: .store)
      }
      #expect(other == .cannotMakeFolder(folder + "/new", reason: "Permission denied"))
      let reader = try Database(at: path, options: .store.with { $0.readOnly = true })
      #expect(try reader.itemCount() == 1)
    }
    #expect(chmod(folder.path, 0o700) == 0)
  }

  @Test func `a lock file of somebody else is named`() async throws {
    #expect(chmod(path + ".lock", 0o000) == 0)
    await #expect(processExitsWith: .success) { [path = path as String] in
      giveUpRoot()
      let error = #expect(throws: StoreOpenError.self) {
        try Database(at: path, options: .store)
      }
      #expect(error == .cannotLock(path + ".lock", reason: "Permission denied"))
    }
  }
}

private func giveUpRoot() {
  guard geteuid() == 0 else { return }
  setgid(65534)
  setuid(65534)
}
