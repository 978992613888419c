import Commerce
import Desk
import JSON
import Synchronization
import Testing

@Suite struct CommandTransportTests {
  private let message: OutboundMessage

  init() throws {
    let shop = try Shop()
    let order = try shop.order("CHT001")
    _ = try shop.desk().perform([.sendReply(order, body: "Olá\n\u{1B}[31m")])
    shop.clock.advance(seconds: 10)
    let sent = SentMessages()
    _ = try shop.worker(sent).deliverDue()
    message = try #require(sent.all.first)
  }

  private func failure(_ ending: CommandTransport.Ending) -> TransportFailure? {
    do throws(TransportFailure) {
      try CommandTransport { _ in ending }.deliver(message)
      return nil
    } catch {
      return error
    }
  }

  @Test func `the program gets one line of JSON with the message as it is`() throws {
    let input = Mutex<[UInt8]>([])
    try CommandTransport { bytes in
      input.withLock { $0 = bytes }
      return .exited(0, errorOutput: "")
    }.deliver(message)
    let bytes = input.withLock { $0 }
    #expect(bytes.last == UInt8(ascii: "\n"))
    #expect(bytes.count { $0 == UInt8(ascii: "\n") } == 1)
    let value = try JSONValue(reading: Array(bytes.dropLast()))
    #expect(value["key"]?.stringValue == message.key)
    #expect(value["attempt"] == 1)
    #expect(value["customer_name"] == "Maria")
    #expect(value["order_number"] == "CHT001")
    #expect(value["customer_phone"] == .null)
    #expect(value["customer_email"] == .null)
    #expect(value["chat_session_id"] == "session-CHT001")
    #expect(value["body"] == "Olá\n\u{1B}[31m")
  }

  @Test func `exit status 0 is sent, everything else says why not`() {
    #expect(failure(.exited(0, errorOutput: "warning")) == nil)
    #expect(
      failure(.exited(1, errorOutput: "no route\nmore")) == TransportFailure("no route")
    )
    #expect(
      failure(.exited(7, errorOutput: ""))
        == TransportFailure("the transport ended with status 7")
    )
    #expect(
      failure(.exited(65, errorOutput: "number unknown"))
        == TransportFailure("number unknown", isPermanent: true)
    )
    #expect(
      failure(.killed(bySignal: 9)) == TransportFailure("the transport was ended by signal 9")
    )
    #expect(failure(.timedOut) == TransportFailure("the transport took too long"))
    #expect(
      failure(.couldNotStart("cannot be started"))
        == TransportFailure("the transport cannot be started")
    )
  }

  @Test func `pauses grow twofold up to their limit`() {
    let policy = DeliveryPolicy()
    #expect(
      [1, 2, 3, 8, 40, 400].map(policy.pauseMilliseconds(afterAttempt:))
        == [5_000, 10_000, 20_000, 640_000, 900_000, 900_000]
    )
  }
}
