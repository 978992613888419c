import Commerce
import Console
import Screen
import Testing

@Suite struct Chatting {
  private func sent(_ stage: Stage) -> [String] {
    stage.effects.compactMap { effect in
      guard case .perform(let act, _) = effect, case .operations(let all) = act.target,
        case .sendReply(_, let body) = all.first
      else { return nil }
      return body
    }
  }

  private func marksRead(_ stage: Stage) -> Bool {
    stage.effects.contains { if case .markRead = $0 { true } else { false } }
  }

  @Test func `passing over an order never marks its chat as read`() {
    var stage = Stage()
    stage.press("j", "k")
    stage.wait(seconds: 10)
    #expect(!marksRead(stage))
  }

  @Test func `looking at the chat for two seconds marks it as read`() {
    var stage = Stage()
    stage.press("Tab", "Tab")
    #expect(stage.model.wakeAt == SampleShop.now.advanced(byMilliseconds: 2_000))
    stage.wait(seconds: 1)
    #expect(!marksRead(stage))
    stage.wait(seconds: 1)
    #expect(marksRead(stage))
  }

  @Test func `with reading by key only nothing else marks it as read`() {
    var stage = Stage { $0.settings.markRead = .manual }
    stage.press("r")
    stage.wait(seconds: 5)
    stage.type("Hello")
    stage.press("Enter")
    #expect(!marksRead(stage))
  }

  @Test func `a reply is shown as queued at once and can be taken back`() {
    var stage = Stage()
    stage.press("r")
    stage.type("It leaves today")
    stage.press("Enter")
    #expect(sent(stage) == ["It leaves today"])
    #expect(stage.shows("queued · undo 10 s"))
    stage.press("Esc", "u")
    #expect(stage.effects.contains { if case .undo = $0 { true } else { false } })
  }

  @Test func `Alt-Enter begins a line and Enter sends all of them`() {
    var stage = Stage()
    stage.press("r")
    stage.type("One")
    stage.press("Alt-Enter")
    stage.type("Two")
    stage.press("Enter")
    #expect(sent(stage) == ["One\nTwo"])
  }

  @Test func `the settings can swap the two`() {
    var stage = Stage { $0.settings.enterSends = false }
    stage.press("r")
    stage.type("One")
    stage.press("Enter")
    stage.type("Two")
    #expect(sent(stage) == [])
    stage.press("Alt-Enter")
    #expect(sent(stage) == ["One\nTwo"])
  }

  @Test func `pasted lines are text and send nothing`() {
    var stage = Stage()
    stage.press("r")
    stage.tell(.input(.paste("One\nTwo\nq")))
    #expect(sent(stage) == [])
    #expect(stage.shows("Two"))
  }

  @Test func `text pasted into the list runs nothing`() {
    var stage = Stage()
    stage.forgetEffects()
    stage.tell(.input(.paste("ssSq\n")))
    #expect(stage.effects == [])
    #expect(stage.shows("Pasted text was ignored"))
  }

  @Test func `letters of a reply are no commands`() {
    var stage = Stage()
    stage.press("r")
    stage.forgetEffects()
    stage.type("q s u : ? / 1")
    #expect(!stage.effects.contains(.quit))
    #expect(stage.shows("q s u : ? / 1"))
  }

  @Test func `a reply that is refused stands in the field again`() {
    var stage = Stage()
    stage.press("r")
    stage.type("Hello")
    stage.shop.refusal = "the disk is full"
    stage.press("Enter")
    #expect(stage.shows("› Hello"))
    #expect(stage.shows("✗ The disk is full"))
    #expect(stage.shop.drafts[stage.shop.orders[0].id]?.first?.body == "Hello")
  }

  @Test func `a reply that was begun in the list gives the keys back to the list`() {
    for width in [80, 150] {
      var stage = Stage(width: width, height: 24)
      let selected = stage.selection
      stage.press("r")
      #expect(stage.shows("Esc close"))
      stage.type("It leaves today")
      stage.press("Enter", "Esc")
      #expect(stage.shows("Timeline"))
      stage.press("j")
      #expect(stage.selection != selected)
      stage.press("k", "Tab", "Tab", "r", "Esc", "j")
      #expect(stage.selection == selected, "begun in the chat it gives them back to the chat")
    }
  }

  @Test func `words stay with their order`() {
    var stage = Stage()
    stage.press("r")
    stage.type("For Giovanni")
    stage.press("Esc", "j", "j")
    #expect(!stage.shows("For Giovanni"))
    stage.press("k", "k")
    #expect(stage.shows("› For Giovanni"))
  }

  @Test func `a draft that comes late does not replace what was typed`() {
    var stage = Stage()
    stage.shop.drafts[stage.shop.orders[2].id] = [
      Draft(kind: .reply, body: "old words", updatedAt: SampleShop.now)
    ]
    stage.answersAtOnce = false
    stage.press("j", "j")
    stage.deliver()
    #expect(stage.shows("› old words"))
  }

  @Test func `quitting asks when words are not sent`() {
    var stage = Stage()
    stage.press("r")
    stage.type("Hello")
    stage.press("Esc", "q")
    #expect(!stage.effects.contains(.quit))
    #expect(stage.shows("is not sent"))
    stage.press("Enter")
    #expect(stage.effects.last == .quit)
  }

