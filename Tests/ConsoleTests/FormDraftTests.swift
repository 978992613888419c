import Commerce
import Console
import Testing

/// What was typed into a form that was left with Esc.
@Suite struct FormDrafts {
  private func drafts(_ stage: Stage) -> [Draft.Kind: String] {
    let kept = stage.shop.drafts[stage.shop.orders[0].id] ?? []
    return Dictionary(uniqueKeysWithValues: kept.map { ($0.kind, $0.body) })
  }

  /// Each form with its key, what is typed, and what it takes to do it.
  @Test(arguments: [
    ("t", "own van and a note", Draft.Kind.ship), ("x", "out of stock", .cancel),
    ("B", "set by mistake", .back), ("e", "Via Milano 3", .edit),
    ("i", "rings twice", .note), ("I", "a spare bulb is in it", .customerNote),
  ])
  func `Esc keeps what was typed, the form shows it again, and the act takes it away`(
    key: String,
    words: String,
    kind: Draft.Kind
  ) {
    var stage = Stage()
    stage.press(key)
    if kind == .ship { stage.press("Tab", "Tab") }
    if kind == .edit { stage.press("Ctrl-u") }
    stage.type(words)
    stage.press("Esc")
    #expect(drafts(stage)[kind]?.contains(words) == true)
    #expect(!stage.shows(words), "the form is closed")
    stage.press("j", key == "e" ? "k" : "j")
    if key != "e" { stage.press("k", "k") }
    stage.press(key)
    #expect(stage.shows(words))
    stage.press("Enter")
    #expect(drafts(stage)[kind] == nil)
    #expect(stage.effects.contains { if case .perform = $0 { true } else { false } })
  }

  @Test func `a refund that was left or refused is there again, and goes when it is asked for`() {
    var stage = Stage()
    stage.press("R")
    stage.type("13.37")
    #expect(drafts(stage)[.refund] == "part=13.37")
    stage.press("Esc")
    #expect(stage.shows("What you typed is kept for the next time"))
    stage.press("j", "R")
    #expect(!stage.shows("13.37"), "another order has another form")
    stage.press("Esc", "k", "R")
    #expect(stage.shows("13.37"))
    stage.press("Tab", "Down")
    stage.shop.refusal = "the store is busy"
    stage.press("Enter")
    #expect(stage.shows("The store is busy"))
    stage.shop.refusal = nil
    stage.press("R")
    #expect(stage.shows("13.37"))
    stage.press("Enter")
    #expect(drafts(stage)[.refund] == nil)
  }

  @Test func `tags that were left or refused are there again, and go when they are put on`() {
    var stage = Stage()
    stage.press("#")
    stage.type("gift")
    stage.press("Esc", "#")
    #expect(stage.shows("gift"))
    stage.shop.refusal = "CHT001234: the store is busy"
    stage.press("Enter")
    #expect(stage.shows("the store is busy"))
    stage.shop.refusal = nil
    stage.press("j", "#")
    #expect(!stage.shows("gift"))
    stage.press("Esc", "k", "#")
    #expect(stage.shows("gift"))
    stage.press("Enter", "#")
    #expect(!stage.shows("Tags  gift") && stage.shows("Now: gift"))
  }

  @Test func `drafts of another console are there, and those of another order are not`() {
    var stage = Stage()
    let other = stage.shop.orders[2].id
    stage.shop.drafts[other] = [
      Draft(kind: .cancel, body: "reason=out of stock", updatedAt: SampleShop.now)
    ]
    stage.press("x")
    #expect(!stage.shows("● out of stock"))
    stage.press("Esc", "j", "j", "x")
    #expect(stage.shows("● out of stock"))
  }

  @Test func `a refused act keeps what was typed`() {
    var stage = Stage()
    stage.shop.refusal = "the store is busy"
    stage.press("x")
    stage.type("sold twice")
    stage.press("Enter")
    #expect(stage.shows("The store is busy"))
    #expect(drafts(stage)[.cancel] == "reason=sold twice")
    stage.press("x")
    #expect(stage.shows("sold twice"))
  }

  @Test func `words that were taken out of a form leave no draft`() {
    var stage = Stage()
    stage.press("x")
    stage.type("no")
    stage.press("Backspace", "Backspace", "Esc")
    #expect(drafts(stage).isEmpty)
    #expect(!stage.shows("is kept for the next time"))
  }

  @Test func `a draft for many orders is kept for the same ones`() {
    var stage = Stage()
    stage.press("Space", "Space", "Space", "x")
    stage.type("storm damage")
    stage.press("Esc", "x")
    #expect(stage.shows("storm damage"))
    stage.press("Esc", "Esc", "x")
    #expect(!stage.shows("storm damage"), "without the marks it is another form")
    let stored = stage.shop.drafts.values.flatMap { $0 }
    #expect(stored.isEmpty)
  }

  @Test func `the reason for settling a conflict is kept`() {
    var stage = Stage()
    stage.shop.orders[0].hasConflict = true
    stage.shop.overview.conflicts = [
      FieldConflict(
        orderID: stage.shop.orders[0].id,
        orderNumber: "CHT001234",
        field: "status",
        ours: "processing",
        theirs: "cancelled",
        since: SampleShop.now,
        seenAt: SampleShop.now
      )
    ]
    stage.tell(.storeChanged)
    stage.press("K", "Enter")
    stage.type("spoke with them")
    stage.press("Esc")
    #expect(drafts(stage)[.settle]?.contains("reason=spoke with them") == true)
    stage.press("K", "Enter")
    #expect(stage.shows("spoke with them"))
    stage.press("Enter")
    #expect(drafts(stage)[.settle] == nil)
  }

  @Test func `a form's draft reads back whatever was typed`() {
    var draft = FormDraft()
    let texts = ["", "a=b", "two\nlines\\n", "\\", "tab\t, ünïcode 🙏"]
    for (place, text) in texts.enumerated() { draft["field \(place)"] = text }
    let read = FormDraft(draft.body)
    #expect(read == draft)
    #expect(texts.indices.map { read["field \($0)"] } == texts)
    #expect(FormDraft("no sign at all").isEmpty)
  }
}
