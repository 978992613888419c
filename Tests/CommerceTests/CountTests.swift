import Commerce
import Testing

@Suite struct `Counts as people read them` {
  @Test(arguments: [
    (0, "0"), (999, "999"), (1_000, "1k"), (1_299, "1.2k"), (11_934, "11.9k"), (12_040, "12k"),
    (431_999, "431k"), (999_999, "999k"), (1_250_000, "1.2M"), (-1_500, "-1.5k"),
  ])
  func `short counts are cut and never promise more`(count: Int, text: String) {
    #expect(CountText.short(count) == text)
  }

  @Test func `long counts are grouped`() {
    #expect(
      [0, 999, 1_000, 1_234_567, -12_345].map(CountText.grouped) == [
        "0", "999", "1,000", "1,234,567", "-12,345",
      ]
    )
  }

  @Test func `one thing is named as one, and many have their thousands set apart`() {
    #expect(CountText.of(1, "reply is queued", many: "replies are queued") == "1 reply is queued")
    #expect(
      CountText.of(1_200, "reply is queued", many: "replies are queued")
        == "1,200 replies are queued"
    )
  }
}
