import Glibc

/// What the system reports about the files of one folder (inotify).
///
/// A write through shared memory is not reported, so the end of a commit is not: only the writes
/// to the log before it and to the lock file after it are.
final class FolderEvents: Sendable {
  let descriptor: Int32

  enum Finding {
    case nothing
    /// One of the watched names was written, or events were dropped.
    case activity
    /// The folder is gone or moved: nothing more will be reported.
    case ended
  }

  /// Nil where inotify is not available or its limit is reached.
  init?(of folder: String) {
    descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    guard descriptor >= 0 else { return nil }
    let mask = IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF
    guard inotify_add_watch(descriptor, folder, UInt32(mask)) >= 0 else { return nil }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Takes all waiting events and says whether any concerns one of `names`.
  func drain(names: Set<String>) -> Finding {
    var finding = Finding.nothing
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return finding }
      switch assess(buffer.prefix(count), names) {
      case .ended: return .ended
      case .activity: finding = .activity
      case .nothing: break
      }
    }
  }

  private func assess(_ events: ArraySlice<UInt8>, _ names: Set<String>) -> Finding {
    var finding = Finding.nothing
    var rest = events
    // struct inotify_event: wd, mask, cookie, len (4 bytes each), then the name, NUL-padded.
    while rest.count >= 16 {
      let mask = number(rest.dropFirst(4))
      let length = Int(number(rest.dropFirst(12)))
      let name = rest.dropFirst(16).prefix(length).prefix { $0 != 0 }
      rest = rest.dropFirst(16 + length)
      if mask & UInt32(IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED | IN_UNMOUNT) != 0 {
        return .ended
      }
      let isOverflow = mask & UInt32(IN_Q_OVERFLOW) != 0
      if isOverflow || names.contains(String(decoding: name, as: UTF8.self)) {
        finding = .activity
      }
    }
    return finding
  }

  private func number(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}
