import JSON
import TestSupport
import Testing

@Suite struct `The audit trail read by a person` {
  private let counter: Counter

  init() throws {
    counter = try Counter.withShop(orders: 4)
    try counter.call("order", "status", "CHT000002", "--to", "packaged")
    try counter.call("order", "note", "CHT000004", "private words")
    counter.user = "ben"
    try counter.call("order", "note", "CHT000002", "by Ben")
    counter.user = "mara"
  }

  @Test func `names people and orders, and never the words that were written`() throws {
    let text = try counter.call("audit", "list").output
    let lines = text.replacing(/\d{4}-\d\d-\d\d \d\d:\d\d/, with: "WHEN")
    #expect(
      lines == """
        1  WHEN  mara (cli)  set_status  CHT000002  from processing, to packaged
        2  WHEN  mara (cli)  add_note  CHT000004
        3  WHEN  ben (cli)  add_note  CHT000002

        """
    )
  }

  @Test(arguments: [
    (["--order", "CHT000002"], 2), (["--by", "ben"], 1), (["--action", "add_note"], 2),
    (["--order", "CHT000002", "--by", "mara"], 1), (["--limit", "2"], 2),
  ])
  func `is narrowed by order, person and action`(_ words: [String], _ count: Int) throws {
    let answer = try counter.call(["audit", "list"] + words)
    #expect(answer.status == 0)
    #expect(answer.lines.count == count)
    #expect(answer.errorOutput.contains("2 of 3 shown") == words.contains("--limit"))
  }

  @Test func `says when nothing is of that kind`() throws {
    let answer = try counter.call("audit", "list", "--action", "no_such_thing")
    #expect(answer.status == 1)
    #expect(answer.errorOutput == "no record of that kind\n")
  }

  /// By other means than the product's own: Python reads the export and hashes it anew.
  @Test func `is exported so that a stranger can check the chain`() throws {
    let exported = try counter.call("audit", "export")
    let path = try counter.folder.write(exported.output, to: "trail.ndjson")
    let program = """
      import hashlib, json, sys
      last = '0' * 64
      for line in open(sys.argv[1], encoding='utf-8'):
          record = json.loads(line)
          names = 'seq at actor os_user via action subject detail prev_hash'.split()
          fields = ['orderdeck audit 1'] + [str(record[name]) for name in names]
          data = b''.join(b'%d:%s,' % (len(f.encode()), f.encode()) for f in fields)
          assert record['prev_hash'] == last and hashlib.sha256(data).hexdigest() == record['hash']
          last = record['hash']
      print(record['seq'], last)
      """
    let run = try ProgramRun.outcome(of: "python3", ["-c", program, path])
    let answer = run.output
    let verified = try counter.call("audit", "verify", "--json").value()
    let head = try #require(verified["head"]?.stringValue)
    #expect(answer == head.replacing(":", with: " ") + "\n")
  }
}
