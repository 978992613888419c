import Commerce
import Console
import Desk
import Dispatch
import Host
import SQLiteKit
import Screen
import Store
import Terminal
import Theming

/// The one place where input becomes messages and messages become frames.
struct EventLoop {
  /// A fast answer is awaited so long before a frame is painted, so that nothing flickers.
  private static let patience = 8

  /// A console that is stopped should not be shown at an order, but nobody waits for that.
  private static let patienceWithPresence = DispatchTimeInterval.milliseconds(200)

  private let run: ConsoleRun
  private let mailbox: Mailbox
  private let runner: EffectRunner
  private let viewStateFile: ViewStateFile
  private var model: Model
  private var exitStatus: Int32?
  /// Told to end: then nothing is waited for that is safe in a file.
  private var isEndedByForce = false
  /// Questions whose answers a frame may wait for.
  private var awaited: Set<RequestID> = []
  /// Left until the frame is painted, which must not wait for it.
  private var readAhead: Effect?

  init(run: ConsoleRun, start: ConsoleStart, mailbox: Mailbox) {
    self.run = run
    self.mailbox = mailbox
    runner = EffectRunner(workplace: run.workplace, mailbox: mailbox, zone: start.zone)
    viewStateFile = run.viewStateFile
    model = Model(start)
  }

  mutating func run(on terminal: borrowing TerminalSession) -> Int32 {
    let watcher = watchStore()
    let company = run.company?({ [mailbox] in mailbox.post($0) })
    runner.outbox.reschedule()
    restoreUnsavedDrafts()
    runner.presence.start()
    handle([.launched], on: terminal)
    while exitStatus == nil {
      awaitFastAnswers(on: terminal)
      guard exitStatus == nil else { break }
      paint(on: terminal)
      for event in terminal.wait(milliseconds: millisecondsToWake()) {
        react(to: event, on: terminal)
      }
      guard exitStatus == nil else { break }
      takeInput(on: terminal)
    }
    company?.stop()
    watcher?.stop()
    finish(on: terminal)
    handle(mailbox.takeAll(), on: terminal)
    return exitStatus ?? 0
  }

  /// Ends the work that was begun; a signal that comes meanwhile is obeyed.
  private mutating func finish(on terminal: borrowing TerminalSession) {
    var told = isEndedByForce ? exitStatus : nil
    var isToldAnew = false
    let limit = isEndedByForce ? EffectRunner.patienceWhenTold : nil
    let unsaved = runner.finish(within: limit) {
      for status in terminal.wait(milliseconds: 0).compactMap(\.exitStatus) {
        told = status
        isToldAnew = true
      }
      return isToldAnew
    }
    exitStatus = told ?? exitStatus
    keep(unsaved)
  }

  // MARK: Words that the store did not take

  private var unsavedDrafts: UnsavedDrafts {
    UnsavedDrafts(
      path: run.viewStatePath.map { "\($0).drafts" },
      recovery: DraftRecovery(workplace: run.workplace)
    )
  }

  private func restoreUnsavedDrafts() {
    guard !run.workplace.desk.settings.isReadOnly else { return }
    var recovered = unsavedDrafts.restore()
    recovered.add(EditedReplies(recovery: DraftRecovery(workplace: run.workplace)).restore())
    guard let sentence = recovered.sentence else { return }
    mailbox.post(.notice(sentence, isError: recovered.hasTrouble))
  }

  /// The last thing of a run: after this only standard error can say what went wrong.
  private func keep(_ drafts: [UnsavedDraft]) {
    do {
      try unsavedDrafts.keep(drafts)
    } catch {
      run.workplace.complain("unsent words are lost: \(FailureText.sentence(for: error))")
    }
  }

  // MARK: In

  private mutating func takeInput(on terminal: borrowing TerminalSession) {
    tick()
    var messages = mailbox.takeAll()
    while let input = terminal.nextInput() { messages.append(.input(input)) }
    handle(messages, on: terminal)
  }

  private mutating func tick() {
    for effect in model.update(.tick(run.workplace.now())) { start(effect) }
  }

