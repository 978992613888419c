import Commerce
package import Console
import Desk
import Host
import Screen
import Settings
import Store
package import Terminal
package import Theming

/// One run of the full-screen console: what it begins with and what it needs beside the store.
package struct ConsoleRun: Sendable {
  package var workplace: Workplace
  package var themes: ThemeCatalog
  /// Named in this very call: it goes before what was chosen in the console.
  package var wantedTheme: String?
  /// From the configuration; empty leaves it to the terminal.
  package var theme: String
  package var shop: Shop
  package var settings: ConsoleSettings
  package var keyChoices: [KeyChoice]
  /// What went wrong before the screen was there, to be said on it; nil when nothing did.
  package var openingNotice: String?
  /// Said in the header, so that nobody takes the made-up shop for a real one.
  package var isDemo: Bool
  package var isMouseOn: Bool
  package var usesOnlyASCII: Bool
  /// The tie to the guard parent, when there is one.
  package var guardLink: GuardLink?
  /// Where the way the console looked is kept; nil keeps nothing.
  package var viewStatePath: String?
  /// The words that call this program for this store and person, for commands to copy.
  package var program = ["orderdeck"]
  /// Life beside the person at the keyboard, given a way to say who is typing.
  package var company: (@Sendable (@escaping @Sendable (Message) -> Void) -> any Company)?

  package init(workplace: Workplace, themes: ThemeCatalog, theme: String, shop: Shop) {
    self.workplace = workplace
    self.themes = themes
    self.theme = theme
    self.shop = shop
    settings = ConsoleSettings()
    keyChoices = []
    isDemo = false
    isMouseOn = true
    usesOnlyASCII = false
  }
}

/// Work that goes on beside the console until it is told to stop.
package protocol Company: Sendable {
  func stop()
}

extension ConsoleRun {
  /// Runs until the user quits or the program is told to end.
  ///
  /// - Returns: the exit status: 0, or 128 + the signal's number.
  /// - Throws: `TerminalError` when there is no terminal that can show the console.
  package func run() throws -> Int32 {
    let wake = try WakeSignal()
    let mailbox = Mailbox(wake: wake)
    let viewState = viewStateFile.load()
    var themeName = theme
    let terminal = try TerminalSession(
      options: SessionOptions(usesMouse: isMouseOn, guardLink: guardLink),
      wake: wake
    ) { depth in
      themeName = name(kept: viewState.theme, depth: depth)
      return themes.theme(named: themeName)?.0 ?? Theme(name: themeName)
    }
    var start = ConsoleStart(
      now: workplace.now(),
      zone: .current(),
      size: ScreenSize(width: terminal.size.width, height: terminal.size.height),
      staff: workplace.staff,
      shop: shop
    )
    start.isDemo = isDemo
    start.isReadOnly = workplace.desk.settings.isReadOnly
    start.hasTransport = workplace.transport.keepsInOutbox == nil
    start.emailTemplates = workplace.emailTemplates
    start.settings = settings
    start.keyChoices = keyChoices
    start.themes = themes.names
    start.theme = themeName
    start.glyphs = terminal.isUTF8 && !usesOnlyASCII ? .unicode : .ascii
    start.viewState = viewState
    start.program = program
    if let openingNotice { mailbox.post(.notice(openingNotice, isError: false)) }
    var loop = EventLoop(run: self, start: start, mailbox: mailbox)
    return loop.run(on: terminal)
  }

  var viewStateFile: ViewStateFile {
    ViewStateFile(path: viewStatePath, store: workplace.store.path)
  }

  /// Named in the call, else chosen in the console, else configured, else what suits the terminal.
  private func name(kept: String?, depth: ColorDepth) -> String {
    let known = [wantedTheme, kept, theme].compactMap(\.self).first { themes.names.contains($0) }
    return known ?? ThemeCatalog.defaultName(for: depth)
  }
}
