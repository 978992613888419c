import Commerce
import Host

/// Lets a person's own editor work on a text, in a private file that is gone afterwards.
struct TextEditing {
  let workplace: Workplace

  /// The text as the file holds it then, with the file that keeps a text too long for a draft.
  struct Edited: Equatable {
    var text: String
    var keptAt: String?
  }

  /// What was left in the editor; nil when it ended with an error.
  ///
  /// When the file cannot be read it stays, and the error names it. When the console dies while the
  /// editor is open, a later start takes the file in; see ``EditedReplies``.
  func edit(_ words: UnsavedDraft) throws -> Edited? {
    let recovery = DraftRecovery(workplace: workplace)
    let folder = try recovery.folder()
    try Folders.make(folder)
    var reply = EditedReply(
      owner: recovery.owner,
      order: words.order,
      kind: words.kind,
      begun: words.body,
      processes: [.current]
    )
    let path = "\(folder)/\(EditedReplies.prefix)\(workplace.newID())\(EditedReplies.suffix)"
    let note = EditedReplies.note(of: path)
    try SmallFile.write(reply.bytes, to: note)
    try SmallFile.write(Array(words.body.utf8), to: path)
    let child = ChildProcess(
      arguments: workplace.editor + [path],
      environment: workplace.environment
    )
    let end = try child.runInForeground { editor in
      reply.processes.append(editor)
      // The note as it stands names the order and the console, which is nearly as good.
      try? SmallFile.write(reply.bytes, to: note)
    }
    let left = String(decoding: try SmallFile.read(path), as: UTF8.self).droppingLastLineEnd
    let edited =
      end == .exited(0) ? Edited(text: left, keptAt: try recovery.keepWhole(left)) : nil
    try SmallFile.remove(path)
    try SmallFile.remove(note)
    return edited
  }
}
