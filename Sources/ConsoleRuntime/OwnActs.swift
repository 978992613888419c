import Commerce
import Desk
import Synchronization

/// The acts of this run, to tell them from what the same person did in another console or shell.
final class OwnActs: Sendable {
  private let ids = Mutex(Set<String>())
  private let begunAt: Instant

  init(begunAt: Instant) { self.begunAt = begunAt }

  func note(_ receipt: Receipt) {
    guard let id = receipt.actID else { return }
    _ = ids.withLock { $0.insert(id) }
  }

  /// Where an act was done, in words; nil for one of this run.
  func origin(of act: UndoableAct) -> String? {
    if ids.withLock({ $0.contains(act.id) }) { return nil }
    if act.via == "cli" { return "from the command line" }
    return act.at < begunAt ? "from before this start" : "from another console"
  }
}