  @Test func `the editor gets the words and gives them back`() {
    var stage = Stage()
    stage.press("r")
    stage.type("Hello")
    stage.press("Ctrl-x")
    #expect(stage.shows("› Hello (edited)"))
  }

  @Test func `an editor's book is cut to what a draft holds, and the file with all of it is named`()
    throws
  {
    var stage = Stage()
    stage.answersAtOnce = false
    stage.press("r", "Ctrl-x")
    let request = try #require(
      stage.effects.compactMap { effect -> RequestID? in
        guard case .openEditor(_, _, _, let request) = effect else { return nil }
        return request
      }.last
    )
    let book = String(repeating: "x", count: 70_000)
    stage.tell(.editorReturned(request, book, keptAt: "/state/long-reply-1.txt"))
    #expect(
      stage.shows(
        "Only 65,536 of 70,000 characters are here, all of them in /state/long-reply-1.txt"
      )
    )
    let isSaved = stage.effects.contains { effect in
      guard case .saveDraft(_, .reply, let body, _, _) = effect else { return false }
      return body.count == Draft.mostCharacters
    }
    #expect(isSaved)
  }

  @Test func `what is typed into a full reply is left out, and that is said`() {
    var stage = Stage()
    stage.press("r")
    stage.tell(.input(.paste(String(repeating: "x", count: Draft.mostCharacters))))
    #expect(!stage.shows("No more fits"))
    stage.forgetEffects()
    for key in ["y", "Alt-Enter"] {
      stage.press(key)
      #expect(stage.shows("No more fits: 65,536 characters is the most"))
    }
    stage.press("Backspace", "z")
    let saved = stage.effects.compactMap { effect -> String? in
      guard case .saveDraft(_, .reply, let body, _, _) = effect else { return nil }
      return body
    }
    #expect(saved.allSatisfy { $0.count <= Draft.mostCharacters && !$0.contains("y") })
    #expect(saved.last?.hasSuffix("xz") == true)
  }

  @Test func `an order without a chat says so`() {
    var stage = Stage()
    stage.press("j", "r")
    #expect(stage.shows("This order has no chat"))
  }

  @Test func `a long chat is loaded in pages as it is scrolled`() {
    var shop = SampleShop()
    shop.chats[shop.orders[0].id] = (1...1_000).map { serial in
      SampleShop.message(
        serial,
        serial.isMultiple(of: 2) ? .customer : .agent,
        "message number \(serial)",
        minutesAgo: Int64(3_000 - serial * 2),
        .read
      )
    }
    var stage = Stage(shop)
    stage.press("Tab", "Tab")
    #expect(stage.shows("message number 1000"))
    for _ in 0..<200 { stage.press("PgUp") }
    #expect(stage.shows("message number 1 "))
    stage.press("G")
    #expect(stage.shows("message number 1000"))
  }

  @Test func `a failed reply is sent again by its key`() {
    var stage = Stage()
    let id = stage.shop.orders[0].id
    var failed = SampleShop.message(50, .agent, "Hello?", minutesAgo: 1, .failed)
    failed.problem = "no such number"
    stage.shop.chats[id]?.append(failed)
    stage.tell(.storeChanged)
    stage.press("Tab", "Tab")
    #expect(stage.shows("f retry · b take back"))
    stage.press("f")
    let retried = stage.effects.contains { effect in
      guard case .perform(let act, _) = effect else { return false }
      return act.target == .operations([.retryReply(id, failed.id)])
    }
    #expect(retried)
  }

  @Test func `a search goes to the message and n to the next one`() {
    var stage = Stage()
    stage.press("F")
    stage.type("it")
    #expect(stage.shows("Search in all chats"))
    stage.press("Enter")
    #expect(stage.model.viewState.focus == .chat)
    stage.press("n")
    #expect(stage.shows("Match 2 of"))
  }

  @Test func `an answer for a chat that was left is ignored`() {
    var stage = Stage()
    stage.answersAtOnce = false
    stage.press("j", "k", "j")
    stage.deliver()
    #expect(stage.shows("Chat with Jane Whitfield"))
    #expect(!stage.shows("going to arrive"))
  }

  @Test func `a customer who writes is seen, and who stops is not`() {
    var stage = Stage()
    stage.tell(.customerPresence(stage.shop.orders[0].id, .typing))
    #expect(stage.shows("Giovanni Rossi is typing…"))
    stage.wait(seconds: 8)
    #expect(!stage.shows("is typing"))
  }

  @Test func `controls in what a customer wrote never reach a cell`() {
    var stage = Stage()
    let id = stage.shop.orders[0].id
    stage.shop.orders[0].customerName = "Evil\u{1B}[2J\u{202E}eman"
    stage.shop.chats[id]?.append(
      SampleShop.message(60, .customer, "a\u{1B}]0;x\u{07}b\u{9B}31m\r\nc", minutesAgo: 1, .read)
    )
    stage.tell(.storeChanged)
    for (width, height) in [(80, 24), (150, 34)] {
      stage.resize(width, height)
      let scalars = stage.model.frame().canvas.plainText.unicodeScalars
      let controls = scalars.filter {
        ($0.value < 0x20 || (0x7F...0x9F).contains($0.value) || $0.value == 0x202E) && $0 != "\n"
      }
      #expect(controls.isEmpty)
    }
  }
}
