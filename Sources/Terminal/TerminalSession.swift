package import Screen
package import Theming

/// The user's terminal while the console runs; giving it up gives the terminal back.
///
/// To be made on the main thread before other threads are started, because it takes the signals
/// TERM, HUP, INT, QUIT, WINCH, TSTP and CONT for the whole process. There is one at a time.
package struct TerminalSession: ~Copyable, Device {
  private let live: LiveSession

  /// Takes the terminal, and asks for a theme once it is known how many colours there are.
  ///
  /// - Throws: `TerminalError` when there is no terminal, or none that can show a screen; nothing
  ///   has been changed then.
  package init(
    options: SessionOptions = SessionOptions(),
    wake: WakeSignal,
    theme: (ColorDepth) -> Theme
  ) throws(TerminalError) {
    live = try LiveSession(options: options, wake: wake, theme: theme)
  }

  deinit { live.finish() }

  package var size: (width: Int, height: Int) { live.screen.size }

  /// False when lines and marks have to be drawn with ASCII alone.
  package var isUTF8: Bool { live.isUTF8 }

  /// How many colours the terminal shows.
  package var colorDepth: ColorDepth { live.colorDepth }

  package borrowing func show(_ canvas: Canvas, cursor: (column: Int, row: Int)?) {
    live.show(canvas, cursor: cursor)
  }

  package borrowing func nextInput() -> Input? { live.nextInput() }

  /// Waits for a key, a signal or the wake signal, without any timer of its own when idle.
  ///
  /// - Parameter milliseconds: the longest wait; nil waits as long as it takes.
  /// - Returns: everything that has happened, signals first; empty when the time was up.
  package borrowing func wait(milliseconds: Int? = nil) -> [TerminalEvent] {
    live.wait(milliseconds: milliseconds)
  }

  /// Draws with another theme from the next frame on.
  package borrowing func use(_ theme: Theme) { live.painter.use(theme) }

  /// Makes the next frame draw every cell anew (Ctrl-L).
  package borrowing func redraw() { live.painter.redrawPhysically() }

  /// Gives the terminal back and stops the process, as Ctrl-Z should; returns after `fg`, with a
  /// `.resized` input waiting so that the loop draws a frame.
  package borrowing func suspend() { live.stopUntilContinued() }

  /// Lends the terminal to another program (an editor) and takes it back when `body` is done.
  package borrowing func lend<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    live.giveBack()
    defer {
      live.signals.discardKeyboardSignals()
      live.takeBack()
    }
    return try body()
  }

  /// Puts a text into the clipboard of the terminal (OSC 52), where it allows that; controls are
  /// taken out, since the text may later be pasted into a shell.
  package borrowing func copy(_ text: String) {
    live.screen.send(ClipboardSequence.copying(text))
  }

  package borrowing func ringBell() { live.painter.ringBell() }
}
