import Screen
import Testing
import Widgets

@Suite("Palette")
struct PaletteTests {
  private func palette(_ query: String = "") -> Palette {
    Palette(
      [
        Palette.Item("Set status", key: "s"), Palette.Item("Ship with tracking", key: "t"),
        Palette.Item("Search in all chats", key: "Ctrl-f"),
        Palette.Item("Cancel order", key: "x", disabledBecause: "already shipped"),
      ],
      query: query
    )
  }

  @Test func `it opens at the top with the keys at the right`() {
    var cursor: Place?
    let shown = picture(50, 9) { cursor = palette().paint(title: "Do", in: $0, on: &$1) }
    #expect(
      shown == """


        ── Do ────────────────────────────────────────────
          › type to find
          ▌Set status                                 s
           Ship with tracking                         t
           Search in all chats                   Ctrl-f
           Cancel order                 already shipped
        ──────────────────────────────────────────────────
        """
    )
    #expect(cursor == Place(column: 4, row: 3))
  }

  @Test func `a command's own name goes before letters that happen to fit`() {
    let items = [
      Palette.Item("Mark the chat as unread, or as read", name: "mark-unread", key: "M"),
      Palette.Item("Take back the last act", name: "undo", key: "u"),
      Palette.Item("Show orders with unread messages", name: "view-unread", key: "4"),
    ]
    #expect(Palette(items, query: "undo").chosen == 1)
    #expect(Palette(items, query: "view un").chosen == 2)
    #expect(Palette(items, query: "mark").chosen == 0)
  }

  @Test func `typing finds, the best first, and says when nothing fits`() {
    var palette = palette("st")
    #expect(palette.hits.map(\.index) == [0, 1, 2])
    #expect(palette.chosen == 0)
    palette.move(by: 1)
    #expect(palette.chosen == 1)
    palette.edit { $0.insert("zzz") }
    #expect(palette.chosen == nil)
    #expect(picture(50, 9) { _ = palette.paint(title: "Do", in: $0, on: &$1) }.contains("nothing"))
  }

  @Test(arguments: [
    ("sst", "Set status", [0..<1, 4..<6]), ("STATUS", "Set status", [4..<10]),
    ("s s", "Set status", [0..<1, 4..<5]), ("łó", "Łódź", [0..<4]), ("", "x", []),
  ])
  func `letters are found where they mean most`(query: String, text: String, ranges: [Range<Int>]) {
    #expect(FuzzyMatcher.match(query, in: text)?.ranges == ranges)
  }

  @Test func `starts of words and rows of letters are worth more`() throws {
    let word = try #require(FuzzyMatcher.match("st", in: "Set the table"))
    let inside = try #require(FuzzyMatcher.match("st", in: "Last"))
    #expect(word.score > inside.score)
    #expect(FuzzyMatcher.match("xyz", in: "xy") == nil)
    #expect(FuzzyMatcher.match("ba", in: "ab") == nil)
    #expect(FuzzyMatcher.match("stat", in: "Choose a status from those") != nil)
  }
}

@Suite("Dialog")
struct DialogTests {
  @Test func `what a field needs is said without a mark until it is wrong`() {
    var field = FormFields.Field("Reason", buffer: EditBuffer(), problem: "needed", isQuiet: true)
    #expect(
      picture(20, 2) { _ = FormFields([field]).paint(in: $0, on: &$1) } == "Reason\n         needed"
    )
    field.isQuiet = false
    #expect(
      picture(20, 2) { _ = FormFields([field]).paint(in: $0, on: &$1) }
        == "Reason !\n         needed"
    )
  }

  @Test func `a form has a title, straight fields, problems and hints`() {
    let form = FormFields(
      [
        FormFields.Field("Carrier", buffer: EditBuffer("DHL")),
        FormFields.Field(
          "Tracking number",
          buffer: EditBuffer(),
          placeholder: "required",
          problem: "give a number, or a reason"
        ),
      ],
      focused: 1
    )
    let frame = DialogFrame(
      title: "Ship CHT001234",
      hints: [KeyHints.Hint("⏎", "ship"), KeyHints.Hint("Esc", "leave")]
    )
    var cursor: Place?
    let shown = picture(52, 7) { area, canvas in
      cursor = form.paint(in: frame.paint(in: area, on: &canvas), on: &canvas)
    }
    #expect(
      shown == """
        ── Ship CHT001234 ──────────────────────────────────
          Carrier           DHL
          Tracking number ! required
                            give a number, or a reason

          ⏎ ship  Esc leave
        ────────────────────────────────────────────────────
        """
    )
    #expect(cursor == Place(column: 20, row: 2))
    #expect(form.height == 3)
  }
}

@Suite("Help")
struct HelpTableTests {
  private let help = HelpTable([
    HelpTable.Section(
      "Orders",
      [
        HelpTable.Entry("j ↓", "next order"), HelpTable.Entry("k ↑", "order before"),
        HelpTable.Entry("Enter", "open"),
      ]
    ),
    HelpTable.Section("Nothing here", []),
    HelpTable.Section("Everywhere", [HelpTable.Entry("?", "help")]),
  ])

  @Test func `sections stand in as many columns as fit and scroll`() {
    #expect(
      picture(80, 6) { help.paint(in: $0, on: &$1) } == """
        Orders
        j ↓    next order                       Enter  open
        k ↑    order before

        Everywhere
        ?      help
        """
    )
    let found = picture(80, 2) { help.matching("order next").paint(in: $0, on: &$1) }
    #expect(found == "Orders\nj ↓    next order")
    #expect(help.height(width: 80) == 6 && help.height(width: 40) == 7)
    #expect(picture(40, 2) { help.paint(in: $0, from: 3, on: &$1) } == "Enter  open\n")
  }
}
