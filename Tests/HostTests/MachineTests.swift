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
}
