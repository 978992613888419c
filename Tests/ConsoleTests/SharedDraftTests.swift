import Commerce
import Console
import TestSupport
import Testing

/// One draft in two consoles of the same account.
@Suite struct SharedDrafts {
  private func sent(_ stage: Stage) -> [String] {
    stage.effects.compactMap { effect in
      guard case .perform(let act, _) = effect, case .operations(let all) = act.target else {
        return nil
      }
      return switch all.first {
      case .sendReply(_, let body), .addNote(_, let body): body
      default: nil
      }
    }
  }

  private func begun(_ words: String) -> Stage {
    var stage = Stage()
    stage.press("r")
    stage.type(words)
    return stage
  }

  /// What another console leaves of the draft.
  private func elsewhere(_ stage: inout Stage, _ kind: Draft.Kind, _ body: String) {
    let id = stage.shop.orders[0].id
    stage.shop.drafts[id] =
      body.isEmpty ? [] : [Draft(kind: kind, body: body, updatedAt: SampleShop.now)]
    stage.tell(.storeChanged)
  }

  @Test func `a reply that another console sends leaves this one, and that is said`() {
    var stage = begun("It leaves today")
    elsewhere(&stage, .reply, "")
    #expect(!stage.shows("› It leaves today"))
    #expect(stage.shows("This reply was sent or emptied in another console"))
    stage.press("Enter")
    #expect(sent(stage) == [])
  }

  @Test func `words that another console changed are shown and sent by the second Enter`() {
    var stage = begun("It leaves today")
    elsewhere(&stage, .reply, "It leaves today by noon")
    #expect(stage.shows("› It leaves today by noon"))
    #expect(stage.shows("changed in another console"))
    stage.press("Enter")
    #expect(sent(stage) == [])
    #expect(stage.shows("Not sent: this reply was sent or changed in another console"))
    #expect(stage.shows("It leaves today by noon"))
    stage.press("Enter")
    #expect(sent(stage) == ["It leaves today by noon"])
  }

  @Test func `words typed while another console sends stay, and need a second Enter`() {
    var stage = begun("It leaves today")
    let id = stage.shop.orders[0].id
    stage.tell(.draftSaved(id, .reply, KeptDraft(body: "It", stored: "It", isShared: true)))
    #expect(stage.shows("sent or emptied in another console; what you typed is kept"))
    stage.press("Enter")
    #expect(sent(stage) == [])
    stage.press("Enter")
    #expect(sent(stage) == ["It leaves today"])
  }

  @Test func `a reply that was sent elsewhere in the same moment is not sent, and stays`() {
    var stage = begun("It leaves today")
    stage.shop.refusalKind = .revisionConflict
    stage.shop.refusal = "this reply was sent or emptied in another console meanwhile"
    stage.press("Enter")
    #expect(stage.shows("Not sent: this reply was sent or emptied in another console meanwhile"))
    #expect(stage.shows("› It leaves today"))
    stage.shop.refusal = nil
    stage.press("Enter")
    #expect(sent(stage) == ["It leaves today", "It leaves today"])
  }

  @Test func `a draft that is open elsewhere too says so, with the time`() {
    var stage = Stage()
    stage.shop.alsoOpen = [.reply: SampleShop.minutesAgo(20)]
    elsewhere(&stage, .reply, "It leaves")
    #expect(stage.shows("also open elsewhere since 14:02"))
    stage.press("r")
    #expect(stage.shows("This reply is also open in another console since 14:02"))
    stage.shop.alsoOpen = [:]
    stage.tell(.storeChanged)
    #expect(!stage.shows("also open elsewhere"))
  }

  @Test func `both lengths of the screen say that a draft is open elsewhere`() {
    for (width, height) in [(80, 24), (160, 45)] {
      var stage = Stage(width: width, height: height)
      stage.shop.alsoOpen = [.reply: SampleShop.minutesAgo(20)]
      elsewhere(&stage, .reply, "It leaves")
      stage.press("r")
      let golden = GoldenFile("shared-reply-\(width)x\(height).txt", in: "Screens")
      #expect(golden.difference(to: stage.screen) == nil)
    }
  }

  @Test func `a note is shared in the same way`() {
    var stage = Stage()
    stage.press("i")
    stage.type("Call back")
    elsewhere(&stage, .note, "Call back before noon")
    #expect(stage.shows("Call back before noon"))
    stage.press("Enter")
    #expect(sent(stage) == [])
    #expect(stage.shows("Not saved: this note was sent or changed in another console"))
    stage.press("Enter")
    #expect(sent(stage) == ["Call back before noon"])
  }

  @Test func `undo brings words back without talk of another console`() {
    var stage = begun("It leaves today")
    stage.press("Enter")
    stage.press("Esc", "u")
    elsewhere(&stage, .reply, "It leaves today")
    #expect(stage.shows("› It leaves today"))
    #expect(!stage.shows("another console"))
  }
}
