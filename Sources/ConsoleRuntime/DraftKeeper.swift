import Commerce
import Console
import Desk
import Dispatch
import Synchronization

/// Writes unsent words to the store soon after they are typed, newest first to last.
///
/// Words may wait a quarter of a second for a pause in typing; a kill in that time loses no more than
/// the last of them. What the store does not take is tried again each second, and what is still
/// unsaved at the end goes into a file of its own, for the next start.
final class DraftKeeper: Sendable {
  private struct Place: Hashable {
    var order: OrderID
    var kind: Draft.Kind
  }

  private struct State {
    var waiting: [Place: String] = [:]
    /// On its way into the store.
    var inFlight: [Place: String] = [:]
    var isScheduled = false
  }

  private static let pause = DispatchTimeInterval.milliseconds(250)
  private static let pauseAfterFailure = DispatchTimeInterval.seconds(1)

  private let workplace: Workplace
  private let mailbox: Mailbox
  private let queue: DispatchQueue
  private let state = Mutex(State())

  init(workplace: Workplace, mailbox: Mailbox, queue: DispatchQueue) {
    self.workplace = workplace
    self.mailbox = mailbox
    self.queue = queue
  }

  func keep(_ body: String, of order: OrderID, kind: Draft.Kind, urgency: DraftUrgency) {
    let mustSchedule = state.withLock { state in
      state.waiting[Place(order: order, kind: kind)] = body
      defer { state.isScheduled = true }
      return !state.isScheduled
    }
    switch urgency {
    case .now: queue.async { self.write() }
    case .soon:
      if mustSchedule { queue.asyncAfter(deadline: .now() + Self.pause) { self.write() } }
    }
  }

  /// Words that have just left as a reply or a note are no draft any more.
  func forget(_ body: String, of order: OrderID, kind: Draft.Kind) {
    let place = Place(order: order, kind: kind)
    state.withLock { if $0.waiting[place] == body { $0.waiting[place] = nil } }
  }

  func forget(_ operations: [Operation]) {
    for operation in operations {
      switch operation {
      case .sendReply(let order, let body): forget(body, of: order, kind: .reply)
      case .addNote(let order, let body): forget(body, of: order, kind: .note)
      case .setStatus, .ship, .cancel, .stepBack, .retryReply, .cancelReply, .markRead,
        .markUnread, .saveDraft, .repairFromSync, .assign, .claim, .tag, .setPriority,
        .settleConflict, .discardRecord, .requestRefund, .approveRefund, .cancelRefund,
        .resolveRefund, .capturePayment:
        continue
      }
    }
  }

  /// Begins to write what waits.
  func flush() { queue.async { self.write() } }

  /// What is not written yet.
  var unsaved: [UnsavedDraft] {
    state.withLock { state in
      state.inFlight.merging(state.waiting) { _, newer in newer }
        .map { UnsavedDraft(order: $0.key.order, kind: $0.key.kind, body: $0.value) }
    }
  }

  private func write() {
    let waiting = state.withLock { state in
      state = State(inFlight: state.waiting)
      return state.inFlight
    }
    for (place, body) in waiting {
      do {
        _ = try workplace.desk.perform([.saveDraft(place.order, kind: place.kind, body: body)])
        state.withLock { $0.inFlight[place] = nil }
        mailbox.post(.draftSaved(place.order, place.kind, body: body))
      } catch {
        putBack(body, at: place)
        mailbox.post(
          .notice("the draft is not saved: \(FailureText.sentence(for: error))", isError: true)
        )
      }
    }
  }

  /// The words are still on the screen; newer ones of the same place win.
  private func putBack(_ body: String, at place: Place) {
    let mustSchedule = state.withLock { state in
      state.inFlight[place] = nil
      if state.waiting[place] == nil { state.waiting[place] = body }
      defer { state.isScheduled = true }
      return !state.isScheduled
    }
    guard mustSchedule else { return }
    queue.asyncAfter(deadline: .now() + Self.pauseAfterFailure) { self.write() }
  }
}
