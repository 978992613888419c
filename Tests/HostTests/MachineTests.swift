import Commerce
import Foundation
import Host
import Testing

@Suite struct `What the machine says` {
  @Test func `the clocks go forward and agree with Foundation`() {
    let clock = Clock()
    #expect(abs(Double(clock.now().milliseconds) / 1_000 - Date().timeIntervalSince1970) < 5)
    let first = clock.monotonicMilliseconds()
    #expect(clock.monotonicMilliseconds() >= first)
  }

  @Test func `identifiers are random, lower case and of version four`() throws {
    let source = RandomSource()
    let some = (0..<1_000).map { _ in source.uuid() }
    #expect(Set(some).count == 1_000)
    for text in some {
      #expect(text == text.lowercased())
      #expect(UUID(uuidString: text) != nil)
      #expect(Array(text)[14] == "4")
      #expect("89ab".contains(Array(text)[19]))
    }
    #expect(source.bytes(16).count == 16)
  }

  @Test func `an unset and an empty variable are the same`() {
    let environment = Environment(values: ["EMPTY": "", "SET": "x=y"])
    #expect(environment["EMPTY"] == nil)
    #expect(environment["NONE"] == nil)
    #expect(environment["SET"] == "x=y")
    #expect(Environment.current()["PATH"] == ProcessInfo.processInfo.environment["PATH"])
  }

  @Test func `a person is known by the real uid, whatever the variables claim`() {
    let claimed = Environment(values: [
      "USER": "mallory", "LOGNAME": "mallory", "SUDO_UID": "12345",
    ])
    let identity = UserIdentity.current(environment: claimed)
    #expect(identity.uid == getuid())
    #expect(identity.name == UserIdentity.identity(of: getuid()).name)
    #expect(UserIdentity.identity(of: 0).name == "root")
    #expect(UserIdentity.identity(of: 3_999_999_999).name == "uid 3999999999")
  }

  @Test func `a process is told from a later one with its number and from ourselves`() {
    var other = ProcessMark(of: Int(getppid()))
    #expect(other.isRunningElsewhere)
    other.startedAt = other.startedAt.map { $0 + 1 }
    #expect(!other.isRunningElsewhere)
    other.startedAt = nil
    #expect(other.isRunningElsewhere)
    #expect(!ProcessMark.current.isRunningElsewhere)
    #expect(!ProcessMark(number: 0, startedAt: nil).isRunningElsewhere)
  }

  @Test func `a process that ended is not running, also before its parent has looked`() throws {
    var process: pid_t = 0
    let words: [UnsafeMutablePointer<CChar>?] = [strdup("true"), nil]
    defer { free(words[0]) }
    try #require(posix_spawnp(&process, "true", nil, nil, words, environ) == 0)
    let mark = ProcessMark(of: Int(process))
    var facts = siginfo_t()
    // Waits for the end and leaves the process where it is.
    #expect(waitid(P_PID, id_t(process), &facts, WEXITED | WNOWAIT) == 0)
    #expect(!mark.isRunningElsewhere)
    #expect(waitpid(process, nil, 0) == process)
    #expect(!mark.isRunningElsewhere)
  }
}
