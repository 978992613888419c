/// The theme files of this folder, carried by the executable.
package enum BuiltInThemes {
  /// In the order in which they are listed.
  package static let names = [
    "terminal", "dark", "light", "high-contrast", "colorblind", "monochrome",
  ]

  /// The text of one theme file; nil when there is none of that name.
  package static func text(of name: String) -> String? {
    bytes(of: name).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func bytes(of name: String) -> [UInt8]? {
    switch name {
    case "terminal": PackageResources.terminal_theme
    case "dark": PackageResources.dark_theme
    case "light": PackageResources.light_theme
    case "high-contrast": PackageResources.high_contrast_theme
    case "colorblind": PackageResources.colorblind_theme
    case "monochrome": PackageResources.monochrome_theme
    default: nil
    }
  }
}
