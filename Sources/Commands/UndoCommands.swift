import Commerce
import Desk

enum UndoCommands {
  static let all: [Command] = [undo, redo]

  private static let dryRun = Option("dry-run", "say what it would come to, and change nothing")

  static let undo = Command(
    "undo",
    "Take back your last act within its undo time, bulk acts whole",
    options: [dryRun],
    notes: [
      "Refused when the time has passed (`undo_seconds` in the configuration) or somebody changed "
        + "the same since; it says who, and what to do instead."
    ]
  ) { invocation, session in
    try session.report(try session.desk().undo(dryRun: invocation.has("dry-run")))
  }

  static let redo = Command(
    "redo",
    "Do again what you took back last",
    options: [dryRun]
  ) { invocation, session in
    try session.report(try session.desk().redo(dryRun: invocation.has("dry-run")))
  }
}
