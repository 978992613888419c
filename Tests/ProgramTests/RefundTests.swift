import Glibc
import SQLiteKit
import Store
import TestSupport
import Testing

extension TheProgram {
  /// P21 and P22: refunds never exceed what was captured, and one refund is paid once.
  @Suite struct `Refunds of many processes` {
    /// Each asks for random amounts of random orders, and all of them for one under one key.
    private static let asker = #"""
      n=$1; rounds=$2; orders=$3; RANDOM=$((n + 17))
      "$ORDERDECK" refund request CHT000002 --amount 1.00 --reason damaged --key shared >/dev/null 2>>"$ERRORS"
      echo "shared $?"
      for ((i = 0; i < rounds; i++)); do
        order=$(printf 'CHT%06d' $((RANDOM % orders * 2 + 2)))
        amount=$((RANDOM % 25 + 1)).$(printf '%02d' $((RANDOM % 100)))
        "$ORDERDECK" refund request "$order" --amount "$amount" --reason damaged >/dev/null 2>>"$ERRORS"
        echo "request $?"
      done
      """#

    @Test func `never come to more than was captured, and one key is one refund`() throws {
      let orders = 6
      let floor = try ShopFloor.withShop(orders: orders * 2, messagesEach: 1)
      let script = try floor.folder.write(Self.asker, to: "asker.sh")
      let errors = floor.folder.path("errors")
      let rounds = Trials.count(5)
      let askers = try (0..<8).map { index in
        try ProgramRun(
          "bash",
          [script, String(index), String(rounds), String(orders)],
          environment: floor.environment(
            adding: ["ORDERDECK": try BuiltProgram.orderdeck(), "ERRORS": errors]
          )
        )
      }
      let over = "SELECT count(*) FROM order_money WHERE refunded + reserved > captured" as SQL
      #expect(try floor.number(over) == 0)
      let said = try askers.map { try $0.wait(seconds: 300) }
        .flatMap { $0.output.split(separator: "\n").map(String.init) }
      #expect(try floor.number(over) == 0)
      #expect(said.count { $0 == "shared 0" } == 8)
      #expect(said.count == 8 * (rounds + 1))
      #expect(Set(said).isSubset(of: ["shared 0", "request 0", "request 1"]))
      #expect(try floor.number("SELECT count(*) FROM refunds WHERE id = 'shared'") == 1)
      let made = said.count { $0 == "request 0" }
      #expect(try floor.number("SELECT count(*) FROM refunds WHERE id <> 'shared'") == made)
      let words = try floor.folder.read("errors")
      #expect(!words.contains("locked") && !words.contains("busy") && !words.contains("exceed"))
      #expect(try floor.number("SELECT sum(amount) FROM ledger_entries") == 0)
      try floor.expectSound()
      print("8 processes asked \(said.count) times and made \(made) refunds of \(orders) orders")
    }

    @Test func `a worker that is killed between sending and the answer pays once`() throws {
      let floor = try ShopFloor(configuration: "")
      let keys = floor.folder.path("keys")
      // The first call kills whoever sent it; the provider has its key all the same.
      let script = try floor.folder.write(
        """
        sed 's/.*"key":"\\([^"]*\\)".*/\\1/' >> \(keys)
        if [ "$(wc -l < \(keys))" -eq 1 ]; then kill -9 $PPID; exit; fi
        echo re_1
        """,
        to: "pay.sh"
      )
      try floor.folder.write(
        "undo_seconds = 0\n[payments]\ncommand = [\"bash\", \"\(script)\"]\n",
        to: ".config/orderdeck/config.toml"
      )
      try floor.sync(try SampleFeed.text(orders: 4, messagesEach: 1))
      let request = ["refund", "request", "CHT000002", "--reason", "damaged", "--amount", "5.00"]
      #expect(try floor.start(request + ["--key", "r-1"]).wait(seconds: 60).status == 0)
      #expect(try floor.call("refund", "approve", "r-1").status == 0)
      #expect(try floor.call("outbox", "deliver").status == 128 + SIGKILL)
      #expect(try floor.text("SELECT state FROM refunds") == "pending")
      // Its lease runs out.
      try Store(at: floor.storePath).database.write {
        try $0.run("UPDATE outbox SET lease_until = '2026-01-01T00:00:00.000Z'")
      }
      #expect(try floor.call("outbox", "deliver").status == 0)
      #expect(try floor.folder.read("keys") == "r-1\nr-1\n")
      #expect(try floor.number("SELECT count(*) FROM refunds") == 1)
      #expect(try floor.text("SELECT state FROM refunds") == "succeeded")
      #expect(try floor.number("SELECT refunded FROM order_money WHERE refunded > 0") == 500)
      #expect(
        try floor.number("SELECT count(*) FROM order_events WHERE to_value = 'unknown'") == 1
      )
      try floor.expectSound()
    }
  }
}
