package import Commerce
import Host
package import Store

/// Which consoles of a presence board still run.
package struct Attendance: Sendable {
  /// A console of another machine says from time to time that it is there.
  static let heartbeat: Int64 = 20_000
  /// One that has said nothing for so long is gone.
  static let expiry: Int64 = 60_000

  let machine: String
  private let now: Instant

  package init(now: Instant) {
    machine = ProcessMark.place
    self.now = now
  }

  /// Whether a console is there: by its process where that can be seen, else by what it says.
  package func isThere(_ entry: PresenceEntry) -> Bool {
    isHere(entry) ? ConsoleName.isRunning(entry.console) : isFresh(entry)
  }

  /// On this machine, so that its process can be seen.
  func isHere(_ entry: PresenceEntry) -> Bool {
    !machine.isEmpty && entry.machine == machine
  }

  private func isFresh(_ entry: PresenceEntry) -> Bool {
    abs(now.milliseconds(since: entry.saidAt)) < Self.expiry
  }
}
