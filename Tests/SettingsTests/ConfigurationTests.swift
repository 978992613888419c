import Commerce
import Settings
import Testing

@Suite("Configuration")
struct ConfigurationTests {
  @Test func `an empty file gives the defaults`() {
    let (configuration, problems) = Configuration.read("")
    #expect(configuration == Configuration())
    #expect(problems == [])
  }

  @Test(arguments: [
    ("mouse = tru", "\"mouse\" must be true or false"),
    ("undo_seconds = ten", "\"undo_seconds\" must be a number from 0 to 600"),
    ("theme = dark", "the value of \"theme\" needs quotes: theme = \"dark\""),
  ])
  func `a word without quotes is told what its setting takes`(line: String, what: String) {
    #expect(Configuration.read(line).1 == [SettingsProblem(line: 1, what: what)])
  }

  @Test func `every setting can be set`() {
    let (configuration, problems) = Configuration.read(
      """
      theme = "light"
      density = "compact"
      mouse = false
      enter_sends = false
      undo_seconds = 20
      mark_read = "manual"
      ascii = true
      currency_display = "code"
      dates = "iso"
      editor = ["vi", "-n"]
      business_name = "La Bella"
      business_type = "luxfree"
      bell = true
      [transport]
      command = ["send", "--chat"]
      [keys]
      next_status = ["s", "Ctrl-n"]
      quit = []
      """
    )
    #expect(problems == [])
    #expect(configuration.theme == "light")
    #expect(configuration.density == .compact)
    #expect(!configuration.isMouseOn && !configuration.enterSends)
    #expect(configuration.undoSeconds == 20)
    #expect(configuration.markRead == .manual)
    #expect(configuration.usesOnlyASCII && configuration.ringsBell)
    #expect(configuration.currencyDisplay == .code)
    #expect(configuration.dates == .iso)
    #expect(configuration.editor == ["vi", "-n"])
    #expect(configuration.businessName == "La Bella")
    #expect(configuration.businessType == "luxfree")
    #expect(configuration.transportCommand == ["send", "--chat"])
    #expect(
      configuration.keys == [
        Configuration.KeyChoice(command: "next_status", keys: ["s", "Ctrl-n"], line: 17),
        Configuration.KeyChoice(command: "quit", keys: [], line: 18),
      ]
    )
  }

  @Test(arguments: [
    ("them = \"dark\"", "there is no setting \"them\"; did you mean \"theme\"?"),
    (
      "density = \"compat\"",
      "\"density\" must be one of \"comfortable\", \"compact\", not \"compat\"; "
        + "did you mean \"compact\"?"
    ),
    ("undo_seconds = 100000", "\"undo_seconds\" must be a number from 0 to 600"),
    ("mouse = 1", "\"mouse\" must be true or false"),
    ("command = []", "\"command\" belongs in [transport]"),
    ("[key]\nquit = [\"q\"]", "there is no section \"key\"; did you mean \"keys\"?"),
    ("xyzzy = 1", "there is no setting \"xyzzy\""),
  ])
  func `a mistake keeps the default and says what was probably meant`(file: String, what: String) {
    let (configuration, problems) = Configuration.read(file)
    #expect(configuration == Configuration())
    #expect(problems.map(\.what) == [what])
  }

  @Test func `the template shows every setting and means the defaults`() {
    let template = ConfigurationTable.template
    let active = template.split(separator: "\n").map { line in
      line.hasPrefix("# ") && line.contains(" = ") && !line.contains(";") ? line.dropFirst(2) : line
    }
    let (configuration, problems) = Configuration.read(active.joined(separator: "\n"))
    #expect(problems == [])
    #expect(configuration == Configuration())
    for setting in ConfigurationTable.settings {
      #expect(template.contains("# \(setting.key) = \(setting.defaultValue)\n"))
      #expect(setting.help.hasSuffix("."))
    }
  }
}
