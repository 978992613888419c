import Commerce

/// Asking for acts and telling what came of them.
extension Model {
  static let readOnlyReason = "this console is read-only"

  mutating func perform(_ act: Act, as kind: PendingAct) -> [Effect] {
    if act.isLarge, let reason = lackOfRest { return refuse(reason) }
    let request = nextRequest()
    acts[request] = kind
    noteVerdict(act, request)
    return [.perform(act, request)]
  }

  mutating func undo() -> [Effect] {
    if let reason = lackOfRest { return refuse(reason) }
    let request = nextRequest()
    acts[request] = .undo
    return putDraftAway() + [.undo(key: undoKey ?? "undo", request)]
  }

  mutating func redo() -> [Effect] {
    if let reason = lackOfRest { return refuse(reason) }
    let request = nextRequest()
    acts[request] = .redo
    return putDraftAway() + [.redo(request)]
  }

  mutating func performed(_ request: RequestID, _ receipt: Receipt) -> [Effect] {
    guard let act = acts.removeValue(forKey: request) else { return [] }
    actEnded(request)
    let effects = formAnswered(request, isDone: receipt.refused.isEmpty)
    return effects + performed(act, receipt) + takeVerdict(request, receipt)
  }

  private mutating func performed(_ act: PendingAct, _ receipt: Receipt) -> [Effect] {
    switch act {
    case .markRead: return refresh()
    case .repairRehearsal(let id): return askToRepair(id, receipt)
    case .emailRehearsal(let form): return emailRehearsed(form, receipt)
    case .reply:
      tell(receipt)
      composer.sending = nil
      composer.reply.base = ""
      return refresh()
    case .note(let id, let kind):
      tell(receipt)
      if composer.orderID == id {
        composer.notes[kind, default: .init()].text = ""
        composer.notes[kind, default: .init()].shared.base = ""
      }
      return refresh()
    case .contact(let id):
      detail.revealed = id
      tell(receipt)
      return loadDetail()
    case .undo, .redo:
      tell(receipt)
      // Words that were taken back, or sent again, are drafts or none: the store knows.
      composer.isTouched = false
      composer.reply.expectsChange = true
      for kind in Self.noteKinds {
        composer.notes[kind, default: .init()].shared.expectsChange = true
      }
      return refresh()
    case .status, .handling, .tags:
      if case .tags = act, receipt.refused.isEmpty { tagDraft = nil }
      if receipt.refused.isEmpty { orders.marks = .none }
      tell(receipt)
      return refresh()
    case .view:
      tell(receipt)
      if case .view = overlay { return openViews() + refresh() }
      return refresh()
    case .money, .placing(opensIt: false):
      tell(receipt)
      return refresh()
    case .placing:
      tell(receipt)
      let made = receipt.changed.lazy.compactMap(\.made).first
      return (made.map { goTo($0.id) } ?? []) + refresh()
    case .retryReply, .readMark, .repair, .retryRecords, .settle, .discardRecord:
      tell(receipt)
      return refresh() + (screen == .sync ? verifyAgain() : [])
    }
  }

  mutating func refused(_ request: RequestID, _ refusal: Refusal) -> [Effect] {
    guard let act = acts.removeValue(forKey: request) else { return [] }
    actEnded(request)
    _ = formAnswered(request, isDone: false)
    if refusal.kind == .revisionConflict {
      switch act {
      case .reply:
        let sentence = refusalOfSharedDraft(refusal.sentence, .reply)
        return refuse(sentence) + replyFailed(isShared: true) + refresh()
      case .note(let id, let kind):
        let sentence = refusalOfSharedDraft(refusal.sentence, kind)
        return reopenNote(kind, on: id) + refuse(sentence) + refresh()
      default: break
      }
    }
    return tellFailure(of: act, refusal.sentence) + refresh()
  }

  /// An act that could not be carried out at all, such as for want of room on the disk.
  mutating func actFailed(_ act: PendingAct, _ sentence: String) -> [Effect] {
    tellFailure(of: act, sentence)
  }

  private mutating func tellFailure(of act: PendingAct, _ sentence: String) -> [Effect] {
    switch act {
    case .markRead:
      // Nothing was asked for, so nothing is told; the chat just stays unread.
      return []
    case .reply: return refuse(sentence) + replyFailed()
    case .note(let id, let kind): return refuse(sentence) + reopenNote(kind, on: id)
    case .settle(let form), .discardRecord(let form):
      reopen(form)
      return refuse(sentence)
    case .view:
      viewRefused(sentence)
      return refuse(sentence)
    case .status, .handling, .tags, .money, .placing, .retryReply, .readMark, .undo, .redo,
      .repairRehearsal, .emailRehearsal, .repair, .retryRecords, .contact:
      return refuse(sentence)
    }
  }

  private mutating func tell(_ receipt: Receipt) {
    switch receipt.refused.count {
    case 0: say(receipt.summary, .success)
    case 1: say("\(receipt.summary): \(receipt.refused[0].sentence)", .warning)
    default:
      say(receipt.summary, .warning)
      overlay = .page(TextPage(refusals: receipt))
    }
    notice?.actID = receipt.actID
  }

  /// Loads again what may have changed.
  mutating func refresh() -> [Effect] {
    var effects = reloadList() + loadCounts() + recountListing() + loadDetail() + refreshChat()
    effects += loadUndoable()
    if screen == .sync || isSyncOld { effects += loadSync() }
    return effects
  }

  /// A reason why something cannot be done, in the status line.
  mutating func refuse(_ sentence: String) -> [Effect] {
    say(sentence.capitalizedSentence, .error)
    return []
  }
}

extension String {
  /// Reasons are written to stand behind a colon; alone they begin with a capital.
  var capitalizedSentence: String {
    guard let first, first.isLowercase else { return self }
    return first.uppercased() + dropFirst()
  }
}
