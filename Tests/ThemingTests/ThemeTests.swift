import Screen
import Testing
import Theming

@Suite("Theme")
struct ThemeTests {
  private let theme = Theme(
    name: "test",
    roles: [
      .text: Theme.Look(color: .rgb(RGB(200, 200, 200))),
      .danger: Theme.Look(color: .rgb(RGB(255, 0, 0)), attributes: .bold),
    ],
    surfaces: [
      .screen: Theme.Look(color: .rgb(RGB(0, 0, 0))),
      .popup: Theme.Look(color: .rgb(RGB(20, 20, 20)), attributes: .underline),
      .selection: Theme.Look(color: .rgb(RGB(0, 0, 0)), attributes: .reverse, isPlain: true),
      .chipActive: Theme.Look(color: .rgb(RGB(12, 12, 12))),
    ]
  )

  @Test func `a style is the role's colour on the surface's ground with the attributes of both`() {
    let style = theme.style(role: .danger, surface: .popup)
    #expect(style.foreground == .rgb(RGB(255, 0, 0)))
    #expect(style.background == .rgb(RGB(20, 20, 20)))
    #expect(style.attributes == [.bold, .underline])
  }

  @Test func `on a plain surface roles lose their colours and keep their attributes`() {
    let style = theme.style(role: .danger, surface: .selection)
    #expect(style.foreground == .rgb(RGB(200, 200, 200)))
    #expect(style.attributes == [.bold, .reverse])
  }

  @Test func `dim text on a reversed ground is not dim`() {
    var dimmed = theme
    dimmed.roles[.dim] = Theme.Look(attributes: .dim)
    #expect(dimmed.style(role: .dim, surface: .selection).attributes == .reverse)
  }

  @Test func `what a theme does not name looks like text on the screen`() {
    #expect(
      theme.style(role: .accent, surface: .footer) == theme.style(role: .text, surface: .screen)
    )
  }

  @Test func `without colours a selection is still seen`() {
    let selected = theme.style(role: .danger, surface: .selection, depth: .monochrome)
    #expect(selected.foreground == .terminal && selected.background == .terminal)
    #expect(selected.attributes.contains(.reverse))
    let chip = theme.style(role: .chipActive, surface: .chipActive, depth: .sixteen)
    #expect(chip.attributes.contains(.reverse))
  }

  @Test func `every theme is readable with sixteen colours`() throws {
    for name in ThemeCatalog().names {
      let (theme, _) = try #require(ThemeCatalog().theme(named: name))
      for role in Role.allCases where ThemeCheck.leastContrast(of: role) != nil {
        for surface in ThemeCheck.surfaces(of: role) {
          let style = theme.style(role: role, surface: surface, depth: .sixteen)
          guard let ink = style.foreground.usualRGB, let ground = style.background.usualRGB else {
            continue
          }
          #expect(Contrast.ratio(ink, ground) >= 2.5, "\(name): \(role.name) on \(surface.name)")
        }
      }
    }
  }

  @Test func `the check finds what is hard to read and what looks alike`() {
    var poor = theme
    poor.roles[.dim] = Theme.Look(color: .rgb(RGB(40, 40, 40)))
    poor.roles[.text]?.attributes = [.bold, .underline]
    let faults = ThemeCheck.faults(of: poor)
    #expect(faults.contains("dim on screen has a contrast of 1.4, less than 3.0"))
    #expect(faults.contains("text and failed look the same without colour"))
  }
}

@Suite("Colours")
struct ColorTests {
  @Test func `true colours come down to the nearest of 256 and of 16`() {
    let orange = Color.rgb(RGB(255, 136, 0))
    #expect(orange.resolved(for: .trueColor) == orange)
    #expect(orange.resolved(for: .palette256) == .indexed(208))
    #expect(Color.rgb(RGB(18, 18, 18)).resolved(for: .palette256) == .indexed(233))
    #expect(Color.rgb(RGB(250, 10, 10)).resolved(for: .sixteen) == .indexed(9))
    #expect(Color.indexed(208).resolved(for: .sixteen) == .indexed(11))
    #expect(Color.rgb(RGB(130, 182, 255)).resolved(for: .sixteen) == .indexed(12))
    #expect(Color.rgb(RGB(140, 147, 160)).resolved(for: .sixteen) == .indexed(8))
    #expect(Color.indexed(3).resolved(for: .sixteen) == .indexed(3))
    #expect(Color.terminal.resolved(for: .sixteen) == .terminal)
    #expect(orange.resolved(for: .monochrome) == .terminal)
  }

  @Test func `contrast is that of the web guidelines`() {
    #expect(abs(Contrast.ratio(RGB(0, 0, 0), RGB(255, 255, 255)) - 21) < 0.001)
    #expect(abs(Contrast.ratio(RGB(118, 118, 118), RGB(255, 255, 255)) - 4.54) < 0.01)
    #expect(Contrast.ratio(RGB(9, 9, 9), RGB(9, 9, 9)) == 1)
  }
}
