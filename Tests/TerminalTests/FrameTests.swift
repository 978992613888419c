import Glibc
import Terminal
import TestSupport
import Testing

@Suite struct `A frame` {
  @Test func `leaves in one write, however many pieces it was made of`() throws {
    var ends: [Int32] = [-1, -1]
    // Of a datagram socket each read gives what one write sent.
    try #require(socketpair(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0, &ends) == 0)
    defer { for end in ends { close(end) } }
    let collector = FrameCollector(descriptor: ends[1])
    for pieces in [["half a ", "frame", " and the rest"], ["the next"]] {
      collector.collect {
        for piece in pieces { _ = write(ends[1], piece, piece.utf8.count) }
      }
      #expect(received(from: ends[0]) == pieces.joined())
      #expect(received(from: ends[0]) == nil)
    }
  }

  @Test func `with nothing new in it sends nothing`() throws {
    let terminal = try Probe.started(["--texts", "always the same"])
    try terminal.settle(milliseconds: 200)
    let sent = terminal.output.count
    try terminal.send("jjj")
    try terminal.settle(milliseconds: 200)
    #expect(terminal.output.count == sent)
    try terminal.send("q")
    #expect(try terminal.waitForEnd() == .exited(0))
  }

  private func received(from socket: Int32) -> String? {
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = recv(socket, &buffer, buffer.count, Int32(MSG_DONTWAIT))
    return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
  }
}
