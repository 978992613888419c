import Commerce
import Host

/// Lets a person's own editor work on a text, in a private file that is gone afterwards.
struct TextEditing {
  let workplace: Workplace

  /// The text as the file holds it then; nil when the editor ended with an error.
  ///
  /// When the file cannot be read it stays, and the error names it. When the console dies while the
  /// editor is open, the next start takes the file in; see ``EditedReplies``.
  func edit(_ text: String, of order: OrderID) throws -> String? {
    let folder = try Folders(environment: workplace.environment).state
    try Folders.make(folder)
    let reply = EditedReply(order: order, begun: text, owner: ProcessSetup.identity)
    let path = "\(folder)/\(EditedReplies.prefix)\(workplace.newID())\(EditedReplies.suffix)"
    try SmallFile.write(reply.bytes, to: EditedReplies.note(of: path))
    try SmallFile.write(Array(text.utf8), to: path)
    let child = ChildProcess(
      arguments: workplace.editor + [path],
      environment: workplace.environment
    )
    let end = try child.runInForeground()
    let left = String(decoding: try SmallFile.read(path), as: UTF8.self).droppingLastLineEnd
    try SmallFile.remove(path)
    try SmallFile.remove(EditedReplies.note(of: path))
    return end == .exited(0) ? left : nil
  }
}
