import Foundation
import SQLiteKit
import TestSupport
import Testing

extension TheProgram {
  /// P5: without room nothing is lost and nothing is claimed, and work goes on when there is room.
  @Suite struct `A disk without room` {
    /// Lets no file of the process grow, or lifts that again.
    private func setLimit(_ bytes: String, of process: Int32, _ floor: ShopFloor) throws {
      try floor.python(
        """
        import resource
        hard = resource.prlimit(\(process), resource.RLIMIT_FSIZE)[1]
        limit = \(bytes)
        resource.prlimit(\(process), resource.RLIMIT_FSIZE, (limit, hard))
        """
      )
    }

    @Test func `the reply stays in the field, and is sent when there is room`() throws {
      let floor = try ShopFloor.withShop(orders: 4)
      let terminal = try floor.console()
      try terminal.wait(forText: "Line 3 about order CHT000004", seconds: ShopFloor.patience)
      let console = try #require(terminal.children().first)
      try terminal.type("r", until: "Alt-Enter")
      try setLimit("0", of: console, floor)
      try terminal.type("precious words", until: "precious words")
      try terminal.rest()
      try terminal.send(Keystrokes.enter)
      try terminal.wait(for: "a plain message", seconds: ShopFloor.patience) {
        $0.contains("disk") && $0.contains("precious words")
      }
      #expect(try floor.number("SELECT count(*) FROM messages WHERE body = 'precious words'") == 0)
      #expect(try floor.number("SELECT count(*) FROM acts") == 0)
      try setLimit("hard", of: console, floor)
      try terminal.rest()
      try terminal.send(Keystrokes.enter)
      try terminal.wait(forText: "queued", seconds: ShopFloor.patience)
      #expect(try floor.number("SELECT count(*) FROM messages WHERE body = 'precious words'") == 1)
      try terminal.escape(2)
      try terminal.wait(for: "the list", seconds: ShopFloor.patience) { !$0.contains("Alt-Enter") }
      try terminal.quit()
      try floor.expectSound()
    }

    @Test func `the command line says it and does not lie`() throws {
      let floor = try ShopFloor.withShop(orders: 4)
      var done = 0
      for kilobytes in [0, 1, 64, 512, 1_024] {
        // What it says goes through a pipe, for the limit is on files.
        let call = "\(try BuiltProgram.orderdeck()) order note CHT000002 x"
        let outcome = try ProgramRun.outcome(
          of: "bash",
          ["-c", "(ulimit -f \(kilobytes); exec \(call)) 2>&1 | cat; exit ${PIPESTATUS[0]}"],
          environment: floor.environment()
        )
        if outcome.status == 0 {
          done += 1
        } else {
          #expect(outcome.status == 1)
          #expect(outcome.output.contains("disk"))
        }
      }
      #expect(try floor.number("SELECT count(*) FROM order_events WHERE kind = 'note'") == done)
      #expect(done < 5)
      try floor.expectSound()
    }
  }
}
