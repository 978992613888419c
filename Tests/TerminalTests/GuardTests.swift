import Glibc
import TestSupport
import Testing

@Suite struct `The guard of the terminal` {
  private func expectGivenBack(_ terminal: PseudoTerminal) {
    #expect(terminal.modes == terminal.modesAtStart)
    #expect(terminal.screen.leftovers.isEmpty)
    #expect(terminal.screen.unknown.isEmpty)
  }

  private func console(of terminal: PseudoTerminal) throws -> Int32 {
    try #require(terminal.children().first)
  }

  @Test(arguments: [
    (SIGKILL, "KILL"), (SIGSEGV, "SEGV"), (SIGILL, "ILL"), (SIGABRT, "ABRT"), (SIGUSR1, "USR1"),
    (SIGBUS, "BUS"), (SIGFPE, "FPE"),
  ])
  func `a console that dies leaves a usable terminal`(_ number: Int32, _ name: String) throws {
    let terminal = try Probe.started()
    terminal.signal(number, to: try console(of: terminal))
    #expect(try terminal.waitForEnd() == .exited(128 + number))
    expectGivenBack(terminal)
    let line = "orderdeck was killed by signal \(number) (\(name)); your terminal is restored,"
    #expect(terminal.screen.text.contains(line))
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP, SIGQUIT])
  func `a console asked to end ends in order`(_ number: Int32) throws {
    let terminal = try Probe.started()
    terminal.signal(number, to: try console(of: terminal))
    #expect(try terminal.waitForEnd() == .exited(128 + number))
    expectGivenBack(terminal)
    #expect(!terminal.screen.contains("killed"))
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1])
  func `what the guard is sent reaches the console`(_ number: Int32) throws {
    let terminal = try Probe.started()
    terminal.signal(number)
    #expect(try terminal.waitForEnd() == .exited(128 + number))
    expectGivenBack(terminal)
  }

  @Test func `a mistake in the program is told with its last words`() throws {
    let terminal = try Probe.started()
    try terminal.send("e")
    try terminal.wait(forText: "key e")
    try terminal.send("T")
    let end = try terminal.waitForEnd()
    #expect([.exited(128 + SIGILL), .exited(128 + SIGTRAP)].contains(end))
    expectGivenBack(terminal)
    #expect(terminal.screen.contains("was killed by signal"))
    #expect(terminal.screen.contains("noise on standard error?[31m"))
    #expect(terminal.screen.contains("Fatal error"))
  }

  @Test func `leaving from the middle of the screen is mended`() throws {
    let terminal = try Probe.started()
    try terminal.send("x")
    #expect(try terminal.waitForEnd() == .exited(7))
    expectGivenBack(terminal)
    #expect(terminal.screen.contains("orderdeck ended with status 7"))
  }

  @Test func `a guard that is killed takes the console along, which cleans up`() throws {
    let terminal = try Probe.started()
    let console = try console(of: terminal)
    terminal.signal(SIGKILL)
    #expect(try terminal.waitForEnd() == .killed(signal: SIGKILL))
    try terminal.wait(for: "the console's end", polling: { kill(console, 0) != 0 })
    try terminal.settle()
    expectGivenBack(terminal)
  }

  @Test func `a hung-up line ends both`() throws {
    let terminal = try Probe.started()
    let console = try console(of: terminal)
    terminal.hangUp()
    #expect(try terminal.waitForEnd() == .exited(128 + SIGHUP))
    #expect(kill(console, 0) != 0)
  }

  @Test func `guard and console know each other without a word in the environment`() throws {
    let terminal = try Probe.started()
    let console = try console(of: terminal)
    let environment = try TemporaryFolder.bytes(of: "/proc/\(console)/environ")
    #expect(!String(decoding: environment, as: UTF8.self).contains("GUARD"))
    #expect(kill(console, 0) == 0)
  }
}

@Suite struct `Stopping and continuing under a shell` {
  private func shell() throws -> PseudoTerminal {
    let terminal = try PseudoTerminal()
    try terminal.start(
      "/bin/bash",
      ["--norc", "--noprofile", "--noediting", "-i"],
      environment: PseudoTerminal.environment(adding: ["PS1": "ready> "])
    )
    try terminal.wait(forText: "ready>")
    return terminal
  }

