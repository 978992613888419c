import Commerce
import Desk

enum UndoCommands {
  static let all: [Command] = [undo, redo]

  private static let dryRun = Option(
    SharedOptions.dryRun,
    "say what it would come to, and change nothing"
  )

  static let undo = Command(
    "undo",
    "Take back your last act, bulk acts whole; again for the one before",
    options: [dryRun],
    notes: [
      "A reply can be taken back while it waits (`undo_seconds`), what sends nothing for "
        + "`undo_minutes` of the configuration.",
      "What can be taken back no more, as when somebody changed the same since, is refused with the "
        + "reason; undo again takes back the act before it. See with --dry-run what it would come to.",
    ]
  ) { invocation, session in
    try session.report(session.desk().undo(dryRun: invocation.has("dry-run")))
  }

  static let redo = Command(
    "redo",
    "Do again what you took back last",
    options: [dryRun]
  ) { invocation, session in
    try session.report(session.desk().redo(dryRun: invocation.has("dry-run")))
  }
}
