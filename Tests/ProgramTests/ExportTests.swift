import SQLiteKit
import TestSupport
import Testing

extension TheProgram {
  @Suite struct `Tables for other programs` {
    /// Reads them as a stranger's program would, with Python's readers.
    private static let reader = #"""
      import csv, io, json, sqlite3, subprocess, sys, unicodedata
      program, store = sys.argv[1:3]
      def export(table, kind):
          run = subprocess.run([program, "--db", store, "export", table, "--format", kind,
                                "--sort", "oldest"], capture_output=True)
          assert run.returncode == 0, run.stderr
          return run.stdout.decode("utf-8")
      db = sqlite3.connect(store)
      stored = {"orders": ("orders", "order_number"), "items": ("order_items", "name"),
                "messages": ("messages", "body")}
      for table, (source, field) in stored.items():
          values = sorted(row[0] for row in db.execute(f"SELECT {field} FROM {source}"))
          plain = export(table, "csv")
          for sign in plain.replace("\r\n", ""):
              assert unicodedata.category(sign) not in ("Cc", "Zl", "Zp"), (table, hex(ord(sign)))
              assert not 0x202A <= ord(sign) <= 0x202E and not 0x2066 <= ord(sign) <= 0x2069
          rows = list(csv.reader(io.StringIO(plain, newline="")))
          heads, rows = rows[0], rows[1:]
          assert len(rows) == len(values), (table, len(rows), len(values))
          assert all(len(row) == len(heads) for row in rows), table
          for row in rows:
              for cell in row:
                  assert cell.lstrip()[:1] not in tuple("=+-@") or cell == "", (table, cell)
          whole = json.loads(export(table, "json"))
          lines = [json.loads(line) for line in export(table, "ndjson").splitlines()]
          assert whole == lines and len(whole) == len(values), table
          assert sorted(row[field] for row in whole) == values, table
          assert [list(row) for row in whole[:1]] == ([heads] if whole else []), table
      print(len(values))
      """#

    @Test func `of hostile feeds hold no formula and no control, and are read back whole`() throws {
      let floor = try ShopFloor.withShop()
      try floor.sync(try HostileTexts.feed(), name: "hostile.ndjson")
      let script = try floor.folder.write(Self.reader, to: "reader.py")
      let outcome = try ProgramRun.outcome(
        of: "python3",
        [script, try BuiltProgram.orderdeck(), floor.storePath],
        environment: floor.environment()
      )
      #expect(outcome.status == 0, "\(outcome.errorOutput)")
      #expect(try floor.number("SELECT count(*) FROM audit WHERE action = 'export_orders'") == 9)
    }
  }
}