  private func startProbe(in terminal: PseudoTerminal) throws {
    try terminal.send("\(try BuiltProgram.path(of: "TerminalProbe"))\n")
    try terminal.wait(for: "the probe") { $0.isAlternateScreen && $0.contains("probe 80x24") }
  }

  @Test func `Ctrl-Z gives the terminal to the shell and fg takes it back`() throws {
    let terminal = try shell()
    let modes = terminal.modes
    try startProbe(in: terminal)
    for _ in 0..<3 {
      try terminal.send("\u{1A}")
      try terminal.wait(for: "the shell") { !$0.isAlternateScreen && $0.contains("Stopped") }
      #expect(terminal.screen.leftovers.isEmpty)
      try terminal.wait(for: "the shell's modes", polling: { terminal.modes == modes })
      try terminal.send("clear; fg\n")
      try terminal.wait(for: "the probe") { $0.isAlternateScreen && $0.contains("probe 80x24") }
      #expect(terminal.modes?.isRaw == true)
    }
    try terminal.send("q")
    try terminal.wait(for: "the shell") {
      !$0.isAlternateScreen && $0.lines.last { !$0.isEmpty } == "ready>"
    }
    #expect(terminal.screen.leftovers.isEmpty)
  }

  @Test(arguments: [SIGTSTP, SIGSTOP])
  func `a console stopped from outside gives the terminal to the shell`(_ number: Int32) throws {
    let terminal = try shell()
    try startProbe(in: terminal)
    let guardProcess = try #require(terminal.children().first)
    let console = try #require(terminal.children(of: guardProcess).first)
    terminal.signal(number, to: console)
    try terminal.wait(for: "the shell") { !$0.isAlternateScreen && $0.contains("Stopped") }
    #expect(terminal.screen.leftovers.isEmpty)
    try terminal.send("clear; fg\n")
    try terminal.wait(for: "the probe") { $0.isAlternateScreen && $0.contains("probe 80x24") }
    try terminal.send("j")
    try terminal.wait(forText: "key j")
    try terminal.send("q")
    try terminal.wait(for: "the shell") { !$0.isAlternateScreen }
  }

  @Test func `an editor has the terminal, and stops together with the console`() throws {
    let terminal = try shell()
    try startProbe(in: terminal)
    try terminal.send("E")
    try terminal.wait(for: "the bare screen") { !$0.isAlternateScreen }
    try terminal.wait(for: "line mode", polling: { terminal.modes?.isRaw == false })
    try terminal.send("typed\n")
    try terminal.wait(for: "the echo and cat's answer") {
      $0.lines.filter { $0 == "typed" }.count == 2
    }
    try terminal.send("\u{1A}")
    try terminal.wait(forText: "Stopped")
    try terminal.send("clear; fg\n")
    try terminal.wait(for: "the job") { !$0.contains("ready>") && $0.contains("TerminalProbe") }
    try terminal.send("again\n")
    try terminal.wait(for: "cat's answer") { $0.lines.filter { $0 == "again" }.count == 2 }
    // Ctrl-C is the editor's affair.
    try terminal.send("\u{03}")
    try terminal.wait(for: "the probe") { $0.isAlternateScreen && $0.contains("probe 80x24") }
    #expect(String(decoding: terminal.output, as: UTF8.self).contains("killed(bySignal: 2)"))
    try terminal.settle()
    try terminal.send("j")
    try terminal.wait(forText: "key j")
    try terminal.send("q")
    try terminal.wait(for: "the shell") { !$0.isAlternateScreen }
    #expect(terminal.screen.leftovers.isEmpty)
  }

  @Test(arguments: [(">&-", "standard output"), ("</dev/null", "standard input")])
  func `without a terminal at one end it says which`(_ redirection: String, _ stream: String) throws
  {
    let terminal = try PseudoTerminal()
    let program = try BuiltProgram.path(of: "TerminalProbe")
    try terminal.start("/bin/sh", ["-c", "\(program) \(redirection); echo status $?"])
    try terminal.wait(forText: "status 1")
    #expect(terminal.screen.text.contains("\(stream) is none"))
    #expect(terminal.modes == terminal.modesAtStart)
  }
}
