import Settings
import Testing

@Suite("Settings file")
struct SettingsDocumentTests {
  @Test func `sections, keys, values and comments are read with their lines`() {
    let document = SettingsDocument(
      parsing: """
        # a comment
        theme = "dark"   # behind a value
        undo_seconds = 10
        mouse = true\r
        [keys]
        "next status" = ["s", 'Ctrl-n']
        none = []
        escaped = "a \\"b\\" \\\\ \\u0041\\n# c"
        """
    )
    #expect(document.problems == [])
    #expect(
      document.entries == [
        SettingsEntry(section: "", key: "theme", value: .text("dark"), line: 2),
        SettingsEntry(section: "", key: "undo_seconds", value: .number(10), line: 3),
        SettingsEntry(section: "", key: "mouse", value: .flag(true), line: 4),
        SettingsEntry(section: "keys", key: "next status", value: .list(["s", "Ctrl-n"]), line: 6),
        SettingsEntry(section: "keys", key: "none", value: .list([]), line: 7),
        SettingsEntry(section: "keys", key: "escaped", value: .text("a \"b\" \\ A\n# c"), line: 8),
      ]
    )
  }

  @Test(arguments: [
    "theme", "theme =", "theme = dark", "theme = \"dark", "theme = \"dark\" light", "[keys",
    "= 3", "list = [\"a\" \"b\"]", "list = [1]", "list = [\"a\",", "bad = \"\\q\"",
    "bad = \"\\u12\"", "{}", "bad = \"\\ud800\"",
  ])
  func `a line that cannot be read is named and the others still count`(line: String) {
    let document = SettingsDocument(parsing: "a = 1\n\(line)\nb = 2")
    #expect(document.entries.map(\.key) == ["a", "b"])
    #expect(document.problems.map(\.line) == [2])
  }

  @Test func `the later of two equal keys counts and is reported`() {
    let document = SettingsDocument(parsing: "a = 1\na = 2\n[other]\na = 3")
    #expect(document.entries.map(\.value) == [.number(1), .number(2), .number(3)])
    #expect(document.problems.map(\.line) == [2])
  }

  @Test func `what is printed is read back as it was`() {
    let values: [SettingsValue] = [
      .text("a \"b\" \\ \n\t\u{1B} ł 漢"), .number(-3), .flag(false), .list(["", "x, y", "]"]),
    ]
    for value in values {
      let document = SettingsDocument(parsing: "key = " + SettingsText.written(value))
      #expect(document.entries.map(\.value) == [value])
      #expect(document.problems == [])
    }
  }
}
