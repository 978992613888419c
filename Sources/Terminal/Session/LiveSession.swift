import CNCurses
import Glibc
import Screen
import Theming

/// The changing parts of a session, behind the `borrowing` face of `TerminalSession`.
final class LiveSession {
  let screen: CursesScreen
  let painter: Painter
  let signals: SignalQueue
  let wake: WakeSignal
  let isUTF8: Bool
  let colorDepth: ColorDepth
  private let diversion: StreamDiversion
  private var decoder: InputDecoder
  private var inputs: [Input] = []
  private var isOurs = true
  private var isHungUp = false
  private var hasToldHangUp = false

  init(
    options: SessionOptions,
    wake: WakeSignal,
    theme: (ColorDepth) -> Theme
  ) throws(TerminalError) {
    try Self.requireTerminal()
    isUTF8 = TerminalLocale.adopt()
    let description = try TerminalDescription(descriptor: 1)
    let modes = TerminalModes(
      paste: description.skipsUnknownModes,
      mouse: options.usesMouse && description.hasMouse,
      focus: options.reportsFocus && description.skipsUnknownModes
    )
    decoder = InputDecoder(keys: description.keySequences())
    signals = try SignalQueue()
    let palette = Palette(description, usesColor: options.usesColor)
    screen = try CursesScreen(description, modes: modes, entry: palette.entry)
    colorDepth = palette.startColors()
    painter = Painter(window: screen.window, theme: theme(colorDepth), depth: colorDepth)
    diversion = StreamDiversion(guardPipe: options.guardLink?.messagePipe)
    diversion.begin()
    self.wake = wake
    _ = screen.followSize()
  }

  private static func requireTerminal() throws(TerminalError) {
    guard isatty(0) == 1 else { throw .notATerminal(stream: "standard input") }
    guard isatty(1) == 1 else { throw .notATerminal(stream: "standard output") }
  }

  func show(_ canvas: Canvas, cursor: (column: Int, row: Int)?) {
    // Without the terminal's modes ncurses would set them first, which must reach the terminal.
    guard isOurs else { return painter.show(canvas, cursor: cursor) }
    screen.frame { painter.show(canvas, cursor: cursor) }
  }

  // MARK: Giving the terminal away

  /// Gives terminal and streams back; nothing is drawn until `takeBack`.
  func giveBack() {
    guard isOurs else { return }
    isOurs = false
    screen.leave()
    diversion.end()
  }

  func takeBack() {
    guard !isOurs, !isHungUp else { return }
    isOurs = true
    diversion.begin()
    _ = screen.followSize()
    screen.enter()
    repaintAll()
  }

  func stopUntilContinued() {
    giveBack()
    signals.stop()
    takeBack()
  }

  func finish() {
    giveBack()
    diversion.replay()
  }

  /// The next frame draws every cell, and the loop is told to make one.
  private func repaintAll() {
    painter.forget()
    let size = screen.size
    inputs.append(.resized(width: size.width, height: size.height))
  }

  // MARK: Input

  func nextInput() -> Input? {
    if inputs.isEmpty { readKeyboard() }
    return inputs.isEmpty ? nil : inputs.removeFirst()
  }

  /// Waits until something happens or the time is up; then everything that has happened.
  func wait(milliseconds: Int?) -> [TerminalEvent] {
    var requests = [
      pollfd(fd: isHungUp ? -1 : 0, events: Int16(POLLIN), revents: 0),
      pollfd(fd: wake.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    _ = poll(&requests, nfds_t(requests.count), pause(atMost: milliseconds))
    var events: [TerminalEvent] = []
    if requests[2].revents != 0 { events += takeSignals() }
    if requests[1].revents != 0, wake.acknowledge() { events.append(.woken) }
    if requests[0].revents != 0 { readKeyboard() }
    inputs += decoder.expire(at: Self.now())
    if !inputs.isEmpty { events.append(.input) }
    if isHungUp, !hasToldHangUp {
      hasToldHangUp = true
      events.append(.hungUp)
    }
    return events
  }

  private func pause(atMost milliseconds: Int?) -> Int32 {
    guard inputs.isEmpty, hasToldHangUp || !isHungUp else { return 0 }
    let untilDeadline = decoder.deadline.map { max(0, $0 - Self.now()) }
    let limit = milliseconds.map { Int64(max(0, $0)) }
    switch (untilDeadline, limit) {
    case (nil, nil): return -1
    case (let one?, nil), (nil, let one?): return Int32(clamping: one)
    case (let one?, let other?): return Int32(clamping: min(one, other))
    }
  }

  /// Reads what is waiting, as one batch: how much waits tells fingers from pastes.
  private func readKeyboard() {
    guard isOurs, !isHungUp else { return }
    var batch: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while batch.count < 65_536, Self.isReadable(0) {
      let count = read(0, &buffer, buffer.count)
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      guard count > 0 else {
        isHungUp = true
        break
      }
      batch += buffer[..<count]
    }
    inputs += decoder.decode(batch, at: Self.now())
  }

  private func takeSignals() -> [TerminalEvent] {
    var events: [TerminalEvent] = []
    var hasNewSize = false
    while let signal = signals.next() {
      switch signal {
      case SIGWINCH: hasNewSize = true
      case SIGCONT: recoverAfterStop()
      case SIGTSTP: events.append(.suspendRequested)
      default: events.append(.terminate(signal: signal))
      }
    }
    if hasNewSize, isOurs, screen.followSize() {
      // What was on its way for the old size may have landed anywhere.
      painter.redrawPhysically()
      repaintAll()
    }
    return events
  }

  /// After a stop that we did not make (SIGSTOP): somebody may have reset the terminal meanwhile.
  private func recoverAfterStop() {
    guard isOurs else { return }
    guard screen.isRaw else {
      giveBack()
      return takeBack()
    }
    _ = screen.followSize()
    painter.redrawPhysically()
    repaintAll()
  }

  private static func isReadable(_ descriptor: Int32) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, 0) > 0
  }

  private static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }
}
