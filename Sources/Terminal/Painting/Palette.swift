import CNCurses
import Glibc
import Theming

/// How many colours the terminal can show, judged by its description and the environment.
struct Palette {
  /// The description to start ncurses with when the terminal shows 24-bit colours.
  let entry: String?
  private let usesColor: Bool

  init(_ description: TerminalDescription, usesColor: Bool) {
    let wantsColor = usesColor && !Self.isSet("NO_COLOR")
    self.usesColor = wantsColor
    guard wantsColor, Self.showsTrueColor(description) else {
      entry = nil
      return
    }
    entry = DirectColorEntry.environmentValue(for: description.name)
  }

  /// Turns colours on; to be called once ncurses runs.
  func startColors() -> ColorDepth {
    guard usesColor, has_colors(), start_color() != ERR else { return .monochrome }
    use_default_colors()
    switch cn_colors() {
    case ..<8: return .monochrome
    case ..<256: return .sixteen
    case 256: return .palette256
    default: return .trueColor
    }
  }

  private static func showsTrueColor(_ description: TerminalDescription) -> Bool {
    if description.number("colors") > 256 { return true }
    guard description.number("colors") >= 8, description.skipsUnknownModes else { return false }
    // GNU screen passes the variable on but not the colours; tmux does both.
    guard !description.name.hasPrefix("screen") || isSet("TMUX") else { return false }
    guard let value = getenv("COLORTERM") else { return false }
    return ["truecolor", "24bit"].contains(String(cString: value))
  }

  private static func isSet(_ name: String) -> Bool {
    guard let value = getenv(name) else { return false }
    return value.pointee != 0
  }
}
