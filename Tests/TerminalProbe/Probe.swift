import Glibc
import Host
import Screen
import Terminal
import Theming

/// Shows its size, the last inputs and events; `q` quits, other letters break things on purpose.
struct Probe {
  let link: GuardLink?
  private var lines: [String] = []

  init(link: GuardLink?) { self.link = link }

  static func status(link: GuardLink?) -> Int32 {
    var probe = Probe(link: link)
    return probe.run()
  }

  private mutating func run() -> Int32 {
    do throws(TerminalError) {
      let arguments = CommandLine.arguments
      let options = SessionOptions(
        usesMouse: !arguments.contains("--no-mouse"),
        reportsFocus: arguments.contains("--focus"),
        guardLink: link
      )
      let wake = try WakeSignal()
      let session = try TerminalSession(options: options, wake: wake) { Self.theme(for: $0) }
      return loop(session, wake)
    } catch {
      Self.complain("probe: \(error)\n")
      return 1
    }
  }

  private mutating func loop(_ session: borrowing TerminalSession, _ wake: WakeSignal) -> Int32 {
    while true {
      draw(session)
      for event in session.wait(milliseconds: nil) {
        if let status = event.exitStatus { return status }
        switch event {
        case .suspendRequested: session.suspend()
        case .woken: note("woken")
        case .input, .terminate, .hungUp: break
        }
      }
      while let input = session.nextInput() {
        note(Self.words(for: input))
        if input == .key(Key(.character("q"))) { return 0 }
        obey(input, session, wake)
      }
    }
  }

  private func obey(_ input: Input, _ session: borrowing TerminalSession, _ wake: WakeSignal) {
    guard case .key(let key) = input else { return }
    switch key {
    case Key(.character("z"), control: true): session.suspend()
    case Key(.character("w")): wake.wake()
    case Key(.character("e")): Self.complain("noise on standard error\u{1B}[31m\n")
    case Key(.character("y")): session.copy("number \u{1B}]0;x\u{07} 42")
    case Key(.character("b")): session.ringBell()
    case Key(.character("x")): exit(7)
    case Key(.character("T")): Self.trap(at: CommandLine.arguments.count + 40)
    case Key(.character("E")): session.lend { Self.edit() }
    case Key(.character("l")):
      session.lend { Self.complain("lent\n") }
    default: break
    }
  }

  /// Another program on our terminal, as the user's editor would be.
  private static func edit() {
    let editor = ChildProcess(arguments: ["cat"], environment: .current())
    do throws(HostError) {
      complain("cat \(try editor.runInForeground())\n")
    } catch {
      complain("\(error)\n")
    }
  }

  /// A Swift trap, as a mistake in the program would be one.
  private static func trap(at place: Int) {
    let empty: [Int] = []
    complain("\(empty[place])")
  }

  private mutating func draw(_ session: borrowing TerminalSession) {
    let glyphs: GlyphSet = session.isUTF8 ? .unicode : .ascii
    var canvas = Canvas(width: session.size.width, height: session.size.height, glyphs: glyphs)
    let size = session.size
    let sign = glyphs.verticalRule
    canvas.write(
      "probe \(size.width)x\(size.height) \(session.colorDepth) \(sign)",
      at: Place(column: 0, row: 0),
      role: .title
    )
    canvas.write("日本 é 👍 | CHAT", at: Place(column: 0, row: 1), role: .danger)
    if let place = CommandLine.arguments.firstIndex(of: "--texts") {
      lines = CommandLine.arguments[(place + 1)...].map { $0 + "|" }
    }
    for (row, line) in lines.suffix(max(0, size.height - 3)).enumerated() {
      canvas.write(line, at: Place(column: 0, row: row + 2), role: .text)
    }
    canvas.write("#", at: Place(column: size.width - 1, row: size.height - 1), role: .success)
    session.show(canvas, cursor: (column: 0, row: size.height - 1))
  }

  private mutating func note(_ line: String) { lines.append(line) }

  private static func words(for input: Input) -> String {
    switch input {
    case .key(let key): "key \(words(for: key))"
    case .paste(let text): "paste \(text.utf8.count) \(text.prefix(40))"
    case .mouse(let event): "mouse \(event.kind) \(event.column),\(event.row)"
    case .resized(let width, let height): "resized \(width)x\(height)"
    case .focusGained: "focus gained"
    case .focusLost: "focus lost"
    }
  }

  private static func words(for key: Key) -> String {
    let modifiers =
      (key.control ? "ctrl-" : "") + (key.alt ? "alt-" : "") + (key.shift ? "shift-" : "")
    switch key.code {
    case .character(let character): return modifiers + String(character)
    default: return modifiers + "\(key.code)"
    }
  }

  private static func complain(_ text: String) {
    _ = Array(text.utf8).withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
  }

  private static func theme(for depth: ColorDepth) -> Theme {
    Theme(
      name: "probe",
      roles: [
        .title: Theme.Look(attributes: .bold),
        .danger: Theme.Look(color: .rgb(RGB(200, 30, 40))),
        .success: Theme.Look(color: .indexed(10)),
      ]
    )
  }
}
