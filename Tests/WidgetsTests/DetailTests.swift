import Screen
import Testing
import Widgets

@Suite("Progress tracker")
struct ProgressTrackerTests {
  private let tracker = ProgressTracker([
    ProgressTracker.Step("placed", .done), ProgressTracker.Step("confirmed", .done),
    ProgressTracker.Step("processing", .current, note: "since 11:40"),
    ProgressTracker.Step("packaged", .expected),
    ProgressTracker.Step("shipped", .expected, note: "due 15 Nov"),
  ])

  private func shown(_ width: Int) -> String {
    picture(width, 2) { tracker.paint(in: $0, on: &$1) }
  }

  @Test func `it shrinks until only the current step has its name`() {
    #expect(
      shown(70) == """
        ✓ placed ── ✓ confirmed ── ● processing ── ○ packaged ── ○ shipped
                                   since 11:40                   due 15 Nov
        """
    )
    #expect(
      shown(66) == """
        ✓ placed ── ✓ confirmed ── ● processing ── ○ packaged ── ○ shipped
                                   since 11:40                  due 15 Nov
        """
    )
    #expect(
      shown(56) == """
        ✓ placed ✓ confirmed ● processing ○ packaged ○ shipped
                             since 11:40             due 15 Nov
        """
    )
    #expect(
      shown(40) == """
        ✓ ✓ ● processing ○ packaged ○ shipped
            since 11:40             due 15 Nov
        """
    )
    #expect(shown(22) == "✓ ✓ ● processing ○ ○\n    since 11:40")
  }

  @Test func `a date that is due stands behind a long note of the step before`() {
    let tracker = ProgressTracker([
      ProgressTracker.Step("placed", .done),
      ProgressTracker.Step("confirmed", .current, note: "since 11 Aug 12:25"),
      ProgressTracker.Step("shipped", .expected, note: "due 21 Oct"),
    ])
    #expect(
      picture(33, 2) { tracker.paint(in: $0, on: &$1) } == """
        ✓ placed ● confirmed ○ shipped
                 since 11 Aug 12:25
        """
    )
    #expect(
      picture(42, 2) { tracker.paint(in: $0, on: &$1) } == """
        ✓ placed ── ● confirmed ── ○ shipped
                    since 11 Aug 12:25  due 21 Oct
        """
    )
  }

  @Test func `a stopped order shows where it was stopped, in ASCII too`() {
    let stopped = ProgressTracker([
      ProgressTracker.Step("placed", .done), ProgressTracker.Step("cancelled", .stopped),
    ])
    let shown = picture(30, 1, glyphs: .ascii) { stopped.paint(in: $0, on: &$1) }
    #expect(shown == "v placed -- x cancelled")
  }
}

@Suite("Timeline")
struct TimelineTests {
  private let timeline = Timeline([
    Timeline.Row(
      mark: "●",
      role: .accent,
      time: "11:40",
      what: "processing",
      who: "maya",
      detail: "undo with u (7 s)"
    ),
    Timeline.Row(mark: "✓", time: "09:12", what: "paid $349.00 by card", who: "stripe"),
    Timeline.Row(mark: "✓", time: "09:11", what: "placed in chat", detail: "chat_8f2"),
  ])

  @Test func `columns are straight and the last ones give way`() {
    #expect(
      picture(70, 3) { timeline.paint(in: $0, on: &$1) } == """
        ● 11:40  processing            maya    undo with u (7 s)
        ✓ 09:12  paid $349.00 by card  stripe
        ✓ 09:11  placed in chat                chat_8f2
        """
    )
    #expect(
      picture(24, 2) { timeline.paint(in: $0, from: 1, on: &$1) } == """
        ✓ 09:12  paid $349.00 b…
        ✓ 09:11  placed in chat
        """
    )
  }

  @Test func `what is too long for its line goes on below, and no name is cut`() {
    let narrow = Timeline([
      Timeline.Row(
        mark: "✓",
        time: "12 Nov",
        what: "payment partially refunded",
        who: "storefront",
        mostLines: 4
      ),
      Timeline.Row(mark: "✓", time: "12 Nov", what: "placed", who: "storefront", mostLines: 4),
    ])
    #expect(
      picture(34, 4) { area, canvas in
        narrow.wrapped(to: area.width, glyphs: .unicode).paint(in: area, on: &canvas)
      } == """
        ✓ 12 Nov  payment    storefront
                  partially
                  refunded
        ✓ 12 Nov  placed     storefront
        """
    )
  }

  @Test func `a long text gives way to who wrote it, by the first name where that is all`() {
    let notes = Timeline([
      Timeline.Row(mark: "·", time: "11:40", what: "note: call her back at 3", who: "Zoë Brandt"),
      Timeline.Row(mark: "✓", time: "11:02", what: "confirmed", who: "chat checkout"),
    ])
    #expect(
      picture(39, 2) { notes.paint(in: $0, on: &$1) } == """
        · 11:40  note: call her back at 3  Zoë
        ✓ 11:02  confirmed                 chat
        """
    )
  }
}

@Suite("Table")
struct TableGridTests {
  private let grid = TableGrid(
    [
      TableGrid.Column("source"), TableGrid.Column("records", isNumeric: true),
      TableGrid.Column("state"),
    ],
    rows: [
      [Span("shop-bot.ndjson", .text), Span("7,281", .text), Span("ok", .success)],
      [Span("sqlite:/var/bot.db", .text), Span("12", .text), Span("3 in quarantine", .warning)],
    ]
  )

  @Test func `columns fit their content and the widest give way first`() {
    #expect(
      picture(60, 3) { grid.paint(in: $0, on: &$1) } == """
        source              records  state
        shop-bot.ndjson       7,281  ok
        sqlite:/var/bot.db       12  3 in quarantine
        """
    )
    #expect(
      picture(36, 3) { grid.paint(in: $0, on: &$1) } == """
        source         records  state
        shop-bot.ndj…    7,281  ok
        sqlite:/var/…       12  3 in quaran…
        """
    )
  }
}
