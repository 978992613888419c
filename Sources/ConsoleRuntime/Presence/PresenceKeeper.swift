import Commerce
import Console
import Desk
import Dispatch
import Host
import SQLiteKit
import Store
import Synchronization

/// Tells colleagues where the person at this console is, and this console where they are.
///
/// All on a queue of its own, so that neither a key nor the store ever waits for it. Nothing runs
/// while nobody moves, but for a look at the processes of colleagues that are shown, since a killed
/// one tells nobody.
final class PresenceKeeper: Sendable {
  private struct State {
    var board: PresenceBoard?
    var watcher: ChangeWatcher?
    var pacing = PresencePacing()
    var isScheduled = false
    var isLooking = false
    var isStopped = false
    var shown: [StaffPresence] = []
    /// Consoles of other machines are there, which cannot see this process.
    var needsHeartbeat = false
    var since: Instant?
    var lastSaid: Instant?
    var hasComplained = false
  }

  private static let lookAgain = DispatchTimeInterval.seconds(3)

  private let workplace: Workplace
  private let console: ConsoleName
  private let mailbox: Mailbox
  private let queue = DispatchQueue(label: "orderdeck.presence", qos: .utility)
  private let state = Mutex(State())
  private let clock = ContinuousClock()
  private let begunAt: ContinuousClock.Instant

  init(workplace: Workplace, console: ConsoleName, mailbox: Mailbox) {
    self.workplace = workplace
    self.console = console
    self.mailbox = mailbox
    begunAt = clock.now
  }

  /// Says that the console is there and begins to watch; also when that was not possible before.
  func start() {
    queue.async { self.open() }
  }

  /// The person is there now; written when it lasts.
  func tell(_ place: PresencePlace?) {
    let mustSchedule = state.withLock { state in
      state.pacing.want(place, at: milliseconds)
      defer { state.isScheduled = true }
      return !state.isScheduled
    }
    if mustSchedule { queue.async { self.write() } }
  }

  /// Says at once that the person is at no order, for a console that is stopped.
  func pause(until deadline: DispatchTime) {
    tell(nil)
    queue.async { self.say(nil) }
    queue.drain(until: deadline)
  }

  /// Takes this console off the board.
  func leave(until deadline: DispatchTime) {
    let watcher = state.withLock { state in
      state.isStopped = true
      return state.watcher.take()
    }
    watcher?.stop()
    queue.async { self.takeOff() }
    queue.drain(until: deadline)
  }

  // MARK: Board

  private func open() {
    guard state.withLock({ $0.board == nil && !$0.isStopped }) else { return }
    do {
      let board = try PresenceBoard(of: workplace.store, isReadOnly: isReadOnly)
      let watcher = try board.watch { [weak self] in
        guard let self else { return }
        queue.async { self.look() }
      }
      state.withLock { state in
        state.board = board
        state.watcher = watcher
      }
      look()
      if state.withLock({ $0.lastSaid == nil }) { say(nil) }
      write()
    } catch StoreOpenError.missing where isReadOnly {
      // Nobody has said anything yet; asked again when the store changes.
    } catch {
      complain(error)
    }
  }

  private var isReadOnly: Bool {
    workplace.store.isReadOnly || workplace.desk.settings.isReadOnly
  }

  private var milliseconds: Int64 {
    let (seconds, attoseconds) = begunAt.duration(to: clock.now).components
    return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
  }

  /// Writes what is due and waits for the next.
  private func write() {
    let now = milliseconds
    let writing = state.withLock { state in
      state.isScheduled = false
      return state.board == nil || state.isStopped ? nil : state.pacing.next(at: now)
    }
    if let writing { say(writing.place) }
    let due = state.withLock { state in
      guard state.board != nil, !state.isStopped, !state.isScheduled else { return nil as Int64? }
      state.isScheduled = state.pacing.due != nil
      return state.pacing.due
    }
    guard let due else { return }
    queue.asyncAfter(deadline: .now() + .milliseconds(Int(max(1, due - now)))) { self.write() }
  }

  private func say(_ place: PresencePlace?, isNew: Bool = true) {
    guard !isReadOnly, let board = state.withLock({ $0.isStopped ? nil : $0.board }) else { return }
    let now = workplace.now()
    let attendance = Attendance(now: now)
    let since = state.withLock { state in
      if isNew { state.since = now }
      state.lastSaid = now
      return state.since ?? now
    }
    let person = workplace.staff
    let presence = StaffPresence(staff: person.id, name: person.name, place: place, since: since)
    let entry = PresenceEntry(
      console: console.text,
      machine: attendance.machine,
      presence: presence,
      saidAt: now
    )
    do {
      let gone = try board.entries().filter {
        $0.console != console.text && !attendance.isThere($0)
      }
      try board.put(entry, removing: gone.map(\.console))
    } catch {
      complain(error)
    }
  }

  private func takeOff() {
    guard !isReadOnly, let board = state.withLock({ $0.board }) else { return }
    do {
      try board.remove(console.text)
    } catch {
      // Others see by the process, or by its silence, that this console is gone.
    }
  }

  // MARK: Colleagues

  /// Looks who is there, and as long as somebody is looks again from time to time.
  private func look() {
    guard let board = state.withLock({ $0.isStopped ? nil : $0.board }) else { return }
    do {
      let attendance = Attendance(now: workplace.now())
      let others = try board.entries().filter {
        $0.presence.staff != workplace.staff.id && attendance.isThere($0)
      }
      show(others.map(\.presence), needsHeartbeat: others.contains { !attendance.isHere($0) })
      if !others.isEmpty { lookLater() }
    } catch {
      complain(error)
    }
    beat()
  }

  private func show(_ others: [StaffPresence], needsHeartbeat: Bool) {
    let isNew = state.withLock { state in
      state.needsHeartbeat = needsHeartbeat
      defer { state.shown = others }
      return state.shown != others
    }
    if isNew { mailbox.post(.colleagues(others)) }
  }

  private func lookLater() {
    let mustSchedule = state.withLock { state in
      defer { state.isLooking = true }
      return !state.isLooking
    }
    guard mustSchedule else { return }
    queue.asyncAfter(deadline: .now() + Self.lookAgain) {
      self.state.withLock { $0.isLooking = false }
      self.look()
    }
  }

  /// Only for consoles that cannot see this process.
  private func beat() {
    let place = state.withLock { state -> PresencePacing.Writing? in
      guard state.needsHeartbeat, let last = state.lastSaid,
        workplace.now().milliseconds(since: last) >= Attendance.heartbeat
      else { return nil }
      return PresencePacing.Writing(place: state.pacing.told)
    }
    if let place { say(place.place, isNew: false) }
  }

  /// The same trouble is told once.
  private func complain(_ error: any Error) {
    let isNew = state.withLock { state in
      defer { state.hasComplained = true }
      return !state.hasComplained
    }
    guard isNew else { return }
    let sentence = FailureText.sentence(for: error)
    mailbox.post(.notice("who else is at an order is not known: \(sentence)", isError: false))
  }
}
