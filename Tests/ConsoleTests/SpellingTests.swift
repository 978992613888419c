import Commerce
import Console
import Testing

/// Amounts and dates as the settings want them, on every part of the screen.
@Suite struct Spelling {
  private func stage(_ adjust: @escaping (inout ConsoleSettings) -> Void) -> Stage {
    var shop = SampleShop()
    shop.orders[0].createdAt = SampleShop.minutesAgo(20 * 1_440)
    return Stage(shop, width: 200, height: 60) { adjust(&$0.settings) }
  }

  /// No sign of a currency but in the words of the chat.
  private func expectNoSign(_ stage: Stage) {
    let lines = stage.screen.split(separator: "\n").filter { !$0.contains("2 items, $349.00") }
    #expect(!lines.contains { line in line.contains { "$€¥".contains($0) } })
  }

  @Test func `amounts name their currency by its code`() {
    let stage = stage { $0.moneyStyle = .code }
    expectNoSign(stage)
    for amount in ["USD 349.00", "JPY 48,200", "EUR 1,204.50", "paid USD 349.00", "USD 174.50"] {
      #expect(stage.shows(amount), "\(amount)")
    }
  }

  @Test func `amounts stand alone`() {
    let stage = stage { $0.moneyStyle = .plain }
    expectNoSign(stage)
    #expect(!stage.shows("USD"))
    #expect(stage.shows(" 1,204.50 "))
  }

  @Test func `a refund of the source is spelled like every amount`() {
    var shop = SampleShop()
    shop.refund = SampleShop.money(2_000)
    var stage = Stage(shop, width: 200, height: 60) { $0.settings.moneyStyle = .code }
    stage.press("Tab")
    #expect(stage.shows("refunded USD 20.00"))
  }

  @Test func `dates begin with the month`() {
    let stage = stage { $0.dates = .monthDay }
    for date in ["Oct 24", "due Sun Nov 15", "since Feb 8 2026"] {
      #expect(stage.shows(date), "\(date)")
    }
    #expect(!stage.shows("24 Oct") && !stage.shows("15 Nov") && !stage.shows("8 Feb"))
  }

  @Test func `dates are those of ISO 8601`() {
    let stage = stage { $0.dates = .iso }
    for date in ["10-24", "due Sun 11-15", "since 2026-02-08"] {
      #expect(stage.shows(date), "\(date)")
    }
    #expect(!stage.shows("Nov"))
  }
}
