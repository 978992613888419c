import TestSupport
import Testing

extension TheProgram {
  @Suite struct `Sizes of the terminal` {
    @Test func `a storm of sizes ends in a right screen`() throws {
      let floor = try ShopFloor.withShop()
      let terminal = try floor.console()
      try terminal.wait(forText: "CHT000020", seconds: ShopFloor.patience)
      for step in 0..<Trials.count(200) {
        terminal.resize(columns: 20 + step * 37 % 281, rows: 5 + step * 17 % 86)
        if step % 10 == 0 { try terminal.send(["j", "k", "\t", "?", "\u{1B}"][step / 10 % 5]) }
      }
      try terminal.escape()
      for (columns, rows) in [(300, 90), (160, 45), (100, 30), (70, 20), (60, 16)] {
        terminal.resize(columns: columns, rows: rows)
        try terminal.wait(for: "a whole frame of \(columns)x\(rows)", seconds: ShopFloor.patience) {
          $0.lines[0].contains("orderdeck") && $0.lines[rows - 1].contains("help")
            && $0.contains("CHT0000")
        }
      }
      for (columns, rows) in [(59, 16), (60, 15), (20, 5), (1, 1)] {
        terminal.resize(columns: columns, rows: rows)
        guard columns >= 20 else { continue }
        try terminal.wait(for: "the wish for room", seconds: ShopFloor.patience) {
          $0.text.contains(columns >= 25 ? "needs more room" : "orderdeck")
        }
      }
      terminal.resize(columns: 120, rows: 36)
      try terminal.wait(for: "the list again", seconds: ShopFloor.patience) {
        $0.lines[0].contains("orderdeck") && $0.contains("CHT0000")
      }
      try terminal.escape()
      try terminal.settle()
      try terminal.quit()
    }

    @Test(arguments: [(20, 5), (80, 24), (300, 90)])
    func `it starts in any size`(_ columns: Int, _ rows: Int) throws {
      let floor = try ShopFloor.withShop(orders: 4)
      let isSmall = columns < 60
      let terminal = try floor.console(
        columns: columns,
        rows: rows,
        isShown: isSmall ? "orderdeck" : "CHT000004"
      )
      if isSmall { try terminal.wait(forText: "not 20 x 5", seconds: ShopFloor.patience) }
      try terminal.quit()
    }
  }
}
