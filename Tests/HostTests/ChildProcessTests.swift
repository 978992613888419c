import Host
import TestSupport
import Testing

@Suite struct `Other programs` {
  private func run(
    _ arguments: [String],
    input: String = "",
    timeout: Int = 20_000,
    environment: [String: String] = ["PATH": "/usr/bin:/bin"]
  ) throws -> ChildOutcome {
    try ChildProcess(arguments: arguments, environment: Environment(values: environment))
      .run(input: Array(input.utf8), timeout: timeout)
  }

  @Test func `arguments arrive as they are, without a shell`() throws {
    let outcome = try run(["printf", "%s|", "a b", "$HOME", "`id`", "; ls"])
    #expect(outcome.succeeded)
    #expect(String(decoding: outcome.output, as: UTF8.self) == "a b|$HOME|`id`|; ls|")
  }

  @Test func `input goes in and both outputs come out`() throws {
    let outcome = try run(["sh", "-c", "cat; echo told >&2; exit 3"], input: "fed")
    #expect(outcome.end == .exited(3))
    #expect(outcome.output == Array("fed".utf8))
    #expect(outcome.errorOutput == Array("told\n".utf8))
  }

  @Test func `more than a pipe holds passes both ways at once`() throws {
    let text = String(repeating: "0123456789", count: 100_000)
    #expect(try run(["cat"], input: text).output.count == 1_000_000)
  }

  @Test func `a reader that does not read is no error`() throws {
    let text = String(repeating: "x", count: 500_000)
    #expect(try run(["true"], input: text).succeeded)
  }

  @Test func `what takes too long is killed with its own children`() throws {
    let outcome = try run(["sh", "-c", "sleep 100 & sleep 100"], timeout: 100)
    #expect(outcome.end == .timedOut)
  }

  @Test func `output beyond the limit is dropped and the end still seen`() throws {
    let child = ChildProcess(
      arguments: ["sh", "-c", "yes | head -c 300000"],
      environment: Environment(values: ["PATH": "/usr/bin:/bin"])
    )
    let outcome = try child.run(outputLimit: 1_000)
    #expect(outcome.succeeded)
    #expect(outcome.output.count == 1_000)
  }

  @Test func `the child gets three descriptors, the given variables and default signals`() throws {
    let outcome = try run(
      [
        "sh", "-c",
        "ls /proc/$$/fd; env | grep -c SECRET; grep -E 'Sig(Blk|Ign)' /proc/self/status",
      ],
      environment: ["PATH": "/usr/bin:/bin"]
    )
    let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n")
    #expect(lines.prefix(3) == ["0", "1", "2"])
    #expect(lines.dropFirst(3).first == "0")
    // 32 and 33 are glibc's own, which posix_spawn leaves ignored.
    let masks = lines.suffix(2).compactMap { UInt64($0.suffix(16), radix: 16) }
    #expect(masks.map { $0 & 0x7FFF_FFFF } == [0, 0])
  }

  @Test func `a program that is not there is told by name`() {
    let error = #expect(throws: HostError.self) { try run(["no-such-program-here"]) }
    #expect(error?.description == "cannot start no-such-program-here: No such file or directory")
  }

  @Test func `a program killed by a signal says so`() throws {
    #expect(try run(["sh", "-c", "kill -9 $$"]).end == .killed(bySignal: 9))
  }
}
