import Commerce
import Console
import Desk
import Dispatch
import Host
import SQLiteKit
import Store
import Sync

/// Does the work that an effect names, off the loop, and posts what came of it.
///
/// Four queues, each in order: questions and changes of the foreground, acts of many turns, long reads
/// (counts, search, verify) on a connection of their own, and sync.
struct EffectRunner: Sendable {
  /// How long the end of a run waits for a delivery that is under way.
  private static let patienceWithTransport = DispatchTimeInterval.seconds(2)
  /// How long it still waits for the store once it is told to end.
  static let patienceWhenTold = DispatchTimeInterval.seconds(2)

  /// A console that leaves takes itself off the board; a killed one is seen by its process.
  private static let patienceWithPresence = DispatchTimeInterval.milliseconds(300)

  let workplace: Workplace
  let mailbox: Mailbox
  /// The one that the screen shows; to read the machine's costs as much as a page of orders.
  let zone: LocalZone
  let drafts: DraftKeeper
  let console: ConsoleName
  let outbox: OutboxLoops
  let ahead: ReadAhead
  let ownActs: OwnActs
  let shown = ShownContact()
  let presence: PresenceKeeper
  let foreground = DispatchQueue(label: "orderdeck.foreground", qos: .userInteractive)
  let largeActs = DispatchQueue(label: "orderdeck.large-acts", qos: .userInitiated)
  let stoppedActs = StoppedActs()
  let longReads = DispatchQueue(label: "orderdeck.long-reads", qos: .userInitiated)
  let counts = CountQueue()
  let sync = DispatchQueue(label: "orderdeck.sync", qos: .utility)

  init(workplace: Workplace, mailbox: Mailbox, zone: LocalZone) {
    self.workplace = workplace
    self.mailbox = mailbox
    self.zone = zone
    console = ConsoleName(newID: workplace.newID)
    drafts = DraftKeeper(
      workplace: workplace,
      console: console.text,
      mailbox: mailbox,
      queue: foreground
    )
    presence = PresenceKeeper(workplace: workplace, console: console, mailbox: mailbox)
    outbox = OutboxLoops(workplace: workplace, mailbox: mailbox)
    ownActs = OwnActs(begunAt: workplace.now())
    let version = StoreVersion(of: workplace.store)
    ahead = ReadAhead { version.current }
  }

  /// Where one person stands in time and place, for relative words in filters.
  var context: QueryContext {
    QueryContext(now: workplace.now(), zone: zone, staff: workplace.staff.id)
  }

  /// Carries out what needs no terminal; false for effects that are the loop's own.
  func run(_ effect: Effect) -> Bool {
    switch effect {
    case .loadOrders(let listing, let page, let limit, let request):
      loadOrders(listing, page, limit, request)
    case .loadCounts(let request): loadCounts(request)
    case .countOrders(let filter, let request): countOrders(filter, request)
    case .countView(let filter, let request): countView(filter, request)
    case .countBefore(let listing, let cursor, let request):
      countBefore(listing, cursor, request)
    case .loadOrder(let id, let request): loadOrder(id, request)
    case .loadDue(let filter, let limit, let request): loadDue(filter, limit, request)
    case .loadCustomer(let key, let request): loadCustomer(key, request)
    case .loadChat(let id, let anchor, let limit, let request):
      loadChat(id, anchor, limit, request)
    case .readAhead(let id, let limit): readAhead(id, limit)
    case .searchMessages(let text, let order, let limit, let request):
      searchMessages(text, in: order, limit, request)
    case .findOrders(let number, let limit, let request): findOrders(number, limit, request)
    case .loadSync(let request): loadSync(request)
    case .loadSources(let request): loadSources(request)
    case .loadStaff(let request): loadStaff(request)
    case .loadUndoable(let request): loadUndoable(request)
    case .loadSelf(let request): loadSelf(request)
    case .verifySync(let request): verifySync(request)
    case .perform(let act, let request): perform(act, request)
    case .undo(let key, let request): undo(key: key, request)
    case .redo(let request): redo(request)
    case .stopAct(let request): stoppedActs.insert(request)
    case .changeView(let view, let request): change(request) { try $0.change(view) }
    case .markRead(let id, let request): change(request) { try $0.perform([.markRead(id)]) }
    case .revealContact(let id, let request): revealContact(id, request)
    case .hideContact(let request): hideContact(request)
    case .repairSync(let id, let isRehearsal, let request):
      repairSync(id, isRehearsal: isRehearsal, request)
    case .retryQuarantine(let id, let request): retryQuarantine(id, request)
    case .runSync(let source, let request): runSync(source, request)
    case .saveDraft(let id, let kind, let body, let urgency, let base):
      ahead.outdate()
      let draft = UnsavedDraft(order: id, kind: kind, body: body)
      drafts.keep(draft, basedOn: base, urgency: urgency)
    case .tellPresence(let place): presence.tell(place)
    case .writeCaseFile(let id, let audience, let amounts, let request):
      writeCaseFile(id, audience, amounts, request)
    case .openEditor, .copy, .setTheme, .saveViewState, .repaint, .ring, .suspend, .quit:
      return false
    }
    return true
  }

  /// Ends long reads and waits for what was begun.
  ///
  /// With a limit, what takes longer is left to the end of the process: whoever holds the store may
  /// hold it for long, and an act that was not stored is not done. The outbox has a limit always: a
  /// transport may hang, and what it was sending is taken up again when its lease has run out.
  ///
  /// Being told to end while it waits, it waits for nothing but the words, and for them not long.
  ///
  /// - Returns: words that the store did not take.
  func finish(
    within limit: DispatchTimeInterval?,
    isToldToEnd: () -> Bool
  ) -> [UnsavedDraft] {
    workplace.store.longReads.interrupt()
    outbox.stop()
    presence.leave(until: .now() + Self.patienceWithPresence)
    let deadline = limit.map { DispatchTime.now() + $0 } ?? .distantFuture
    stoppedActs.insertAll()
    drafts.flush()
    foreground.drain(until: deadline, unless: isToldToEnd)
    largeActs.drain(until: deadline, unless: isToldToEnd)
    if isToldToEnd() {
      foreground.drain(until: min(deadline, .now() + Self.patienceWhenTold))
      return drafts.unsaved
    }
    let unsaved = drafts.unsaved
    let end = min(deadline, .now() + Self.patienceWithTransport)
    outbox.drain(until: end, unless: isToldToEnd)
    return unsaved
  }

  /// Runs work on a queue; what it throws becomes the answer to the request.
  func answer(
    _ request: RequestID,
    on queue: DispatchQueue,
    _ work: @escaping @Sendable () throws -> Message
  ) {
    queue.async { [mailbox] in
      do {
        mailbox.post(try work())
      } catch let refusal as Refusal {
        mailbox.post(.refused(request, refusal))
      } catch {
        mailbox.post(.failed(request, FailureText.sentence(for: error)))
      }
    }
  }
}

extension DispatchQueue {
  /// Waits until all that was begun on the queue is done, but no longer than to the deadline, nor
  /// when `isToldToEnd`, which is asked again and again.
  func drain(until deadline: DispatchTime, unless isToldToEnd: () -> Bool = { false }) {
    let group = DispatchGroup()
    async(group: group) {}
    while DispatchTime.now() < deadline, !isToldToEnd() {
      let pause = min(deadline, .now() + .milliseconds(20))
      if group.wait(timeout: pause) == .success { return }
    }
  }
}
