import Screen
import Settings
import Testing
import Theming

@Suite("Theme files")
struct ThemeFileTests {
  @Test func `roles, surfaces, palette and attributes are read`() {
    let (theme, _) = ThemeFile.read(
      """
      title = "Test"
      [palette]
      ink = "#0A0b0c"
      [roles]
      text = "ink"
      danger = "bright-red bold underline"
      dim = "245 dim"
      [surfaces]
      screen = "default"
      selection = "blue reverse plain"
      """,
      name: "test"
    )
    #expect(theme.title == "Test")
    #expect(theme.roles[.text] == Theme.Look(color: .rgb(RGB(10, 11, 12))))
    #expect(
      theme.roles[.danger] == Theme.Look(color: .indexed(9), attributes: [.bold, .underline])
    )
    #expect(theme.roles[.dim] == Theme.Look(color: .indexed(245), attributes: .dim))
    #expect(
      theme.surfaces[.selection]
        == Theme.Look(color: .indexed(4), attributes: .reverse, isPlain: true)
    )
  }

  @Test func `mistakes are named with the line and the nearest word`() {
    let (_, problems) = ThemeFile.read(
      """
      titel = "Test"
      [roles]
      txt = "default"
      text = "#12345"
      dim = "gren"
      bright = 7
      [surface]
      screen = "default"
      """,
      name: "test"
    )
    let mistakes = problems.filter { !$0.what.contains("missing") }.map(\.sentence)
    #expect(
      mistakes
        == [
          "line 1: a theme has no setting \"titel\" here; did you mean \"title\"?",
          "line 3: there is no role \"txt\"; did you mean \"text\"?",
          "line 4: \"#12345\" is no colour and no attribute",
          "line 5: \"gren\" is no colour and no attribute; did you mean \"green\"?",
          "line 6: \"bright\" must be a text in quotes",
          "line 8: a theme has no section \"surface\"; did you mean \"surfaces\"?",
        ]
    )
    let missing = problems.filter { $0.what.contains(" are missing: ") }.map(\.what)
    #expect(missing.count == 2)
    #expect(missing[0].contains("accent") && !missing[0].contains("bright,"))
    #expect(missing[1].contains("popup") && !missing[1].contains("screen"))
  }

  @Test func `what follows from a wrong line is not complained about beside it`() {
    let (_, problems) = ThemeFile.read(
      """
      [palette]
      ink = "#12345"
      sea = #0a0b0c
      [pallete]
      sky = "#0a0b0c"
      air = "#0a0b0c"
      [roles]
      text = "ink"
      dim = "sea"
      bright = "sky"
      accent = "air bold"
      danger = "rde"
      warning = "rde"
      """,
      name: "test"
    )
    #expect(
      problems.filter { !$0.what.contains("missing") }.map(\.sentence)
        == [
          "line 2: \"#12345\" is no colour and no attribute",
          "line 3: the value of \"sea\" needs quotes: sea = \"#0a0b0c\"",
          "line 5: a theme has no section \"pallete\"; did you mean \"palette\"?",
          "line 12: \"rde\" is no colour and no attribute; did you mean \"red\"? (2 times)",
        ]
    )
  }

  @Test(arguments: ["#12345g", "#+12345", "256", "-1", "bright", "", "#", "reddish"])
  func `what is no colour is refused`(word: String) {
    #expect(Color(word) == nil)
  }
}

@Suite("Theme catalog")
struct ThemeCatalogTests {
  @Test(arguments: ThemeCatalog().names)
  func `every theme of ours is complete and readable`(name: String) throws {
    let (theme, problems) = try #require(ThemeCatalog().theme(named: name))
    #expect(problems.map(\.sentence) == [])
    #expect(ThemeCheck.faults(of: theme) == [])
    #expect(!theme.title.isEmpty)
  }

  @Test func `a user's theme takes the place of ours and new ones come last`() throws {
    let catalog = ThemeCatalog(userFiles: [
      ThemeCatalog.File(name: "dark", text: "title = \"mine\""),
      ThemeCatalog.File(name: "sea", text: ""),
    ])
    #expect(catalog.names.last == "sea")
    #expect(catalog.names.filter { $0 == "dark" }.count == 1)
    #expect(try #require(catalog.theme(named: "dark")).0.title == "mine")
    #expect(catalog.theme(named: "none") == nil)
    #expect(catalog.nearest(to: "drak") == "dark")
  }

  @Test func `the default theme suits the terminal`() {
    #expect(ThemeCatalog.defaultName(for: .monochrome) == "monochrome")
    #expect(ThemeCatalog.defaultName(for: .trueColor) == "terminal")
  }

  @Test func `the terminal theme uses only the terminal's own colours`() throws {
    for name in ["terminal", "monochrome"] {
      let (theme, _) = try #require(ThemeCatalog().theme(named: name))
      let looks = Array(theme.roles.values) + Array(theme.surfaces.values)
      for look in looks {
        switch look.color {
        case .terminal: continue
        case .indexed(let index): #expect(index < 16 && name == "terminal")
        case .rgb: Issue.record("a true colour in \(name)")
        }
      }
    }
  }

  @Test func `high contrast means at least seven to one`() throws {
    let (theme, _) = try #require(ThemeCatalog().theme(named: "high-contrast"))
    for role in Role.allCases where ThemeCheck.leastContrast(of: role) != nil {
      for surface in ThemeCheck.surfaces(of: role) {
        let style = theme.style(role: role, surface: surface)
        let ink = try #require(style.foreground.usualRGB)
        let ground = try #require(style.background.usualRGB)
        #expect(Contrast.ratio(ink, ground) >= 7, "\(role.name) on \(surface.name)")
      }
    }
  }
}