  /// While the model waits for an answer, a few milliseconds for it are well spent.
  private mutating func awaitFastAnswers(on terminal: borrowing TerminalSession) {
    let clock = ContinuousClock()
    let deadline = clock.now + .milliseconds(Self.patience)
    while !awaited.isEmpty, exitStatus == nil {
      let left = clock.now.duration(to: deadline)
      let milliseconds = Int(left.components.attoseconds / 1_000_000_000_000_000) + 1
      let events = left > .zero ? terminal.wait(milliseconds: milliseconds) : []
      guard !events.isEmpty else {
        // A slow answer holds up one frame, not every one until it comes.
        awaited = []
        return
      }
      for event in events { react(to: event, on: terminal) }
      handle(mailbox.takeAll(), on: terminal)
      if events.contains(.input) { return }
    }
  }

  private mutating func react(to event: TerminalEvent, on terminal: borrowing TerminalSession) {
    switch event {
    case .input, .woken: break
    case .suspendRequested: terminal.suspend()
    case .terminate, .hungUp:
      isEndedByForce = true
      exitStatus = event.exitStatus
    }
  }

  private func millisecondsToWake() -> Int? {
    guard let moment = model.wakeAt else { return nil }
    return Int(max(0, min(moment.milliseconds - run.workplace.now().milliseconds, 3_600_000)))
  }

  private func watchStore() -> ChangeWatcher? {
    do {
      return try run.workplace.store.watch { [mailbox, runner] in
        mailbox.post(.storeChanged)
        runner.outbox.reschedule()
        runner.presence.start()
      }
    } catch {
      mailbox.post(.watching(false))
      return nil
    }
  }

  // MARK: Through

  private mutating func handle(_ messages: [Message], on terminal: borrowing TerminalSession) {
    for message in messages {
      if let request = message.answeredRequest { awaited.remove(request) }
      for effect in model.update(message) where !start(effect) { perform(effect, on: terminal) }
    }
  }

  /// Gives the effect to a worker; false when it is the loop's own.
  @discardableResult private mutating func start(_ effect: Effect) -> Bool {
    if case .readAhead = effect {
      readAhead = effect
      return true
    }
    if let request = effect.promptRequest { awaited.insert(request) }
    return runner.run(effect)
  }

  /// The effects that need the terminal or end the loop.
  private mutating func perform(_ effect: Effect, on terminal: borrowing TerminalSession) {
    switch effect {
    case .openEditor(let id, let kind, let text, let request):
      edit(UnsavedDraft(order: id, kind: kind, body: text), request, on: terminal)
    case .copy(let text):
      terminal.copy(text)
      mailbox.post(.copied(text))
    case .setTheme(let name): use(name, on: terminal)
    case .saveViewState(let state): save(state)
    case .repaint: terminal.redraw()
    case .ring: terminal.ringBell()
    case .suspend:
      runner.presence.pause(until: .now() + Self.patienceWithPresence)
      terminal.suspend()
    case .quit: exitStatus = 0
    case .loadOrders, .loadCounts, .countOrders, .countView, .countBefore, .loadOrder,
      .loadCustomer, .loadDue, .changeView,
      .loadChat, .readAhead, .searchMessages, .findOrders, .loadSync, .loadSources, .loadStaff,
      .loadUndoable, .loadSelf, .verifySync, .perform, .undo, .redo, .stopAct, .revealContact,
      .hideContact,
      .markRead, .repairSync, .retryQuarantine, .runSync, .saveDraft, .writeCaseFile,
      .tellPresence:
      break
    }
  }

  private func use(_ name: String, on terminal: borrowing TerminalSession) {
    guard let (theme, _) = run.themes.theme(named: name) else {
      return mailbox.post(.notice("there is no theme \(name)", isError: true))
    }
    terminal.use(theme)
    mailbox.post(.themeChanged(name))
  }

  private func save(_ state: ViewState) {
    do {
      try viewStateFile.save(state)
    } catch {
      mailbox.post(.notice("the view is not kept: \(error)", isError: true))
    }
  }

  private func edit(
    _ words: UnsavedDraft,
    _ request: RequestID,
    on terminal: borrowing TerminalSession
  ) {
    do {
      let edited = try terminal.lend {
        try TextEditing(workplace: run.workplace).edit(words)
      }
      mailbox.post(.editorReturned(request, edited?.text, keptAt: edited?.keptAt))
    } catch {
      mailbox.post(.failed(request, String(describing: error)))
    }
  }

  // MARK: Out

  private mutating func paint(on terminal: borrowing TerminalSession) {
    let frame = model.frame()
    terminal.show(frame.canvas, cursor: frame.cursor.map { ($0.column, $0.row) })
    if let effect = readAhead.take() { _ = runner.run(effect) }
  }
}
