import Commerce
import Widgets

/// Keeping what is typed, beside other consoles of the same account that have the same draft.
extension Model {
  // MARK: To the store

  mutating func saveReply(_ urgency: DraftUrgency) -> [Effect] {
    guard let id = composer.orderID else { return [] }
    let base = composer.reply.knownBase
    composer.reply.asked = composer.area.text
    return [.saveDraft(id, .reply, composer.area.text, urgency, basedOn: base)]
  }

  mutating func saveNote(_ form: NoteForm, _ urgency: DraftUrgency) -> [Effect] {
    let (id, kind, text) = (form.orderID, form.kind, form.area.text)
    guard composer.orderID == id else {
      return [.saveDraft(id, kind, text, urgency, basedOn: nil)]
    }
    let base = composer.notes[kind, default: .init()].shared.knownBase
    composer.notes[kind, default: .init()].shared.asked = text
    return [.saveDraft(id, kind, text, urgency, basedOn: base)]
  }

  // MARK: From the store

  /// Takes over what the store has as drafts; words typed since it was asked stand behind them
  /// when the order is shown for the first time.
  mutating func takeDrafts(_ answer: ChatAnswer, isFirst: Bool) -> [Effect] {
    noteOtherConsoles(answer.alsoOpen)
    if let id = composer.orderID { formDrafts.take(answer.drafts, of: id) }
    let noteEffects = Self.noteKinds.flatMap { takeNote($0, answer.drafts.body(of: $0)) }
    let body = answer.drafts.body(of: .reply)
    let isKnown = composer.hasTakenDraft
    composer.hasTakenDraft = true
    guard composer.sending == nil else { return noteEffects }
    if isFirst, !isKnown, composer.isTouched, !body.isEmpty {
      composer.area.replace(with: body + composer.area.text)
      composer.reply = SharedDraft(base: body, alsoOpenSince: composer.reply.alsoOpenSince)
      return noteEffects + saveReply(.soon)
    }
    let isOurs = composer.reply.expectsChange || !isKnown
    let news = composer.reply.read(body, beside: composer.area.text)
    return noteEffects + takeReply(news, isTold: !isOurs)
  }

  private mutating func takeReply(_ news: SharedDraft.News, isTold: Bool) -> [Effect] {
    let isInHand = isTold && (composer.isTouched || focus == .composer)
    switch news {
    case .none: return []
    case .followed(let text):
      composer.area.replace(with: text)
      guard isInHand else { return [] }
      composer.reply.needsLook = !text.isEmpty
      tellOfChange("reply", text)
      return []
    case .joined(let text):
      composer.area.replace(with: text)
      composer.reply.needsLook = true
      tellOfJoining("reply")
      return saveReply(.soon)
    case .kept:
      composer.reply.needsLook = true
      tellOfKeeping("reply")
      return []
    }
  }

  static let noteKinds = [Draft.Kind.note, .customerNote]

  private mutating func takeNote(_ kind: Draft.Kind, _ body: String) -> [Effect] {
    var note = composer.notes[kind] ?? ComposerState.Note()
    guard case .note(var form) = overlay, form.orderID == composer.orderID, form.kind == kind else {
      note.text = body
      note.shared.base = body
      composer.notes[kind] = note
      return []
    }
    let isTold = !note.shared.expectsChange
    switch note.shared.read(body, beside: form.area.text) {
    case .none:
      composer.notes[kind] = note
      return []
    case .followed(let text):
      form.area.replace(with: text)
      if isTold { tellOfChange("note", text) }
      note.shared.needsLook = isTold && !text.isEmpty
    case .joined(let text):
      form.area.replace(with: text)
      note.shared.needsLook = true
      tellOfJoining("note")
    case .kept:
      note.shared.needsLook = true
      tellOfKeeping("note")
    }
    overlay = .note(form)
    note.text = form.area.text
    composer.notes[kind] = note
    return note.shared.isNew(form.area.text) ? saveNote(form, .soon) : []
  }

  private mutating func tellOfChange(_ what: String, _ text: String) {
    say(
      text.isEmpty
        ? "This \(what) was sent or emptied in another console"
        : "This \(what) was changed in another console; here is what it says now",
      .warning
    )
  }

  private mutating func tellOfJoining(_ what: String) {
    say("This \(what) was changed in another console too; the words of both are here", .warning)
  }

  private mutating func tellOfKeeping(_ what: String) {
    say("This \(what) was sent or emptied in another console; what you typed is kept", .warning)
  }

