import Commerce
import Screen
import Widgets

/// Writing a reply: drafts, the editor, sending.
extension Model {
  mutating func startReply() -> [Effect] {
    if let order = detail.order, order.summary.id == selectedSummary?.id,
      let lack = order.lackOfAddress
    {
      return refuse(lack)
    }
    focus = .composer
    rightPane = .chat
    return []
  }

  mutating func editReply(_ key: Key) -> [Effect] {
    let written = composer.area
    guard composer.area.edit(key, width: composerWidth) else { return [] }
    if refuseTooMuch(composer.area.text, after: written.text) { composer.area = written }
    return replyChanged()
  }

  /// What is typed into a full text is left out and said, as with what is pasted.
  mutating func refuseTooMuch(_ text: String, after written: String) -> Bool {
    let most = Draft.mostCharacters
    // Bytes are known at once, characters have to be counted.
    guard text.utf8.count > max(most, written.utf8.count), text.count > most,
      text.count > written.count
    else { return false }
    say("No more fits: \(most) characters is the most", .warning)
    return true
  }

  mutating func pasteIntoReply(_ text: String) -> [Effect] {
    composer.area.insert(fitting(text, beside: composer.area.text))
    return replyChanged()
  }

  /// As much of a text as a draft has room for; that it was cut is said, and where the whole is.
  mutating func fitting(
    _ text: String,
    beside written: String,
    keptAt path: String? = nil
  )
    -> String
  {
    let most = Draft.mostCharacters
    let room = max(0, most - written.count)
    guard text.count > room else { return text }
    let part = "Only \(room) of \(text.count)"
    if let path {
      say("\(part) characters are here, all of them in \(path)", .warning)
    } else {
      say("\(part) pasted characters are here: \(most) is the most", .warning)
    }
    return String(text.prefix(room))
  }

  mutating func breakReplyLine() -> [Effect] {
    let written = composer.area
    composer.area.insertLineEnd()
    if refuseTooMuch(composer.area.text, after: written.text) { composer.area = written }
    return replyChanged()
  }

  private var composerWidth: Int { panes.chat?.composerText.width ?? 40 }

  private mutating func replyChanged() -> [Effect] {
    guard let id = composer.orderID else { return [] }
    composer.isTouched = true
    guard composer.isDirty, !isReadOnly else { return [] }
    composer.savedText = composer.area.text
    return [.saveDraft(id, .reply, composer.area.text, .soon)]
  }

  /// Makes sure that what is written is kept, for leaving the order or the program.
  mutating func putDraftAway() -> [Effect] {
    guard let id = composer.orderID, composer.isTouched, !isReadOnly else { return [] }
    composer.savedText = composer.area.text
    noteDraftInList(id)
    return [.saveDraft(id, .reply, composer.area.text, .now)]
  }

  /// Words that were left and are stored may be gone on with in another console: what the store
  /// has is shown again from now on.
  mutating func draftSaved(_ id: OrderID, _ kind: Draft.Kind, _ body: String) -> [Effect] {
    if id == composer.orderID, kind == .reply, focus != .composer, body == composer.area.text {
      composer.isTouched = false
    }
    return []
  }

  /// The list says at once that there is a draft, since our own saving tells nobody.
  private mutating func noteDraftInList(_ id: OrderID) {
    var kinds: Set<Draft.Kind> = []
    if !composer.area.isEmpty { kinds.insert(.reply) }
    if !composer.noteDraft.isEmpty { kinds.insert(.note) }
    orders.window.change(id) { $0.drafts = kinds }
  }

  /// Esc: the chat has the keys again, the words stay.
  mutating func leaveComposer() -> [Effect] {
    focus = .chat
    if !composer.area.isEmpty { say("Kept as a draft") }
    return putDraftAway()
  }

  mutating func sendReply() -> [Effect] {
    guard let id = composer.orderID else { return [] }
    let body = composer.area.text
    guard body.contains(where: { !$0.isWhitespace }) else {
      return refuse("there is nothing to send yet")
    }
    if isReadOnly { return refuse(Self.readOnlyReason) }
    composer.sending = ComposerState.Sending(orderID: id, body: body)
    composer.area.clear()
    composer.savedText = ""
    composer.isTouched = false
    let number = selectedSummary?.number ?? ""
    let act = Act(.operations([.sendReply(id, body: body)]), title: "reply on \(number)")
    // Kept as a draft first: whatever becomes of the sending, the words are safe.
    let keeping = Effect.saveDraft(id, .reply, body, .now)
    return [keeping] + perform(act, as: .reply(id)) + showNewest() + markReadByReply(id)
  }

  /// What could not be sent stands in the field again, before anything typed meanwhile.
  mutating func replyFailed() -> [Effect] {
    guard let reply = composer.sending else { return [] }
    composer.sending = nil
    guard composer.orderID == reply.orderID else {
      return [.saveDraft(reply.orderID, .reply, reply.body, .now)]
    }
    let typed = composer.area.text
    composer.area.replace(with: typed.isEmpty ? reply.body : reply.body + "\n" + typed)
    composer.isTouched = true
    return putDraftAway()
  }

  mutating func openEditor() -> [Effect] {
    guard let id = composer.orderID else { return [] }
    let request = nextRequest()
    composer.editorRequest = request
    return putDraftAway() + [.openEditor(id, composer.area.text, request)]
  }

  mutating func editorReturned(
    _ request: RequestID,
    _ text: String?,
    _ path: String?
  ) -> [Effect] {
    guard composer.editorRequest == request else { return [] }
    composer.editorRequest = nil
    guard let text else {
      say("The editor was left without saving; the reply is as it was")
      return []
    }
    composer.area.replace(with: fitting(text, beside: "", keptAt: path))
    focus = .composer
    return replyChanged()
  }

  /// Takes over what the store has as drafts; words typed since it was asked stand behind them
  /// when the order is shown for the first time, and instead of them later.
  mutating func takeDrafts(_ drafts: [Draft], isFirst: Bool) {
    if case .note = overlay {} else { composer.noteDraft = drafts.body(of: .note) }
    let body = drafts.body(of: .reply)
    if isFirst, composer.isTouched, !body.isEmpty, !composer.hasTakenDraft {
      composer.area.replace(with: body + composer.area.text)
    }
    composer.hasTakenDraft = true
    guard !composer.isTouched, composer.sending == nil else { return }
    composer.savedText = body
    if composer.area.text != body { composer.area.replace(with: body) }
  }
}

extension [Draft] {
  fileprivate func body(of kind: Draft.Kind) -> String {
    first { $0.kind == kind }?.body ?? ""
  }
}
