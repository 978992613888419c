import Commands
import Foundation
import SQLiteKit
import TestSupport
import Testing

@Suite struct `Using the command line` {
  private let counter: Counter

  init() throws { counter = try Counter() }

  @Test(arguments: CommandNames.all)
  func `every command explains itself`(_ command: CommandNames) throws {
    let answer = try counter.call(command.path + ["--help"])
    #expect(answer.status == 0)
    #expect(answer.errorOutput == "")
    #expect(answer.output.hasPrefix(command.summary + "\n"))
    #expect(answer.output.contains("usage: orderdeck \(command.name)"))
    for option in command.options { #expect(answer.output.contains("--\(option)")) }
    #expect(try counter.call(["help"] + command.path).output == answer.output)
    #expect(!FileManager.default.fileExists(atPath: counter.storePath))
  }

  @Test func `the overview names every command and every exit status`() throws {
    let answer = try counter.call("--help")
    #expect(answer.status == 0)
    for command in CommandNames.all { #expect(answer.output.contains("  \(command.name) ")) }
    for status in ["0  ", "1  ", "2  ", "3  ", "130"] { #expect(answer.output.contains(status)) }
    #expect(try counter.call("help").output == answer.output)
  }

  @Test func `a word that begins several commands lists them`() throws {
    let answer = try counter.call("order")
    #expect(answer.status == 2)
    #expect(answer.output == "")
    #expect(answer.errorOutput.contains("orderdeck order list"))
    #expect(try counter.call("chat", "--help").status == 0)
  }

  @Test func `an option with one value is refused the second time`() throws {
    let answer = try counter.call("order", "list", "--limit", "2", "--limit", "1")
    #expect(answer.status == 2)
    #expect(answer.errorOutput.contains("--limit is given twice"))
  }

  @Test func `the version is printed`() throws {
    #expect(try counter.call("--version").output == "orderdeck \(Program.version)\n")
  }

  @Test(arguments: [
    (["ordr", "list"], "did you mean `order list`?"),
    (["order", "lst"], "did you mean `order list`?"),
    (["order", "list", "--querry", "x"], "did you mean `--query`?"),
    (["order", "list", "--sort", "newst"], "did you mean `newest`?"),
    (["completion", "bsh"], "did you mean `bash`?"),
    (["order", "status", "X", "--to", "shiped"], "did you mean `shipped`?"),
    (["order", "list", "--status", "shipped"], "did you mean `--query 'status:shipped'`?"),
    (["order", "list", "--payment=paid"], "did you mean `--query 'pay:paid'`?"),
    (["chat", "list", "--customer"], "did you mean `--query 'customer:WORD'`?"),
    (["order", "list", "shipped"], "did you mean `--query 'status:shipped'`?"),
    (
      ["order", "status", "CHT000002", "shipped"],
      "did you mean `orderdeck order status CHT000002 --to shipped`?"
    ),
    (["sync", "stauts"], "did you mean `sync status`?"),
    (["search", "lamp"], "did you mean `chat search`?"), (["list"], "did you mean `order list`?"),
    (["version"], "did you mean `--version`?"),
    (["order", "deliver", "CHT000002"], "did you mean `order status CHT000002 --to delivered`?"),
    (["help", "order", "lst"], "did you mean `order list`?"),
    (["orders"], "did you mean `order`?"), (["order", "list", "-q", "x"], "`--query`?"),
    (["sync", "feed.ndjson"], "did you mean `sync --from 'feed.ndjson'`?"),
    (["order", "list", "lamp"], "did you mean `order list --query 'lamp'`?"),
    (["order", "list", "--theme", "drak"], "did you mean `dark`?"),
    (["theme", "list", "--theme=lihgt"], "did you mean `light`?"),
    (["order", "--hlp"], "`orderdeck order` has no option --hlp (did you mean `--help`?)"),
    (["sync", "--watch", "--from", "-"], "--watch is for a file or a database"),
  ])
  func `a wrong word is answered with the nearest right one`(
    _ words: [String],
    _ hint: String
  ) throws {
    let answer = try counter.call(words)
    #expect(answer.status == 2)
    #expect(answer.output == "")
    #expect(answer.errorOutput.contains(hint))
    #expect(answer.errorOutput.contains(" --help`."))
  }

  @Test(arguments: [
    (["ordr"], "orderdeck --help"), (["order", "lst"], "orderdeck order --help"),
    (["order", "list", "--x"], "orderdeck order list --help"),
    (["order", "list", "--query", "status:x"], "orderdeck order list --help"),
    (["sync"], "orderdeck sync --help"), (["help", "sync", "x"], "orderdeck sync --help"),
  ])
  func `a wrong call names the page that helps`(_ words: [String], _ page: String) throws {
    #expect(try counter.call(words).errorOutput.hasSuffix("\nSee `\(page)`.\n"))
  }

  @Test(arguments: CommandNames.all)
  func `help fits a terminal of 80 columns, but for examples`(_ command: CommandNames) throws {
    let group = try counter.call("help", command.path[0])
    for text in [try counter.call(command.path + ["--help"]).output, group.output] {
      for line in text.split(separator: "\n") {
        #expect(line.count <= 80 || line.hasPrefix("  orderdeck \(command.name)"))
      }
    }
  }

  @Test func `the overview fits a terminal of 80 columns`() throws {
    for line in try counter.call("--help").lines { #expect(line.count <= 80) }
  }

  @Test(arguments: [
    (["order", "show"], "needs NUMBER"), (["order", "show", "A", "B"], "no further word: `B`"),
    (["order", "list", "--limit"], "--limit needs a value"),
    (["order", "list", "--limit", "many"], "whole number"),
    (["order", "list", "--limit", "-1"], "whole number"),
    (["order", "list", "--json=yes"], "--json takes no value"),
    (["order", "list", "-x"], "has no option -x"),
    (["completion", "tcsh"], "SHELL is one of bash, zsh, fish, not `tcsh`\n"),
    (["completion"], "needs SHELL: the shell, one of bash, zsh, fish"),
    (["completion", "bash", "--json"], "`orderdeck completion` has no option --json"),
    (["completion", "bash", "--db", "x"], "has no option --db"),
    (["demo", "--json"], "`orderdeck demo` has no option --json"),
    (["demo", "--db", "x.db"], "has no option --db"), (["--json"], "has no option --json"),
    (["audit", "verify", "--head", "1:abc"], "the hash has 3 of 64 digits"),
    (["audit", "verify", "--head", "1:xyz"], "`x` does not belong into a hash"),
    (["audit", "verify", "--head", "x:abc"], "`x` is no number of records"),
    (["audit", "verify", "--head", "abc"], "it has no colon; it is what `orderdeck audit verify`"),
    (["order", "status", "A"], "needs --to STATUS"),
    (["order", "status", "--to", "packaged"], "no order is named"),
    (["xyzzy"], "there is no command `xyzzy`"), ([], "needs a terminal"),
  ])
  func `a wrong call says what is wrong`(_ words: [String], _ sentence: String) throws {
    let answer = try counter.call(words)
    #expect(answer.status == 2)
    #expect(answer.output == "")
    #expect(answer.errorOutput.contains(sentence))
  }

  @Test func `help is found behind options with values, and words behind two dashes are words`()
    throws
  {
    #expect(
      try counter.call("--db", "x.db", "--help").output == counter.call("--help").output
    )
    #expect(
      try counter.call("--as", "Ben", "order", "show", "-h").output
        == counter.call("help", "order", "show").output
    )
    let group = try counter.call("--db", "x.db", "order", "--help")
    #expect(group.status == 0)
    #expect(group.output.contains("orderdeck order list"))
    let shop = try Counter.withShop(orders: 2)
    #expect(try shop.call("chat", "send", "CHT000002", "--", "--help").status == 0)
    #expect(try shop.call("chat", "show", "CHT000002").output.contains(": --help"))
  }

  @Test func `two dashes end the options`() throws {
    let shop = try Counter.withShop(orders: 2)
    #expect(try shop.call("order", "note", "CHT000002", "--", "--help", "is no option").status == 0)
    #expect(try shop.call("order", "show", "CHT000002").output.contains("--help is no option"))
  }

  @Test func `options may stand before the command`() throws {
    let shop = try Counter.withShop(orders: 2)
    let answer = try shop.call("--db", shop.storePath, "--json", "order", "list")
    #expect(answer.status == 0)
    #expect(answer.lines.count == 2)
  }

  @Test(arguments: [0, 10, 200])
  func `a reader that leaves is no failure and gets no words`(_ bytes: Int) throws {
    let shop = try Counter.withShop()
    for words in [
      ["order", "list"], ["order", "list", "--json"], ["chat", "search", "Line"], ["--help"],
    ] {
      let answer = try shop.call(words, until: bytes)
      #expect(answer.status == 0)
      #expect(answer.errorOutput == "")
    }
  }

  @Test(arguments: CompletionScripts.shells)
  func `completion scripts are printed`(_ shell: String) throws {
    let answer = try counter.call("completion", shell)
    #expect(answer.status == 0)
    for command in CommandNames.all { #expect(answer.output.contains(command.path[0])) }
  }

  @Test func `bash takes its completion script and completes with it`() throws {
    let script = try counter.folder.write(
      try counter.call("completion", "bash").output,
      to: "completion.bash"
    )
    #expect(try ProgramRun.outcome(of: "bash", ["-n", script]).status == 0)
    #expect(try completions(of: ["orderdeck", "or"], script) == ["order"])
    #expect(
      try completions(of: ["orderdeck", "order", "s"], script)
        == ["show", "status", "ship", "snooze"]
    )
    #expect(try completions(of: ["orderdeck", "order", "list", "--li"], script) == ["--limit"])
    #expect(try completions(of: ["orderdeck", "completion", "f"], script) == ["fish"])
    #expect(try completions(of: ["orderdeck", "sync", "--fr"], script) == ["--from"])
    let status = ["orderdeck", "order", "status", "CHT000002", "--to"]
    #expect(try completions(of: status + ["sh"], script) == ["shipped"])
    #expect(try completions(of: status + ["=", "sh"], script) == ["shipped"])
    let list = ["orderdeck", "order", "list"]
    #expect(try completions(of: list + ["--sort", "ol"], script) == ["oldest"])
    #expect(try completions(of: list + ["--limit", ""], script) == [])
    let program = try BuiltProgram.orderdeck()
    #expect(try completions(of: [program, "theme", "show", "mono"], script) == ["monochrome"])
    #expect(try completions(of: [program, "keys", "--theme", "mono"], script) == ["monochrome"])
  }

  private func completions(of words: [String], _ script: String) throws -> [String] {
    let quoted = words.map { "'\($0)'" }.joined(separator: " ")
    let lines = """
      source \(script); COMP_WORDS=(\(quoted)); COMP_CWORD=\(words.count - 1)
      _orderdeck; printf '%s\\n' "${COMPREPLY[@]}"
      """
    let outcome = try ProgramRun.outcome(of: "bash", ["-c", lines])
    return outcome.output.split(separator: "\n").map(String.init)
  }

  /// What the one who holds the lock has written into it, and how it is named to those who wait.
  @Test(arguments: [("", "(python3)"), ("orderdeck sync", "(orderdeck sync)")])
  func `a store that is busy is worth another try, and its holder is named`(
    _ label: String,
    _ name: String
  ) throws {
    let shop = try Counter.withShop(orders: 2)
    let holder = try ProgramRun(
      "python3",
      [
        "-c",
        """
        import fcntl, os, signal
        lock = open("\(shop.storePath).lock", "r+")
        fcntl.flock(lock, fcntl.LOCK_EX)
        if "\(label)":
          lock.write(f"{os.getpid()} \(label)".ljust(95) + "\\n")
          lock.flush()
        open("\(shop.folder.path("held"))", "w").close()
        signal.pause()
        """,
      ]
    )
    while !FileManager.default.fileExists(atPath: shop.folder.path("held")) {
      try #require(!holder.ends(within: 5))
    }
    let answer = try shop.call("order", "note", "CHT000002", "x")
    #expect(answer.status == 3)
    #expect(answer.output == "")
    #expect(answer.errorOutput.contains("pid \(holder.process) \(name) has been writing"))
    #expect(answer.errorOutput.contains("try again"))
    #expect(try shop.call("order", "list").status == 0)
    holder.signal(9)
    _ = try holder.wait()
    #expect(try shop.call("order", "note", "CHT000002", "x").status == 0)
  }
}
