import CNCurses
import Glibc

/// ncurses on the user's terminal, over descriptors of its own, so that nothing else that the
/// program writes can land between its sequences.
final class CursesScreen {
  let window: UnsafeMutablePointer<WINDOW>
  private let screen: OpaquePointer
  private let output: UnsafeMutablePointer<FILE>
  private let input: UnsafeMutablePointer<FILE>
  private let modes: TerminalModes
  private let collector: FrameCollector

  /// Takes the terminal: alternate screen, raw keys, no echo.
  ///
  /// `entry` is a description to use instead of the database's, see `DirectColorEntry`.
  init(
    _ description: TerminalDescription,
    modes: TerminalModes,
    entry: String?
  ) throws(TerminalError) {
    input = try Self.stream(over: 0, mode: "r")
    output = try Self.stream(over: 1, mode: "w")
    // The size is asked of the terminal; LINES and COLUMNS may be leftovers of another window.
    use_env(false)
    use_tioctl(true)
    guard
      let screen = Self.open(description.name, output, input, entry),
      let window = cn_standard_window()
    else { throw .terminalTypeUnknown(name: description.name) }
    self.screen = screen
    self.window = window
    self.modes = modes
    collector = FrameCollector(descriptor: fileno(output))
    Self.forgetHandlers()
    setUpKeyboard()
    write(modes.on)
  }

  /// Gives the terminal back as it was; `enter` takes it again.
  func leave() {
    write(modes.off)
    endwin()
  }

  func enter() {
    clearok(cn_physical_window(), true)
    doupdate()
    write(modes.on)
  }

  /// Sends something that is no drawing, between two frames.
  func send(_ sequence: String) {
    doupdate()
    write(sequence)
  }

  /// Draws with ncurses so that the terminal gets all of it in one write.
  ///
  /// Not for `leave` and `enter`, which change the terminal's modes through the same descriptor.
  func frame(_ draw: () -> Void) { collector.collect(draw) }

  /// Writes past ncurses, which keeps nothing back between its own calls.
  private func write(_ sequence: String) {
    WholeWrite.write(Array(sequence.utf8)[...], to: fileno(output))
  }

  /// The size that ncurses draws for.
  var size: (width: Int, height: Int) { (Int(getmaxx(window)), Int(getmaxy(window))) }

  /// Asks the terminal for its size and follows it; true when it has changed.
  func followSize() -> Bool {
    var actual = winsize()
    guard ioctl(fileno(output), UInt(TIOCGWINSZ), &actual) == 0 else { return false }
    guard actual.ws_col > 0, actual.ws_row > 0 else { return false }
    guard size != (Int(actual.ws_col), Int(actual.ws_row)) else { return false }
    resize_term(Int32(actual.ws_row), Int32(actual.ws_col))
    return true
  }

  /// True while the terminal hands over keys unprocessed, that is, while it is ours.
  var isRaw: Bool {
    var state = termios()
    guard tcgetattr(fileno(output), &state) == 0 else { return true }
    return state.c_lflag & tcflag_t(ICANON) == 0
  }

  private func setUpKeyboard() {
    raw()
    noecho()
    nonl()
    keypad(window, true)
    // ncurses would look at the keyboard while drawing and delay the frame.
    typeahead(-1)
    scrollok(window, false)
    curs_set(0)
  }

  /// ncurses installs handlers of its own; ours is the only way signals are taken.
  private static func forgetHandlers() {
    for number in [SIGTSTP, SIGINT, SIGTERM, SIGWINCH] { signal(number, SIG_DFL) }
  }

  private static func open(
    _ name: String,
    _ output: UnsafeMutablePointer<FILE>,
    _ input: UnsafeMutablePointer<FILE>,
    _ entry: String?
  ) -> OpaquePointer? {
    guard let entry else { return newterm(name, output, input) }
    let before = getenv("TERMINFO").map { String(cString: $0) }
    setenv("TERMINFO", entry, 1)
    let screen = newterm(name, output, input)
    if let before { setenv("TERMINFO", before, 1) } else { unsetenv("TERMINFO") }
    return screen ?? newterm(name, output, input)
  }

  private static func stream(
    over descriptor: Int32,
    mode: String
  ) throws(TerminalError) -> UnsafeMutablePointer<FILE> {
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 10)
    guard copy >= 0, let stream = fdopen(copy, mode) else {
      throw .system(call: "dup", code: errno)
    }
    return stream
  }

  deinit {
    delscreen(screen)
    fclose(output)
    fclose(input)
  }
}