  /// The store has what was typed.
  ///
  /// Words that were left and are stored may be gone on with in another console: what the store has
  /// is shown again from now on.
  mutating func draftSaved(
    _ id: OrderID,
    _ kind: Draft.Kind,
    _ kept: KeptDraft
  ) -> [Effect] {
    formDrafts.saved(id, kind, kept.body)
    guard id == composer.orderID else { return [] }
    switch kind {
    case .ship, .cancel, .back, .status, .edit, .settle, .refund, .refundCancel, .capture,
      .goodsReturn, .email, .replace, .newOrder:
      return []
    case .note, .customerNote: return noteSaved(kind, kept)
    case .reply:
      if composer.sending != nil {
        _ = composer.reply.saved(kept, beside: kept.body)
        if !kept.stored.isEmpty { composer.sending?.body = kept.stored }
        return []
      }
      let news = composer.reply.saved(kept, beside: composer.area.text)
      let effects = takeReply(news, isTold: true)
      if focus != .composer, kept.stored == composer.area.text { composer.isTouched = false }
      return effects
    }
  }

  private mutating func noteSaved(_ kind: Draft.Kind, _ kept: KeptDraft) -> [Effect] {
    guard case .note(var form) = overlay, form.orderID == composer.orderID, form.kind == kind else {
      _ = composer.notes[kind, default: .init()].shared.saved(kept, beside: kept.body)
      if !kept.stored.isEmpty { composer.notes[kind, default: .init()].text = kept.stored }
      return []
    }
    let news = composer.notes[kind, default: .init()].shared.saved(kept, beside: form.area.text)
    switch news {
    case .none: return []
    case .followed(let text), .joined(let text):
      form.area.replace(with: text)
      tellOfJoining("note")
    case .kept: tellOfKeeping("note")
    }
    composer.notes[kind, default: .init()].shared.needsLook = true
    overlay = .note(form)
    composer.notes[kind, default: .init()].text = form.area.text
    return saveNote(form, .soon)
  }

  /// The first Enter on what somebody else has sent or changed only says so.
  mutating func refusalToLook(_ kind: Draft.Kind) -> String? {
    guard shared(kind)?.needsLook == true else { return nil }
    composer.reply.needsLook = false
    for kind in Self.noteKinds { composer.notes[kind]?.shared.needsLook = false }
    return refusalOfSharedDraft(
      "this \(kind.label) was sent or changed in another console meanwhile",
      kind
    )
  }

  private func shared(_ kind: Draft.Kind) -> SharedDraft? {
    kind == .reply ? composer.reply : composer.notes[kind]?.shared
  }

  // MARK: Other consoles

  private mutating func noteOtherConsoles(_ alsoOpen: [Draft.Kind: Instant]) {
    let kinds = [Draft.Kind.reply] + Self.noteKinds
    let isNew = kinds.contains { shared($0)?.alsoOpenSince == nil }
    composer.reply.alsoOpenSince = alsoOpen[.reply]
    for kind in Self.noteKinds {
      composer.notes[kind, default: .init()].shared.alsoOpenSince = alsoOpen[kind]
    }
    guard isNew else { return }
    if focus == .composer { tellOfOtherConsole(.reply) }
    if case .note(let form) = overlay { tellOfOtherConsole(form.kind) }
  }

  /// Said whenever a draft is opened, and when another console opens it as well.
  mutating func tellOfOtherConsole(_ kind: Draft.Kind) {
    guard let since = shared(kind)?.alsoOpenSince else { return }
    let time = zone.clock(at: since)
    say("This \(kind.label) is also open in another console since \(time)", .warning)
  }

  /// Why words are not sent that another console has sent or changed meanwhile, and the way on.
  func refusalOfSharedDraft(_ sentence: String, _ kind: Draft.Kind) -> String {
    switch kind {
    case .reply:
      let key = keys.keyName(of: .send) ?? "Enter"
      return "not sent: \(sentence); \(key) sends what stands here all the same"
    case .note, .customerNote, .ship, .cancel, .back, .status, .edit, .settle, .refund,
      .refundCancel, .capture, .goodsReturn, .email, .replace, .newOrder:
      let key = keys.keyName(of: .accept) ?? "Enter"
      return "not saved: \(sentence); \(key) saves what stands here all the same"
    }
  }
}

extension [Draft] {
  fileprivate func body(of kind: Draft.Kind) -> String {
    first { $0.kind == kind }?.body ?? ""
  }
}
