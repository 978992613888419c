import Commerce
import Screen
import Widgets

/// Writing a reply: drafts, the editor, sending.
extension Model {
  mutating func startReply() -> [Effect] {
    if let order = detail.order, order.summary.id == selectedSummary?.id,
      let lack = order.lackOfAddress
    {
      return refuseReply(lack)
    }
    composer.opener = ComposerState.Opener(focus: focus, rightPane: rightPane)
    focus = .composer
    rightPane = .chat
    tellOfColleagueReplying()
    tellOfOtherConsole(.reply)
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
    say("No more fits: \(CountText.grouped(most)) characters is the most", .warning)
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
    let part = "Only \(CountText.grouped(room)) of \(CountText.grouped(text.count))"
    if let path {
      say("\(part) characters are here, all of them in \(path)", .warning)
    } else {
      say("\(part) pasted characters are here: \(CountText.grouped(most)) is the most", .warning)
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
    composer.isTouched = true
    guard composer.reply.isNew(composer.area.text), !isReadOnly else { return [] }
    return saveReply(.soon)
  }

  /// Makes sure that what is written is kept, for leaving the order or the program.
  mutating func putDraftAway() -> [Effect] {
    guard let id = composer.orderID, composer.isTouched, !isReadOnly else { return [] }
    noteDraftInList(id)
    return saveReply(.now)
  }

  /// The list says at once that there is a draft, since our own saving tells nobody.
  mutating func noteDraftInList(_ id: OrderID) {
    var kinds = Set(composer.notes.filter { !$0.value.text.isEmpty }.keys)
    if !composer.area.isEmpty { kinds.insert(.reply) }
    orders.window.change(id) { order in
      order.drafts = kinds.union(order.drafts.filter { !$0.isText })
    }
  }

  /// Esc: the keys are where they were before the reply, the words stay.
  mutating func leaveComposer() -> [Effect] {
    focus = composer.opener?.focus ?? .chat
    rightPane = composer.opener?.rightPane ?? .chat
    composer.opener = nil
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
    if let refusal = refusalToLook(.reply) { return refuse(refusal) }
    // Kept as a draft first: whatever becomes of the sending, the words are safe.
    let keeping = saveReply(.now)
    composer.sending = ComposerState.Sending(orderID: id, body: body)
    composer.area.clear()
    composer.isTouched = false
    let number = selectedSummary?.number ?? ""
    var act = Act(.operations([.sendReply(id, body: body)]), title: "reply on \(number)")
    act.fromDraft = .reply
    return keeping + perform(act, as: .reply(id)) + showNewest() + markReadByReply(id)
  }

  /// What could not be sent stands in the field again, before anything typed meanwhile.
  ///
  /// What another console has sent or changed is left to that one until it is sent from here again.
  mutating func replyFailed(isShared: Bool = false) -> [Effect] {
    guard let reply = composer.sending else { return [] }
    composer.sending = nil
    guard composer.orderID == reply.orderID else {
      return [.saveDraft(reply.orderID, .reply, reply.body, .now, basedOn: "")]
    }
    let typed = composer.area.text
    composer.area.replace(with: typed.isEmpty ? reply.body : reply.body + "\n" + typed)
    composer.isTouched = true
    return isShared ? [] : putDraftAway()
  }

  /// In a form for the field of several lines that has the cursor, else for the reply.
  mutating func openEditor() -> [Effect] {
    switch overlay {
    case .note(let form): return openEditor(form.kind, of: form.orderID, on: form.area.text)
    case .edit(let form):
      guard form.isInNotes else {
        return refuse("the editor is for the note, which has several lines")
      }
      return openEditor(.edit, of: form.order.id, on: form.notes.text)
    case .email(let form):
      guard let order = form.targets.soleOrder else {
        return refuse("the editor is for one e-mail at a time")
      }
      return openEditor(.email, of: order.id, on: form.body.text)
    case nil:
      guard let id = composer.orderID else { return [] }
      return putDraftAway() + openEditor(.reply, of: id, on: composer.area.text)
    case .help, .palette, .themes, .status, .move, .sale, .choice, .tags, .snooze, .jump, .settle,
      .reason, .money, .search, .page, .repair, .steps, .count, .commandLog, .customer, .views,
      .view, .quit:
      return refuse("the editor is for texts of several lines")
    }
  }

  private mutating func openEditor(
    _ kind: Draft.Kind,
    of id: OrderID,
    on text: String
  ) -> [Effect] {
    let request = nextRequest()
    composer.editorRequest = request
    composer.editedKind = kind
    return [.openEditor(id, kind, text, request)]
  }

  mutating func editorReturned(
    _ request: RequestID,
    _ text: String?,
    _ path: String?
  ) -> [Effect] {
    guard composer.editorRequest == request else { return [] }
    composer.editorRequest = nil
    guard let text else {
      let what =
        switch composer.editedKind {
        case .reply: "reply"
        case .email: "e-mail"
        default: "note"
        }
      say("The editor was left without saving; the \(what) is as it was")
      return []
    }
    switch overlay {
    case .note: return replaceNote(with: fitting(text, beside: "", keptAt: path))
    case .edit: return replaceEditNotes(with: fitting(text, beside: "", keptAt: path))
    case .email: return replaceEmailBody(with: fitting(text, beside: "", keptAt: path))
    default: break
    }
    composer.area.replace(with: fitting(text, beside: "", keptAt: path))
    focus = .composer
    return replyChanged()
  }
}
