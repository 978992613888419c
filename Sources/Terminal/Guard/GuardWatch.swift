import CNCurses
import Glibc

/// The guard's whole life: wait, pass signals on, put the terminal right.
final class GuardWatch {
  private let child: GuardedChild
  private let signals: GuardSignals
  private let state: TerminalState
  private var isListening = true

  init(child: GuardedChild, signals: GuardSignals, state: TerminalState) {
    self.child = child
    self.signals = signals
    self.state = state
  }

  /// Returns the exit status to leave with once the child has ended.
  func run() -> Int32 {
    while true {
      var requests = [
        pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: isListening ? child.messages : -1, events: Int16(POLLIN), revents: 0),
      ]
      _ = poll(&requests, nfds_t(requests.count), -1)
      if requests[1].revents != 0 { isListening = child.listen() }
      if requests[0].revents != 0, let status = takeSignals() { return status }
    }
  }

  private func takeSignals() -> Int32? {
    while let signal = signals.next() {
      if signal.concernsChild { kill(child.process, signal.number) }
      if signal.number == SIGCHLD, let status = lookAfterChild() { return status }
    }
    return nil
  }

  /// The exit status when the child has ended; stops with it when it has been stopped.
  private func lookAfterChild() -> Int32? {
    var status: Int32 = 0
    while true {
      let found = waitpid(child.process, &status, WNOHANG | WUNTRACED)
      if found < 0, errno == EINTR { continue }
      guard found == child.process else { return nil }
      guard status & 0xFF == 0x7F else { return finish(GuardedEnd(status)) }
      if !state.holds { TerminalRestorer.restore(state, droppingInput: false) }
      signals.stop()
    }
  }

  private func finish(_ end: GuardedEnd) -> Int32 {
    _ = child.listen()
    let wasLeftOpen = !state.holds
    if wasLeftOpen { TerminalRestorer.restore(state, droppingInput: true) }
    let report = GuardReport(end: end, wasLeftOpen: wasLeftOpen, tail: child.tail)
    _ = report.text.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
    return end.exitStatus
  }
}

/// How the console's process ended.
package enum GuardedEnd: Equatable, Sendable {
  case exited(Int32)
  case killed(signal: Int32)

  /// Takes a status of `waitpid` apart.
  init(_ status: Int32) {
    let signal = status & 0x7F
    self = signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal: signal)
  }

  var exitStatus: Int32 {
    switch self {
    case .exited(let status): status
    case .killed(let signal): 128 + signal
    }
  }
}

/// Puts a terminal right without knowing in what state it was left; doing it twice does no harm.
enum TerminalRestorer {
  static func restore(_ state: TerminalState, droppingInput: Bool) {
    let bytes = sequences()
    _ = bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
    state.restore(droppingInput: droppingInput)
  }

  /// Reports off, keypad and colours normal, main screen, cursor on.
  private static func sequences() -> [UInt8] {
    // A terminal without a description was never taken, so there is nothing to undo.
    guard let description = try? TerminalDescription(descriptor: 1) else { return [] }
    var bytes: [UInt8] = []
    if description.skipsUnknownModes { bytes += Array(TerminalModes.allOff.utf8) }
    for capability in ["rmkx", "sgr0", "op", "rmcup", "cnorm"] {
      bytes += withoutPadding(description.string(capability) ?? [])
    }
    return bytes
  }

  /// Leaves out `$<5>`, which asks the sender to pause.
  private static func withoutPadding(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var rest = bytes[...]
    while let byte = rest.first {
      if rest.starts(with: Array("$<".utf8)), let end = rest.firstIndex(of: UInt8(ascii: ">")) {
        rest = rest[(end + 1)...]
      } else {
        result.append(byte)
        rest = rest.dropFirst()
      }
    }
    return result
  }
}
