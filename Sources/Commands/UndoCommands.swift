import Commerce
import Desk

enum UndoCommands {
  static let all: [Command] = [undo, redo]

  static let undo = Command(
    "undo",
    "Take back your last act, bulk acts whole",
    notes: ["Refused when the time has passed or somebody changed the same since; it says who."]
  ) { _, session in
    try session.report(try session.desk().undo())
  }

  static let redo = Command("redo", "Do again what you took back last") { _, session in
    try session.report(try session.desk().redo())
  }
}
