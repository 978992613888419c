import Commerce
import Console
import Screen
import TestSupport
import Testing

/// Anything may be pressed at any moment, in any size, with answers early, late or never.
@Suite struct AnyInput {
  private static let codes: [Key.Code] = [
    .enter, .escape, .tab, .backTab, .backspace, .delete, .up, .down, .left, .right, .home, .end,
    .pageUp, .pageDown, .function(1), .function(2),
  ]

  private func key(_ numbers: inout SeededNumbers) -> Key {
    guard Int.random(in: 0..<3, using: &numbers) > 0,
      let letter = "jkgGnNouUrsSiMyVvz/:?FfwDCY1234567890 []qtTpPxaé漢🙏\u{200D}-\"".randomElement(
        using: &numbers
      )
    else { return Key(Self.codes.randomElement(using: &numbers) ?? .enter) }
    let control = Int.random(in: 0..<12, using: &numbers) == 0
    return Key(.character(letter), control: control)
  }

  private func input(_ numbers: inout SeededNumbers) -> Message {
    switch Int.random(in: 0..<40, using: &numbers) {
    case 0:
      return .input(
        .resized(
          width: .random(in: 1...300, using: &numbers),
          height: .random(in: 1...90, using: &numbers)
        )
      )
    case 1: return .input(.paste("pasted\ntext \u{1B}[31m status:shipped"))
    case 2...4:
      let kinds: [MouseEvent.Kind] = [.press, .doublePress, .wheelUp, .wheelDown]
      return .input(
        .mouse(
          MouseEvent(
            kinds.randomElement(using: &numbers) ?? .press,
            column: .random(in: 0..<150, using: &numbers),
            row: .random(in: 0..<50, using: &numbers)
          )
        )
      )
    case 5: return .storeChanged
    case 6: return .undoableLoaded(RequestID(.random(in: 0..<2_000, using: &numbers)), nil)
    case 7: return .failed(RequestID(.random(in: 0..<2_000, using: &numbers)), "It failed.")
    default: return .input(.key(key(&numbers)))
    }
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `20,000 random inputs leave a console that stands`(seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    var stage = Stage(SampleShop(), width: 120, height: 40)
    for step in 0..<5_000 {
      stage.tell(input(&numbers))
      if step.isMultiple(of: 7) { stage.wait(seconds: 1) }
      if step.isMultiple(of: 97) { stage.answersAtOnce.toggle() }
      if stage.answersAtOnce, step.isMultiple(of: 5) { stage.deliver() }
      if step.isMultiple(of: 11) { stage.shuffleShop(&numbers) }
      guard step.isMultiple(of: 13) else { continue }
      let frame = stage.model.frame()
      #expect(frame.canvas.width == stage.model.size.width, "seed \(seed), step \(step)")
      #expect(stage.isSound, "seed \(seed), step \(step)")
      stage.forgetEffects()
    }
  }

  @Test func `every size from 1 by 1 to 300 by 90 can be painted`() {
    var stage = Stage()
    let overlays = ["", "?", ":", "S", "i", "F", "C", "Y"]
    for (index, width) in (1...300).enumerated() {
      stage.press("Esc", "Esc", "F1")
      if !overlays[index % 8].isEmpty { stage.press(overlays[index % 8]) }
      for height in stride(from: 1 + index % 5, through: 90, by: 5) {
        stage.resize(width, height)
        #expect(stage.model.frame().canvas.height == height)
      }
    }
  }
}

extension Stage {
  /// Another process changes a status, adds an order or takes one away.
  mutating func shuffleShop(_ numbers: inout SeededNumbers) {
    let row = Int.random(in: 0..<max(1, shop.orders.count), using: &numbers)
    switch Int.random(in: 0..<3, using: &numbers) {
    case 0 where shop.orders.count > 3: shop.orders.remove(at: row)
    case 1 where shop.orders.count > 0:
      shop.orders[row].status = OrderStatus.allCases.randomElement(using: &numbers) ?? .pending
    default:
      let number = "CHT\(Int.random(in: 300_000..<900_000, using: &numbers))"
      shop.orders.insert(SampleShop.order(number, "Random", SampleShop.money(100)), at: 0)
    }
  }

  /// What must hold whatever happened: a cursor on the screen, a wake-up that lies ahead.
  var isSound: Bool {
    let frame = model.frame()
    if let cursor = frame.cursor,
      !frame.canvas.bounds.contains(column: cursor.column, row: cursor.row)
    {
      return false
    }
    return model.wakeAt.map { $0 > model.now } ?? true
  }
}
