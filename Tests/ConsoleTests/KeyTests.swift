import Console
import Screen
import Testing

@Suite struct Keys {
  @Test(arguments: [
    "j", "G", "Space", "Ctrl-d", "Alt-Enter", "Shift-Tab", "PgDn", "F2", "Esc", "Ctrl-Alt-x", "-",
    "Alt--", "Shift-Left",
  ])
  func `a key's name reads back as the key`(name: String) throws {
    let key = try #require(KeyName.key(name))
    #expect(KeyName.name(of: key) == name)
  }

  @Test(arguments: ["", "Ctrl", "Hyper-x", "jj", "F0", "F99", "Ctrl-"])
  func `what names no key is refused`(name: String) {
    #expect(KeyName.key(name) == nil)
  }

  @Test func `names are read in any case and common spellings`() {
    #expect(KeyName.key("ctrl-D") == Key(.character("d"), control: true))
    #expect(KeyName.key("PageDown") == Key(.pageDown))
    #expect(KeyName.key("shift-g") == Key(.character("G")))
  }

  @Test func `no two commands share a key where both work`() {
    let (_, problems) = KeyTable.make([])
    #expect(problems.map(\.sentence) == [])
    let (_, swapped) = KeyTable.make([], enterSends: false)
    #expect(swapped.map(\.sentence) == [])
  }

  @Test func `every command stands in the table once and its keys can be read`() {
    let listed = KeyBindings.all.map(\.command)
    #expect(Set(listed) == Set(Command.allCases))
    #expect(listed.count == Command.allCases.count)
    let isWithoutKey: [Command] = [
      .clearMarks, .viewChat, .viewStandard, .viewUnread, .viewFailedMessages,
    ]
    for binding in KeyBindings.all where !isWithoutKey.contains(binding.command) {
      #expect(!binding.defaultKeys.isEmpty, "\(binding.command)")
      #expect(binding.help.count <= 42, "\(binding.help)")
    }
  }

  @Test func `a command gets other keys, and help and footer say so`() {
    var stage = Stage {
      $0.keyChoices = [KeyChoice(command: "next-status", keys: ["X", "Ctrl-n"], line: 3)]
    }
    #expect(stage.shows("X packaged"))
    stage.press("?")
    #expect(stage.shows("X Ctrl-n"))
  }

  @Test func `an unbound command has no key and is not shown`() {
    var stage = Stage { $0.keyChoices = [KeyChoice(command: "quit", keys: [], line: 1)] }
    stage.press("q")
    #expect(!stage.effects.contains(.quit))
    #expect(stage.shows("q does nothing here"))
  }

  @Test func `conflicts and wrong names are told with their line`() {
    let (table, problems) = KeyTable.make([
      KeyChoice(command: "reply", keys: ["s"], line: 7),
      KeyChoice(command: "fly", keys: ["f"], line: 8),
      KeyChoice(command: "note", keys: ["Hyper-i"], line: 9),
    ])
    #expect(problems.map(\.line).sorted() == [7, 8, 9])
    #expect(problems.contains { $0.what == .conflict("s", .reply, .nextStatus) })
    #expect(problems.contains { $0.sentence.hasSuffix("give next-status another key") })
    #expect(table.keyName(of: .note) == "i")
    #expect(table.keyName(of: .reply) == "s")
    #expect(table.keyName(of: .nextStatus) == nil)
  }

  @Test func `a chosen key does what it was chosen for`() {
    var stage = Stage { $0.keyChoices = [KeyChoice(command: "reply", keys: ["s"], line: 7)] }
    stage.press("s")
    #expect(stage.shows("›"))
    #expect(!stage.effects.contains { if case .perform = $0 { true } else { false } })
  }

  @Test func `the same key may mean different things in different places`() {
    let (_, problems) = KeyTable.make([
      KeyChoice(command: "verify-sync", keys: ["s"], line: 1)
    ])
    #expect(problems.isEmpty)
  }

  @Test func `a chosen key is taken from the command that had it`() {
    let (table, problems) = KeyTable.make([KeyChoice(command: "quit", keys: ["u"], line: 3)])
    #expect(problems.map(\.what) == [.conflict("u", .quit, .undo)])
    #expect(table.keyName(of: .quit) == "u")
    #expect(table.keyName(of: .undo) == "Alt-u")
  }

  @Test func `of two commands with one chosen key the second keeps its own`() {
    let (table, problems) = KeyTable.make([
      KeyChoice(command: "undo", keys: ["w"], line: 3),
      KeyChoice(command: "quit", keys: ["w"], line: 4),
    ])
    #expect(problems.map(\.what).contains(.conflict("w", .undo, .quit)))
    #expect(table.keyName(of: .quit) == "q")
    #expect(table.keyName(of: .undo) == "w")
  }

  @Test func `a conflict is told when the console starts`() {
    let stage = Stage { $0.keyChoices = [KeyChoice(command: "reply", keys: ["s"], line: 7)] }
    #expect(stage.shows("Configuration, line 7: s is bound to reply and to next-status"))
  }

  @Test func `a letter bound to sending is still a letter in a reply`() {
    var stage = Stage { $0.keyChoices = [KeyChoice(command: "send", keys: ["x"], line: 1)] }
    stage.press("r")
    stage.type("xx")
    #expect(stage.shows("› xx"))
  }

  @Test func `the palette finds a command and runs it`() {
    var stage = Stage()
    stage.press(":")
    stage.type("zoom")
    stage.press("Enter")
    #expect(!stage.shows("Timeline"))
    #expect(stage.shows("PAYMENT"))
  }

  @Test func `the palette says why something cannot be done`() {
    var stage = Stage { $0.isReadOnly = true }
    stage.press(":")
    stage.type("internal note")
    #expect(stage.shows("this console is read-only"))
  }

  @Test func `choosing a theme shows each and Esc goes back`() {
    var stage = Stage()
    stage.press("C", "j")
    #expect(stage.effects.last == .setTheme("light"))
    stage.press("Esc")
    #expect(stage.effects.last == .setTheme("dark"))
    stage.press("C", "j", "Enter")
    #expect(stage.model.viewState.theme == "light")
  }

  @Test func `control keys work while something is typed`() {
    var stage = Stage()
    stage.press("r", "Ctrl-l", "Ctrl-z")
    #expect(stage.effects.contains(.repaint))
    #expect(stage.effects.contains(.suspend))
  }
}
