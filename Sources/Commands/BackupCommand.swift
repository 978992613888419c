import Commerce
import Desk
import JSON
import SQLiteKit
import Store

enum BackupCommand {
  static let backup = Command(
    "backup",
    "Copy the store to a file while others go on working",
    arguments: [
      Argument("PATH", "the new file; it appears only when it is whole", completes: .files)
    ],
    options: [Option("replace", "replace the file when there is one already")]
  ) { invocation, session in
    let path = session.absolute(try invocation.required("PATH"))
    try session.desk().refuseUnlessAllowed(.backUp)
    try session.store().database.backup(to: path, replace: invocation.has("replace"))
    if session.isJSON {
      try session.say(["path": .string(path)])
    } else {
      try session.say("backed up to \(path), checked")
    }
    return .done
  }
}
