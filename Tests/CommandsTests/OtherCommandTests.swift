import Foundation
import JSON
import SQLiteKit
import TestSupport
import SQLiteKit
import Store
import Testing

@Suite struct `Commands about the house itself` {
  private let counter: Counter

  init() throws { counter = try Counter.withShop(orders: 4) }

  @Test func `audit verify prints a head and finds a changed record`() throws {
    _ = try counter.call("order", "note", "CHT000002", "one")
    _ = try counter.call("order", "note", "CHT000002", "two")
    let value = try counter.call("audit", "verify", "--json").value()
    #expect(value["ok"]?.boolValue == true)
    #expect(value["records"]?.integerValue == 2)
    let head = try #require(value["head"]?.stringValue)
    _ = try counter.call("order", "note", "CHT000002", "three")
    #expect(try counter.call("audit", "verify", "--head", head).status == 0)
    #expect(try counter.call("audit", "verify", "--head", "nonsense").status == 2)
    // A forger puts the wall back, since a store without it is refused at once.
    try Store(at: counter.storePath).database.write { connection in
      let name = "audit_no_update"
      let wall = try connection.text("SELECT sql FROM sqlite_schema WHERE name = \(name)") ?? ""
      try connection.run("DROP TRIGGER audit_no_update")
      try connection.run("UPDATE audit SET actor = 'somebody' WHERE seq = 2")
      try connection.run("\(raw: wall)")
    }
    let broken = try counter.call("audit", "verify", "--json")
    #expect(broken.status == 1)
    #expect(try broken.value()["ok"]?.boolValue == false)
    #expect(try broken.value()["seq"]?.integerValue == 2)
    #expect(broken.errorOutput != "")
  }

  @Test func `backup copies the whole store and never over a file unasked`() throws {
    let answer = try counter.call("backup", "copy.db")
    #expect(answer.status == 0)
    #expect(answer.output.contains("copy.db"))
    let again = try counter.call("backup", "copy.db")
    #expect(again.status == 1)
    #expect(again.errorOutput.contains("copy.db is already there"))
    #expect(again.errorOutput.contains("--replace"))
    #expect(try counter.call("backup", "copy.db", "--replace").status == 0)
    let listed = try counter.call("order", "list", "--json", "--db", "copy.db")
    #expect(listed.lines.count == 4)
    #expect(try counter.call("doctor", "--db", "copy.db").status == 0)
  }

