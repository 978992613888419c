import Commerce
import Console
import Testing
import TestSupport

@Suite struct TransportTrouble {
  private static let reason =
    "not sent yet, try 3: curl: (7) Failed to connect to 127.0.0.1 port 8080: Connection refused"

  /// A shop in which two replies did not leave, the newer one for that reason.
  private func shop(_ problem: String, _ status: MessageStatus = .queued) -> SampleShop {
    var shop = SampleShop()
    shop.outbox = OutboxCounts(waiting: 2, failing: 1)
    shop.orders[0].hasRetriedReply = true
    for (serial, body) in [(60, "First words."), (61, "And these.")] {
      var kept = SampleShop.message(serial, .agent, body, minutesAgo: Int64(62 - serial), status)
      kept.problem = problem
      shop.chats[shop.orders[0].id]?.append(kept)
    }
    return shop
  }

  private func compare(_ stage: Stage, _ name: String) {
    let golden = GoldenFile("\(name).txt", in: "Screens")
    #expect(golden.difference(to: stage.screen) == nil)
  }

  @Test func `without a transport the header and the reply say so`() {
    for (width, height) in [(80, 24), (160, 45)] {
      var stage = Stage(
        shop("no transport: kept in the outbox"),
        width: width,
        height: height
      ) { $0.hasTransport = false }
      stage.press("Tab", "Tab", "G")
      compare(stage, "no-transport-\(width)x\(height)")
    }
  }

  @Test func `a failing transport shows its whole reason`() {
    for (width, height) in [(80, 24), (160, 45)] {
      var stage = Stage(shop(Self.reason), width: width, height: height)
      stage.press("Tab", "Tab", "G")
      compare(stage, "failing-transport-\(width)x\(height)")
    }
  }

  @Test func `the header is quiet while all is well`() {
    var stage = Stage()
    stage.shop.outbox = OutboxCounts(waiting: 2)
    stage.tell(.storeChanged)
    #expect(!stage.shows("outbox") && !stage.shows("transport"))
    stage.shop.outbox = OutboxCounts(waiting: 2, failing: 2)
    stage.tell(.storeChanged)
    #expect(stage.shows("outbox 2 failing"))
  }

  @Test func `before anything waits a missing transport is only named`() {
    let stage = Stage { $0.hasTransport = false }
    #expect(stage.shows("no transport"))
    #expect(!stage.shows("outbox"))
  }

  @Test func `b takes back the newest reply that has not left, and its words can be changed`() {
    var stage = Stage(shop(Self.reason))
    stage.press("Tab", "Tab", "b")
    let id = stage.shop.orders[0].id
    let asked = stage.effects.contains { effect in
      guard case .perform(let act, _) = effect else { return false }
      return act.target == .operations([.cancelReply(id, MessageID("m61"))])
    }
    #expect(asked)
    #expect(!stage.shows("▏ And these."))
    #expect(stage.shows("› And these."))
  }

  @Test func `with nothing to take back the key says so`() {
    var stage = Stage()
    stage.press("Tab", "Tab", "b")
    #expect(stage.shows("No reply of this chat waits or has failed"))
  }

  @Test func `view 7 shows what is tried again, in words`() {
    var stage = Stage(shop(Self.reason))
    stage.show(.failedMessages)
    #expect(stage.shows("! CHT001230"))
    #expect(stage.shows("CHT001234"))
    #expect(stage.shows("reply not sent yet"))
  }
}
