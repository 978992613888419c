import Commerce
import Console
import Testing
import TestSupport

/// The form of `m`.
@Suite struct EmailForms {
  private func acts(_ stage: Stage) -> [Act] {
    stage.effects.compactMap { effect in
      if case .perform(let act, _) = effect { act } else { nil }
    }
  }

  private func compare(_ stage: Stage, _ name: String) {
    let golden = GoldenFile("\(name).txt", in: "Screens")
    #expect(golden.difference(to: stage.screen) == nil)
  }

  @Test func `the choice of a text and the form with its preview as they are seen`() {
    for (width, height) in [(80, 24), (160, 45)] {
      var stage = Stage(width: width, height: height)
      stage.press("m")
      compare(stage, "email-choice-\(width)x\(height)")
      stage.press("Enter")
      compare(stage, "email-form-\(width)x\(height)")
      stage.press("Esc", "m", "j", "Enter", "Enter")
      compare(stage, "email-problem-\(width)x\(height)")
    }
  }

  @Test func `a template is sent as it is, by its name, with the revision that was seen`() {
    var stage = Stage()
    stage.press("m", "Enter")
    #expect(stage.shows("Preview: Your order CHT001234 is confirmed"))
    #expect(stage.shows("Dear Giovanni Rossi,"))
    stage.press("Enter")
    let text = EmailTemplates().all[0].text
    let id = stage.shop.orders[0].id
    #expect(
      acts(stage).map(\.target) == [.operations([.sendEmail(id, text, template: "confirmed")])]
    )
    #expect(acts(stage).map(\.ifRevision) == [stage.shop.orders[0].revision])
    stage.press("L")
    #expect(stage.shows("order email CHT001234 --template confirmed"))
  }

  @Test func `a hole is named while typing and nothing is sent with it`() {
    var stage = Stage()
    stage.press("m", "j", "Enter")
    #expect(stage.shows("Not to be sent yet: {carrier} would stay empty"))
    stage.press("Enter")
    #expect(acts(stage).isEmpty)
    #expect(stage.shows("{carrier} would stay empty: the order has no carrier yet"))
  }

  @Test func `own words have several lines, stay as a draft with Esc and are gone once sent`() {
    var stage = Stage()
    stage.press("m", "G", "Enter")
    stage.type("About {number}")
    stage.press("Tab")
    stage.type("Dear {customer},")
    stage.press("Alt-Enter")
    stage.type("hello.")
    #expect(stage.shows("Preview: About CHT001234"))
    stage.press("Esc")
    #expect(stage.shop.drafts[stage.shop.orders[0].id]?.map(\.kind) == [.email])
    stage.press("m", "Enter")
    #expect(stage.shows("Dear Giovanni Rossi,"))
    stage.press("Ctrl-x")
    #expect(stage.shows("hello. (edited)"))
    stage.press("Enter")
    let text = EmailText(subject: "About {number}", body: "Dear {customer},\nhello. (edited)")
    #expect(
      acts(stage).map(\.target) == [.operations([.sendEmail(stage.shop.orders[0].id, text)])]
    )
    #expect(stage.shop.drafts[stage.shop.orders[0].id] == [])
  }

  @Test func `of several orders it is first shown who would get it, and then sent`() {
    var stage = Stage()
    stage.press("Space", "Space", "m", "Enter")
    #expect(stage.shows("Enter shows who"))
    stage.press("Enter")
    #expect(acts(stage).map(\.isRehearsal) == [true])
    #expect(stage.shows("2 orders: Enter sends it"))
    stage.type("x")
    #expect(!stage.shows("2 orders: Enter sends it"))
    stage.press("Backspace", "Enter", "Enter")
    #expect(acts(stage).map(\.isRehearsal) == [true, true, false])
  }

  @Test func `without an address it says so at once`() {
    var stage = Stage()
    stage.shop.areCustomersKnown = false
    stage.tell(.storeChanged)
    stage.press("m")
    #expect(stage.shows("CHT001234: the customer's e-mail address is not known"))
  }

  @Test func `one that has not left can be sent again or taken back`() {
    let email = SentEmail(
      id: EmailID("e-1"),
      recipient: "someone@example.com",
      text: EmailText(subject: "About it", body: "x"),
      state: .failed,
      problem: "no mailbox"
    )
    for (keys, wanted) in [
      (["m", "Enter"], Operation.retryEmail(OrderID("id-CHT001234"), email.id)),
      (["m", "j", "Enter"], .cancelEmail(OrderID("id-CHT001234"), email.id)),
    ] {
      var stage = Stage(height: 80)
      stage.shop.email = email
      stage.tell(.storeChanged)
      #expect(stage.shows("e-mail failed: About it"))
      for key in keys { stage.press(key) }
      #expect(acts(stage).map(\.target) == [.operations([wanted])])
    }
  }
}