  @Test func `doctor finds nothing wrong with a sound store`() throws {
    let answer = try counter.call("doctor")
    #expect(answer.status == 0)
    #expect(!answer.output.contains("LOOK"))
    for what in ["store", "SQLite", "integrity", "foreign keys", "audit", "outbox", "you"] {
      #expect(answer.output.contains(what))
    }
    #expect(
      try counter.call("doctor", "--json").values().allSatisfy { $0["ok"]?.boolValue == true }
    )
  }

  @Test func `config check names wrong lines and says nothing of a sound file`() throws {
    #expect(try counter.call("config", "check").status == 0)
    try counter.folder.write(
      "densty = \"compact\"\nmouse = 3\n[keys]\nquit = [\"j\"]\n",
      to: ".config/orderdeck/config.toml"
    )
    let answer = try counter.call("config", "check")
    #expect(answer.status == 1)
    #expect(answer.errorOutput.contains("line 1: there is no setting \"densty\"; did you mean"))
    #expect(answer.errorOutput.contains("line 2: \"mouse\" must be"))
    #expect(answer.errorOutput.contains("down"))
    let path = counter.folder.path(".config/orderdeck/config.toml")
    #expect(answer.errorOutput.contains("\(path), line 4: j is bound to quit and to down"))
    let problems = try counter.call("config", "check", "--json").value()["problems"]?.arrayValue
    #expect(problems?.last?["line"]?.integerValue == 4)
    #expect(problems?.last?["file"]?.stringValue == path)
    #expect(try counter.call("keys").errorOutput.contains("\(path), line 4: j is bound"))
    #expect(try counter.call("doctor").status == 1)
  }

  @Test func `a transport that could not be started is found before a reply needs it`() throws {
    let script = try counter.folder.write("#!/bin/sh\n", to: "send")
    for (program, reason) in [
      ("no-such-program", "there is no program no-such-program in any folder of PATH"),
      ("/no/such/program", "there is no program /no/such/program"),
      (script, "\(script) may not be executed"),
    ] {
      try counter.folder.write(
        "mouse = true\n[transport]\ncommand = [\"\(program)\"]\n",
        to: ".config/orderdeck/config.toml"
      )
      let check = try counter.call("config", "check")
      #expect(check.status == 1)
      #expect(check.errorOutput.contains("config.toml, line 3: command: \(reason)"))
      let doctor = try counter.call("doctor")
      #expect(doctor.status == 1)
      #expect(doctor.output.contains(reason))
      #expect(doctor.output.contains("LOOK  transport"))
    }
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
    #expect(try counter.call("config", "check").status == 0)
    #expect(try counter.call("doctor").status == 0)
  }

  @Test func `the template is sound and changes nothing`() throws {
    let template = try counter.call("config", "template")
    #expect(template.status == 0)
    try counter.folder.write(template.output, to: ".config/orderdeck/config.toml")
    #expect(try counter.call("config", "check").output.hasSuffix("config.toml: sound\n"))
  }

  @Test func `config path follows the environment`() throws {
    counter.variables["XDG_CONFIG_HOME"] = "/etc/xdg-of-test"
    let value = try counter.call("config", "path", "--json").value()
    #expect(value["configuration"]?.stringValue == "/etc/xdg-of-test/orderdeck/config.toml")
    #expect(value["store"]?.stringValue == counter.storePath)
    counter.variables["ORDERDECK_DB"] = "other.db"
    #expect(
      try counter.call("config", "path").output.contains("\(counter.folder.path)/other.db")
    )
    #expect(
      try counter.call("config", "path", "--db", "/x/y.db").output.contains("/x/y.db")
    )
  }

  @Test func `themes are listed, shown and sound`() throws {
    let names = try counter.call("theme", "list").lines
    for name in ["dark", "light", "terminal", "high-contrast", "colorblind", "monochrome"] {
      #expect(names.contains(name))
      #expect(try counter.call("theme", "show", name).status == 0)
    }
    #expect(try counter.call("theme", "check").status == 0)
    let wrong = try counter.call("theme", "show", "drak")
    #expect(wrong.status == 2)
    #expect(wrong.errorOutput.contains("did you mean `dark`?"))
    try counter.folder.write(
      try counter.call("theme", "show", "dark").output,
      to: ".config/orderdeck/themes/mine.theme"
    )
    #expect(try counter.call("theme", "list").lines.contains("mine"))
    #expect(try counter.call("theme", "check", "mine").output == "mine: sound\n")
  }

  @Test func `a file that is no theme by its name is pointed out`() throws {
    let dark = try counter.call("theme", "show", "dark").output
    try counter.folder.write(dark, to: ".config/orderdeck/themes/mine.toml")
    for words in [["theme", "list"], ["theme", "check"]] {
      let answer = try counter.call(words)
      #expect(answer.status == 0)
      #expect(answer.errorOutput.contains("do not end in .theme: mine.toml"))
    }
    for words in [["theme", "check", "mine"], ["theme", "show", "mine.toml"]] {
      let answer = try counter.call(words)
      #expect(answer.status == 2)
      #expect(answer.errorOutput.contains("themes/mine.toml must be named mine.theme"))
    }
    let path = try counter.call("theme", "check", "./dark.theme")
    #expect(path.errorOutput.contains("did you mean `dark`?"))
    #expect(path.errorOutput.contains("yours are the files NAME.theme in "))
  }

  @Test(arguments: [
    ("ground = \"#12345\"", "\"#12345\" is no colour"), ("ground = #123456", "needs quotes"),
    ("grond = \"#123456\"", "\"ground\" is no colour and no attribute"),
  ])
  func `one wrong line of the palette is one complaint`(_ line: String, _ complaint: String) throws
  {
    let roles = try counter.call("theme", "show", "dark").output
      .split(separator: "\n").filter { $0.contains(" = \"") && !$0.hasPrefix("title") }
    let names = roles.compactMap { $0.split(separator: " ").first }
    let surfaces = ["screen", "header", "footer", "popup", "selection", "field"]
    let lines = names.filter { !surfaces.contains(String($0)) }.map { "\($0) = \"ground bold\"" }
    try counter.folder.write(
      "[palette]\n\(line)\n[roles]\n\(lines.joined(separator: "\n"))\n",
      to: ".config/orderdeck/themes/mine.theme"
    )
    let answer = try counter.call("theme", "check", "mine")
    #expect(answer.status == 1)
    let complaints = answer.errorOutput.split(separator: "\n").filter { $0.contains("ground") }
    #expect(complaints.count == 1 || line.hasSuffix("12345\""))
    let about = answer.errorOutput.split(separator: "\n").filter { $0.contains(complaint) }
    #expect(about.count == 1)
    let value = try counter.call("theme", "check", "mine", "--json").value()
    #expect(value["ok"]?.boolValue == false)
  }

  @Test func `a key is listed under the places where it works`() throws {
    let answer = try counter.call("keys")
    for line in answer.lines { #expect(line.count <= 80) }
    #expect(answer.lines.contains("Everywhere"))
    let rows = try counter.call("keys", "--json").values().filter {
      $0["command"]?.stringValue == "cancel"
    }
    let keys = rows.compactMap { $0["keys"]?.arrayValue?.compactMap(\.stringValue) }
    #expect(keys == [["Esc", "q"], ["Esc"]])
    #expect(rows.last?["where"]?.stringValue?.contains("Writing a reply") == true)
  }

  @Test func `every command that prints data prints JSON too`() throws {
    for words in [["theme", "show", "dark"], ["config", "template"], ["sync", "repair"]] {
      #expect(try counter.call(words + ["--json"]).value().objectValue != nil)
    }
  }

  @Test func `keys are listed as bound now`() throws {
    let answer = try counter.call("keys")
    #expect(answer.status == 0)
    #expect(answer.output.contains("next status"))
    try counter.folder.write(
      "[keys]\nquit = [\"Ctrl-q\"]\n",
      to: ".config/orderdeck/config.toml"
    )
    let quit = try counter.call("keys", "--json").values()
      .first { $0["command"]?.stringValue == "quit" }
    #expect(quit?["keys"]?.arrayValue?.first?.stringValue == "Ctrl-q")
    #expect(try counter.call("keys", "--markdown").output.hasPrefix("| keys |"))
  }

  @Test func `an agent may not act as somebody else, an admin may`() throws {
    let first = try counter.call("order", "note", "CHT000002", "by the first")
    #expect(first.status == 0)
    try counter.run(
      """
      INSERT INTO staff (id, name, role, os_user, created_at)
      VALUES ('s-2', 'Ben', 'agent', 'ben', '2026-01-01T00:00:00.000Z')
      """
    )
    #expect(try counter.call("order", "note", "CHT000002", "as Ben", "--as", "Ben").status == 0)
    let unknown = try counter.call("order", "note", "CHT000002", "x", "--as", "Benn")
    #expect(unknown.status == 2)
    #expect(unknown.errorOutput.contains("did you mean `Ben`?"))
    counter.user = "ben"
    let refused = try counter.call("order", "note", "CHT000002", "x", "--as", "mara")
    #expect(refused.status == 1)
    #expect(refused.errorOutput.contains("only an admin"))
  }

  @Test func `a file of somebody else is refused and left as it is`() throws {
    let path = try counter.folder.write("just a text, no database at all", to: "notes.txt")
    let answer = try counter.call("order", "list", "--db", path)
    #expect(answer.status == 1)
    #expect(answer.errorOutput.contains("is not"))
    #expect(try counter.folder.read("notes.txt") == "just a text, no database at all")
    #expect(try counter.call("order", "list", "--db", counter.folder.path).status == 1)
  }

  @Test func `doctor of a damaged store still says all that it can find out`() throws {
    _ = try counter.call("backup", "copy.db")
    var bytes = Array(try Data(contentsOf: URL(filePath: counter.folder.path("copy.db"))))
    let (page, size) = try Store(at: counter.folder.path("copy.db")).database.read { connection in
      (
        try connection.integer("SELECT rootpage FROM sqlite_schema WHERE name = 'quarantine'"),
        try connection.integer("PRAGMA page_size")
      )
    }
    let place = (try #require(page) - 1) * (try #require(size))
    for place in place..<place + (size ?? 0) { bytes[place] = 0xA5 }
    try Data(bytes).write(to: URL(filePath: counter.folder.path("damaged.db")))
    let answer = try counter.call("doctor", "--db", "damaged.db")
    #expect(answer.status == 1)
    #expect(answer.output.contains("ok    SQLite"))
    #expect(answer.output.contains("LOOK  integrity"))
    #expect(answer.output.contains("damaged"))
    #expect(answer.output.contains("Restore a backup"))
    #expect(answer.errorOutput == "")
  }

  @Test func `a backup is put back as the README says`() throws {
    _ = try counter.call("order", "note", "CHT000002", "before")
    _ = try counter.call("backup", "copy.db")
    _ = try counter.call("order", "note", "CHT000002", "after")
    let files = FileManager.default
    try files.createDirectory(atPath: counter.folder.path("old"), withIntermediateDirectories: true)
    for ending in ["", "-wal", "-shm", ".lock"] {
      let path = counter.storePath + ending
      guard files.fileExists(atPath: path) else { continue }
      try files.moveItem(atPath: path, toPath: counter.folder.path("old/orders.db\(ending)"))
    }
    try files.copyItem(atPath: counter.folder.path("copy.db"), toPath: counter.storePath)
    #expect(try counter.call("doctor").status == 0)
    let shown = try counter.call("order", "show", "CHT000002").output
    #expect(shown.contains("before") && !shown.contains("after"))
  }
}
