import Foundation
import TestSupport
import Testing

@Suite struct `An idle console` {
  /// Times that the process gave up the processor by itself: one for each waking.
  private func wakings(of process: Int32) throws -> Int {
    let status = String(
      decoding: try TemporaryFolder.bytes(of: "/proc/\(process)/status"),
      as: UTF8.self
    )
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("voluntary_") })
    return try #require(Int(line.split(separator: "\t").last ?? ""))
  }

  @Test func `does not wake, nor does its guard`() throws {
    let terminal = try Probe.started()
    let console = try #require(terminal.children().first)
    try terminal.settle(milliseconds: 300)
    let before = (try wakings(of: console), try wakings(of: terminal.process))
    let sent = terminal.output.count
    try terminal.settle(milliseconds: 1_000)
    #expect(try wakings(of: console) == before.0)
    #expect(try wakings(of: terminal.process) == before.1)
    #expect(terminal.output.count == sent)
  }
}
