import Console
import Testing

@Suite struct `Items of an order` {
  @Test func `each shows its SKU where that has room`() {
    let narrow = Stage(width: 80, height: 24)
    #expect(narrow.shows("2 × $174.50  lamp      $349.00"))
    let wide = Stage(width: 150, height: 34)
    #expect(wide.shows("Items                                   SKU   qty     each"))
    #expect(wide.shows("Oak desk lamp, warm white               lamp    2  $174.50"))
  }
}
