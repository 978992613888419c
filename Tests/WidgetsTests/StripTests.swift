import Screen
import Testing
import Widgets

@Suite("Chips")
struct ChipsTests {
  private let chips = Chips(
    [
      Chips.Chip("All", count: "12,431", shortCount: "12.4k"),
      Chips.Chip("Pending", short: "Pend", count: "37"),
      Chips.Chip("Confirmed", short: "Conf", count: "66"),
      Chips.Chip("Delivered", short: "Deliv", count: "11,934", shortCount: "11.9k"),
      Chips.Chip("Cancelled", short: "Canc"),
    ],
    active: 3
  )

  private func shown(_ width: Int) -> String {
    picture(width, 1) { chips.paint(in: $0, on: &$1) }
  }

  @Test func `they get shorter step by step and the active one always stays`() {
    #expect(shown(80) == " All 12,431   Pending 37   Confirmed 66   Delivered 11,934   Cancelled")
    #expect(shown(68) == " All 12,431  Pending 37  Confirmed 66  Delivered 11,934  Cancelled")
    #expect(shown(65) == " All 12.4k  Pending 37  Confirmed 66  Delivered 11.9k  Cancelled")
    #expect(shown(50) == " All 12.4k  Pend 37  Conf 66  Deliv 11.9k  Canc")
    #expect(shown(44) == " All 12.4k  Pend 37  Conf 66  Deliv 11.9k")
    #expect(shown(24) == " Conf 66  Deliv 11.9k")
    #expect(shown(4) == "")
  }

  @Test func `hiding the counts moves no chip`() {
    var silent = chips
    for index in silent.chips.indices { silent.chips[index].hidesCount = true }
    let shown = silent.placements(width: 80)
    #expect(shown.map(\.columns) == chips.placements(width: 80).map(\.columns))
    #expect(shown[1].text == " Pending    ")
  }

  @Test func `the active one is told by role and ground, and the mouse finds each`() {
    var canvas = Canvas(width: 24, height: 1)
    chips.paint(in: canvas.bounds, on: &canvas)
    #expect(canvas.roleText == ".pppp.pp..PPPPP.PPPPP...")
    #expect(canvas.surfaceText == "kkkkkkkkkKKKKKKKKKKKKK..")
    #expect(chips.index(atColumn: 10, width: 24) == 3)
    #expect(chips.index(atColumn: 23, width: 24) == nil)
  }
}

@Suite("Key hints")
struct KeyHintsTests {
  private let hints = KeyHints(
    [
      KeyHints.Hint("⏎", "open"), KeyHints.Hint("r", "reply"), KeyHints.Hint("s", "packaged"),
      KeyHints.Hint("?", "help", isPinned: true),
    ],
    trailing: [Span("1 of 12", .dim)]
  )

  private func shown(_ width: Int) -> String {
    picture(width, 1) { hints.paint(in: $0, on: &$1) }
  }

  @Test func `the least important give way and the pinned stay`() {
    #expect(shown(50) == " ⏎ open  r reply  s packaged  ? help      1 of 12")
    #expect(shown(36) == " ⏎ open  r reply  ? help    1 of 12")
    #expect(shown(26) == " ⏎ open  r reply  ? help")
    #expect(shown(8) == " ? help")
    #expect(shown(3) == "")
  }
}

@Suite("Badge and bar")
struct BadgeTests {
  @Test func `a badge keeps its width`() {
    #expect(
      picture(8, 2) { _, canvas in
        Badge("CHAT", role: .chatBadge, width: 4).paint(at: Place(column: 0, row: 0), on: &canvas)
        Badge("STANDARD", role: .dim, width: 4).paint(at: Place(column: 0, row: 1), on: &canvas)
      } == "CHAT\nSTA…"
    )
  }

  @Test func `a bar shows its share in words too`() {
    let half = ProgressBar(fraction: 0.45, text: "7,281 records")
    #expect(
      picture(42, 1) { half.paint(in: $0, on: &$1) } == "██████░░░░░░░░  45 %  7,281 records"
    )
    #expect(
      picture(30, 1, glyphs: .ascii) { ProgressBar(fraction: 7).paint(in: $0, on: &$1) }
        == "########## 100 %"
    )
    let open = ProgressBar(fraction: nil, text: "12 records")
    #expect(picture(30, 1) { open.paint(in: $0, on: &$1) } == "12 records")
  }
}
