import Glibc

/// The work of a ``ChangeWatcher``'s thread.
final class WatchLoop: Sendable {
  private let reader: Database
  private let own: Database?
  private let onChange: @Sendable () -> Void
  private let events: FolderEvents?
  private let names: Set<String>
  private let startVersions: Versions
  private let stopReader: Int32
  private let stopWriter: Int32

  /// After activity the log is compared again and again, as a commit becomes visible only some
  /// time after its last reported write: the disk's flush lies between.
  private static let settlingTime = Duration.seconds(5)
  private static let firstPause = Duration.milliseconds(1)
  private static let longestPause = Duration.milliseconds(250)
  /// As long as most flushes take, pauses stay short.
  private static let promptTime = Duration.milliseconds(200)
  private static let longestPromptPause = Duration.milliseconds(8)
  /// Commits within this time after a call are told in one call.
  private static let gathering = Duration.milliseconds(15)
  private static let pollingPause = Duration.milliseconds(250)

  private struct Versions: Equatable {
    var reader: Int
    var own: Int
  }

  init(path: String, own: Database?, onChange: @escaping @Sendable () -> Void) throws {
    reader = try Database(at: path, options: .init(readOnly: true, cacheKibibytes: nil))
    self.own = own
    self.onChange = onChange
    let (folder, name) = StoreFile.split(reader.path)
    names = [name, name + "-wal", name + "-journal", name + ".lock"]
    // First the watch, then the version: a commit between the two is seen.
    events = FolderEvents(of: folder)
    startVersions = Versions(
      reader: try reader.dataVersion(),
      own: try own?.dataVersion() ?? 0
    )
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      throw SQLiteError.misuse("no socket for the watcher: \(systemMessage(errno))", nil)
    }
    stopReader = ends[0]
    stopWriter = ends[1]
  }

  deinit {
    close(stopReader)
    close(stopWriter)
  }

  var isEventDriven: Bool { events != nil }

  func requestStop() {
    var byte: UInt8 = 1
    write(stopWriter, &byte, 1)
  }

  func run() {
    var versions = startVersions
    if let events { watch(events, &versions) }
    while !wait(for: nil, atMost: Self.pollingPause).isStopped { compare(&versions) }
  }

  // MARK: With events

  /// Returns when the events end; the caller then polls (and finds a stop, if that was the end).
  private func watch(_ events: FolderEvents, _ versions: inout Versions) {
    while true {
      guard !wait(for: events, atMost: nil).isStopped else { return }
      switch events.drain(names: names) {
      case .nothing: continue
      case .ended: return
      case .activity: break
      }
      guard settle(events, &versions) else { return }
    }
  }

  /// Compares at growing distances until nothing was reported for a while; false at the end.
  private func settle(_ events: FolderEvents, _ versions: inout Versions) -> Bool {
    var pause = Self.firstPause
    var activity = MonotonicTime.now
    while MonotonicTime.now < activity + Self.settlingTime {
      let hasChanged = compare(&versions)
      // Short pauses are slept through, so that a stream of writes costs few wake-ups.
      let current = hasChanged ? Self.gathering : pause
      let source = current <= Self.gathering ? nil : events
      guard !wait(for: source, atMost: current).isStopped else { return false }
      let isPrompt = MonotonicTime.now < activity + Self.promptTime
      pause = min(pause * 2, isPrompt ? Self.longestPromptPause : Self.longestPause)
      switch events.drain(names: names) {
      case .nothing: break
      case .ended: return false
      case .activity:
        pause = Self.firstPause
        activity = MonotonicTime.now
      }
    }
    return true
  }

  // MARK: Comparing

  @discardableResult
  private func compare(_ versions: inout Versions) -> Bool {
    // A version that cannot be read now (a restore, a broken disk) is read at the next turn;
    // whoever works with the store is told about the trouble by its own calls.
    guard let current = try? reader.dataVersion(), current != versions.reader else { return false }
    versions.reader = current
    guard let own else {
      onChange()
      return true
    }
    // SQLite counts for each connection what others did, so an own commit leaves this as it is.
    guard let foreign = try? own.dataVersion(), foreign != versions.own else { return false }
    versions.own = foreign
    onChange()
    return true
  }

  private enum Wake {
    case stopped
    case other

    var isStopped: Bool { self == .stopped }
  }

  private func wait(for events: FolderEvents?, atMost limit: Duration?) -> Wake {
    var sources = [pollfd(fd: stopReader, events: Int16(POLLIN), revents: 0)]
    if let events {
      sources.append(pollfd(fd: events.descriptor, events: Int16(POLLIN), revents: 0))
    }
    let milliseconds = limit.map { Int32(clamping: max(1, $0.milliseconds)) } ?? -1
    poll(&sources, nfds_t(sources.count), milliseconds)
    return sources[0].revents != 0 ? .stopped : .other
  }
}
