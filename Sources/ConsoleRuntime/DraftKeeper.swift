import Commerce
import Console
import Desk
import Dispatch
import Store
import Synchronization

/// Writes unsent words to the store soon after they are typed, newest first to last.
///
/// Words may wait a quarter of a second for a pause in typing; a kill in that time loses no more than
/// the last of them. What the store does not take is tried again each second, and what is still
/// unsaved at the end goes into a file of its own, for the next start.
///
/// Another console of the same account may have the same draft: each text goes with the one that it
/// grew from, so that the store joins what both have written.
final class DraftKeeper: Sendable {
  private struct Place: Hashable {
    var order: OrderID
    var kind: Draft.Kind
  }

  /// What came of the last writing of a draft.
  private enum Outcome: Equatable {
    case kept
    /// Somebody else had changed it; that is what the store had then.
    case changedBefore(by: String)
    case failed
  }

  private struct Words {
    var body: String
    /// The text that they grew from; nil for the one that was written from here last.
    var base: String?
    var staysOpen: Bool
  }

  private struct State {
    var waiting: [Place: Words] = [:]
    /// On its way into the store.
    var inFlight: [Place: Words] = [:]
    var isScheduled = false
    /// What was written from here last.
    var written: [Place: String] = [:]
    var outcomes: [Place: Outcome] = [:]
  }

  private static let pause = DispatchTimeInterval.milliseconds(250)
  private static let pauseAfterFailure = DispatchTimeInterval.seconds(1)

  private let workplace: Workplace
  private let console: String
  private let mailbox: Mailbox
  private let queue: DispatchQueue
  private let state = Mutex(State())

  init(workplace: Workplace, console: String, mailbox: Mailbox, queue: DispatchQueue) {
    self.workplace = workplace
    self.console = console
    self.mailbox = mailbox
    self.queue = queue
  }

  /// Keeps words that grew from `base`; nil for the text that was kept last.
  func keep(_ draft: UnsavedDraft, basedOn base: String?, urgency: DraftUrgency) {
    let place = Place(order: draft.order, kind: draft.kind)
    let mustSchedule = state.withLock { state in
      let words = Words(
        body: draft.body,
        base: base ?? state.waiting[place]?.base,
        staysOpen: urgency == .soon
      )
      state.waiting[place] = words
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
    state.withLock { state in
      if state.waiting[place]?.body == body { state.waiting[place] = nil }
      state.written[place] = nil
    }
  }

  func forget(_ operations: [Operation]) {
    for operation in operations {
      switch operation {
      case .sendReply(let order, let body): forget(body, of: order, kind: .reply)
      case .addNote(let order, let body): forget(body, of: order, kind: .note)
      case .addCustomerNote(let order, let body): forget(body, of: order, kind: .customerNote)
      case .placeOrder, .replaceOrder, .editOrder, .setStatus, .ship, .cancel, .stepBack,
        .sendEmail, .retryEmail, .cancelEmail,
        .retryReply, .cancelReply, .markRead,
        .markUnread, .saveDraft, .repairFromSync, .assign, .claim, .tag, .setPriority, .snooze,
        .unsnooze, .seeSnoozeEnd,
        .settleConflict, .discardRecord, .requestRefund, .approveRefund, .cancelRefund,
        .retryRefund, .resolveRefund, .requestReturn, .moveReturn, .capturePayment:
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
        .map { UnsavedDraft(order: $0.key.order, kind: $0.key.kind, body: $0.value.body) }
    }
  }

  /// The draft that is about to be sent, as it was kept; nil where there is none to compare.
  ///
  /// Throws a ``Refusal`` when another console had sent or changed it before it was kept.
  func seen(_ operations: [Operation], from kind: Draft.Kind?) throws -> DraftSeen? {
    guard let kind, let operation = operations.first else { return nil }
    let place = Place(order: operation.orderID, kind: kind)
    let (outcome, body) = state.withLock { ($0.outcomes[place], $0.written[place]) }
    switch outcome {
    case .changedBefore(let before):
      throw Refusal.draftChanged(kind, of: place.order, before: before)
    case .kept: return body.map { DraftSeen(kind: kind, body: $0) }
    case .failed, nil: return nil
    }
  }

  private func write() {
    let waiting = state.withLock { state in
      state.inFlight = state.waiting
      state.waiting = [:]
      state.isScheduled = false
      return state.inFlight
    }
    for (place, words) in waiting {
      do {
        try write(words, at: place)
      } catch {
        putBack(words, at: place)
        mailbox.post(
          .notice("the draft is not saved: \(FailureText.sentence(for: error))", isError: true)
        )
      }
    }
  }

  private func write(_ words: Words, at place: Place) throws {
    let base = words.base ?? state.withLock { $0.written[place] } ?? ""
    let hand = DraftHand(console: console, base: base, staysOpen: words.staysOpen)
    let receipt = try workplace.desk.perform([
      .saveDraft(place.order, kind: place.kind, body: words.body, by: hand)
    ])
    let before = receipt.changed.first?.before
    let stored = try before == nil ? words.body : self.stored(at: place)
    state.withLock { state in
      state.inFlight[place] = nil
      state.written[place] = words.body
      state.outcomes[place] = before.map { .changedBefore(by: $0) } ?? .kept
    }
    let kept = KeptDraft(body: words.body, stored: stored, isShared: before != nil)
    mailbox.post(.draftSaved(place.order, place.kind, kept))
  }

  private func stored(at place: Place) throws -> String {
    try workplace.store.drafts(of: place.order, by: workplace.staff.id)
      .first { $0.kind == place.kind }?.body ?? ""
  }

  /// The words are still on the screen; newer ones of the same place win.
  private func putBack(_ words: Words, at place: Place) {
    let mustSchedule = state.withLock { state in
      state.inFlight[place] = nil
      state.outcomes[place] = .failed
      if state.waiting[place] == nil { state.waiting[place] = words }
      defer { state.isScheduled = true }
      return !state.isScheduled
    }
    guard mustSchedule else { return }
    queue.asyncAfter(deadline: .now() + Self.pauseAfterFailure) { self.write() }
  }
}
