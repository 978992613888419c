import Desk
import SQLiteKit

/// Turns an error into the one sentence that the status line shows.
enum FailureText {
  static func sentence(for error: any Error) -> String {
    switch error {
    case let error as SQLiteError: error.userSentence
    default: String(describing: error)
    }
  }
}
