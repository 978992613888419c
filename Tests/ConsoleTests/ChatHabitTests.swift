import Commerce
import Console
import Testing

@Suite struct ReadAndUnread {
  private func readMarks(_ stage: Stage) -> Int {
    stage.effects.filter { if case .markRead = $0 { true } else { false } }.count
  }

  @Test func `a chat marked as unread stays so while it is looked at`() {
    var stage = Stage()
    stage.press("Tab", "Tab")
    stage.wait(seconds: 2)
    #expect(readMarks(stage) == 1)
    let id = stage.shop.orders[0].id
    stage.press("M")
    stage.shop.chats[id]?[6].isUnread = true
    stage.tell(.storeChanged)
    stage.wait(seconds: 10)
    #expect(readMarks(stage) == 1)
    stage.press("Esc", "Tab", "Tab")
    stage.wait(seconds: 2)
    #expect(readMarks(stage) == 2)
  }

  @Test func `a reply to somebody who cannot be reached is refused before a word is typed`() {
    var stage = Stage(width: 160, height: 45) { _ in }
    stage.shop.areCustomersKnown = false
    stage.tell(.storeChanged)
    stage.press("r")
    #expect(stage.shows("A reply has nowhere to go: no chat session, phone or e-mail"))
    stage.press("q")
    #expect(!stage.shows("› q"))
  }

  @Test func `words that are typed after a refused reply are no acts, however slowly they come`() {
    var stage = Stage(width: 160, height: 45) { _ in }
    stage.shop.areCustomersKnown = false
    stage.tell(.storeChanged)
    stage.press("r")
    for letter in "Thanks,xdq" {
      stage.type(String(letter))
      stage.wait(seconds: 1)
    }
    #expect(stage.shows("No reply can be written here, so q is not taken"))
    #expect(!stage.effects.contains(.quit))
    #expect(!stage.effects.contains { if case .perform = $0 { true } else { false } })
    stage.press("j", "k")
    stage.wait(seconds: 2)
    stage.press("s")
    #expect(stage.effects.contains { if case .perform = $0 { true } else { false } })
  }

  @Test func `the bell rings when a customer writes, where it is wanted`() {
    for isWanted in [true, false] {
      var stage = Stage { $0.settings.ringsBell = isWanted }
      stage.shop.orders[2].unreadCount = 1
      stage.tell(.storeChanged)
      #expect(stage.effects.contains(.ring) == isWanted)
      stage.forgetEffects()
      stage.tell(.storeChanged)
      #expect(!stage.effects.contains(.ring))
    }
  }

  @Test func `words that were gone on with in another console are there when the reply is opened`()
  {
    var stage = Stage()
    stage.press("r")
    stage.type("Hello")
    stage.press("Esc")
    let order = stage.shop.orders[0].id
    stage.shop.drafts[order] = [
      Draft(kind: .reply, body: "Hello from the other pane", updatedAt: SampleShop.now)
    ]
    stage.tell(.storeChanged)
    stage.press("r")
    stage.type("!")
    #expect(stage.shop.drafts[order]?.first?.body == "Hello from the other pane!")
  }

  @Test func `the list says what is begun: a reply, a note or both`() {
    var stage = Stage()
    stage.press("r")
    stage.type("Soon")
    stage.press("Esc")
    #expect(stage.shows("reply draft · paid · Perfect"))
    stage.press("i")
    stage.type("Call back")
    stage.press("Esc")
    #expect(stage.shows("reply and note drafts · paid"))
    var narrow = Stage(width: 80, height: 24)
    narrow.press("j", "i")
    narrow.type("Call back")
    narrow.press("Esc")
    narrow.tell(.storeChanged)
    #expect(narrow.shows("note draft"))
    #expect(narrow.shows("confirmed · reply… · paid"))
  }
}

@Suite struct QuickHands {
  @Test func `a reply can be begun before the chat is there`() {
    var stage = Stage()
    stage.shop.drafts[stage.shop.orders[2].id] = [
      Draft(kind: .reply, body: "Dear customer, ", updatedAt: SampleShop.now)
    ]
    stage.answersAtOnce = false
    stage.press("j", "j", "r")
    stage.type("hello")
    stage.deliver()
    #expect(stage.model.viewState.focus == .composer)
    #expect(stage.shows("› Dear customer, hello"))
  }

  @Test func `a reply to an order that has no chat is given up as soon as that is known`() {
    var stage = Stage()
    stage.answersAtOnce = false
    stage.press("j", "r")
    stage.deliver()
    #expect(stage.model.viewState.focus == .chat)
    #expect(stage.shows("This order has no chat"))
  }
}
