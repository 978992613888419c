import Commerce
import Console
import Testing

/// The next order is read while one looks at this one, so that its key paints at once.
@Suite struct `The next order on the way` {
  private var stage = Stage()

  @Test mutating func `is read ahead, up or down, one at a time`() {
    stage.press("j")
    #expect(readAhead == [stage.shop.orders[2].id])
    stage.forgetEffects()
    stage.press("j", "j")
    #expect(readAhead == [stage.shop.orders[3].id, stage.shop.orders[4].id])
    stage.forgetEffects()
    stage.press("k")
    #expect(readAhead == [stage.shop.orders[1].id])
  }

  @Test mutating func `waits until the order that is shown is there`() {
    stage.forgetEffects()
    stage.answersAtOnce = false
    stage.press("j")
    #expect(readAhead.isEmpty)
    stage.deliver()
    #expect(readAhead == [stage.shop.orders[2].id])
  }

  @Test mutating func `is left alone while nobody moves`() {
    stage.press("j")
    stage.forgetEffects()
    stage.wait(seconds: 120)
    stage.tell(.storeChanged)
    stage.press("l", "h")
    #expect(readAhead.isEmpty)
  }

  @Test mutating func `is not guessed after a jump, nor beyond the end`() {
    stage = Stage(SampleShop(count: 1_000))
    #expect(readAhead.isEmpty)
    stage.press("G")
    #expect(readAhead.isEmpty)
    stage.press("k", "j")
    #expect(readAhead == [stage.shop.orders[997].id])
  }

  private var readAhead: [OrderID] {
    stage.effects.compactMap { effect in
      if case .readAhead(let id, _) = effect { id } else { nil }
    }
  }
}
