import Host

/// Lets a person's own editor work on a text, in a private file that is gone afterwards.
struct TextEditing {
  let workplace: Workplace

  /// The text as the file holds it then; nil when the editor ended with an error.
  ///
  /// When the file cannot be read it stays, and the error names it.
  func edit(_ text: String) throws -> String? {
    let folder = try Folders(environment: workplace.environment).state
    try Folders.make(folder)
    let path = "\(folder)/reply-\(workplace.newID()).txt"
    try SmallFile.write(Array(text.utf8), to: path)
    let child = ChildProcess(
      arguments: workplace.editor + [path],
      environment: workplace.environment
    )
    let end = try child.runInForeground()
    let left = String(decoding: try SmallFile.read(path), as: UTF8.self)
    try SmallFile.remove(path)
    return end == .exited(0) ? left : nil
  }
}
