import Commerce
import BuiltInThemes
package import Settings

/// All themes that can be chosen: the ones in the executable and the user's own.
package struct ThemeCatalog: Sendable {
  /// A theme file that the caller has read.
  package struct File: Sendable {
    package var name: String
    package var text: String

    package init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  private let userFiles: [File]

  /// A user's theme takes the place of a built-in one of the same name.
  package init(userFiles: [File] = []) {
    self.userFiles = userFiles
  }

  /// The names to choose from: built-in ones first, then the user's.
  package var names: [String] {
    let own = userFiles.map(\.name).filter { !BuiltInThemes.names.contains($0) }
    return BuiltInThemes.names + own
  }

  /// The text of a theme's file; nil when there is no theme of this name.
  package func text(of name: String) -> String? {
    userFiles.last { $0.name == name }?.text ?? BuiltInThemes.text(of: name)
  }

  /// The theme, and what is wrong with its file; nil when there is no theme of this name.
  package func theme(named name: String) -> (Theme, [SettingsProblem])? {
    text(of: name).map { ThemeFile.read($0, name: name) }
  }

  /// The known name that is nearest to a wrong one.
  package func nearest(to name: String) -> String? {
    NearestWord.find(name, among: names)
  }

  /// The theme that is taken when nobody has chosen one.
  package static func defaultName(for depth: ColorDepth) -> String {
    switch depth {
    case .monochrome: "monochrome"
    case .sixteen, .palette256, .trueColor: "terminal"
    }
  }
}
